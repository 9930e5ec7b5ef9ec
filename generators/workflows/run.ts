/** Carries workflows out: step after step, through the same calls as the stories of the conformance run. */
import { setTimeout } from 'node:timers/promises';
import { type Caller, type Exchange } from '../conformance/http/call.js';
import type { ApiModel, Json, Operation, Parameter } from '../model/model.js';
import { type Action, applicableActions } from './action.js';
import { isMet } from './criterion.js';
import type { Workflow, WorkflowDocument, WorkflowStep } from './document.js';
import { type ExpressionContext, Unresolved, evaluate, parseExpression, resolved } from './expression.js';

type Values = { readonly [name: string]: Json };

/** What a workflow needs from outside. */
export interface WorkflowRunOptions {
  readonly model: ApiModel;
  readonly caller: Caller;
  readonly signal: AbortSignal;
  /** The inputs of a workflow, asked for when its turn comes: some only exist once an earlier workflow has sent a message. */
  readonly inputs: (workflow: Workflow, outputs: ReadonlyMap<string, Values>) => Values | Promise<Values>;
}

/** A step that did not do what the document says. */
export class WorkflowFailure extends Error {
  readonly workflowId: string;
  readonly stepId: string;

  constructor(workflow: Workflow, step: WorkflowStep, message: string) {
    super(`${workflow.workflowId}, step ${step.stepId}: ${message}`);
    this.name = 'WorkflowFailure';
    this.workflowId = workflow.workflowId;
    this.stepId = step.stepId;
  }
}

/**
 * Carries out every workflow of a document, each after those it depends on.
 *
 * @returns the outputs by workflow
 * @throws WorkflowFailure at the first step whose criteria are not met without an action for that, whose answer is not as the
 * description says, or which is one of too many
 */
export async function runWorkflows(document: WorkflowDocument, options: WorkflowRunOptions): Promise<ReadonlyMap<string, Values>> {
  const run = new Run(document, options);
  for (const workflow of document.workflows) await run.once(workflow.workflowId);
  return run.outputs;
}

/** Steps that one run may take. `goto` and `retry` can lead in circles. */
const mostSteps = 1000;

/** Seconds before a retry: nobody waits for more than a day, whatever an answer says. */
const longestWait = 86_400;

/** What follows a step: the next one where nothing is said. */
type Next = { readonly kind: 'next' } | { readonly kind: 'end' } | { readonly kind: 'goto'; readonly stepId: string };

/** One run of a document. */
class Run {
  readonly outputs = new Map<string, Values>();
  readonly #document: WorkflowDocument;
  readonly #options: WorkflowRunOptions;
  #steps = 0;

  constructor(document: WorkflowDocument, options: WorkflowRunOptions) {
    this.#document = document;
    this.#options = options;
  }

  /** Carries out a workflow unless that has been done, after those it depends on. */
  async once(id: string): Promise<void> {
    if (!this.outputs.has(id)) await this.#workflow(id);
  }

  async #workflow(id: string): Promise<void> {
    const workflow = this.#document.workflows.find(({ workflowId }) => workflowId === id);
    if (workflow === undefined) throw new Error(`${this.#document.file} has no workflow ${id}.`);
    for (const other of workflow.dependsOn) await this.once(other);
    const inputs = await this.#options.inputs(workflow, this.outputs);
    const context = { inputs, steps: new Map<string, Values>(), workflows: this.outputs };
    let index = 0;
    let ended = false;
    while (!ended && index < workflow.steps.length) {
      const step = workflow.steps[index];
      const next: Next = step === undefined ? { kind: 'end' } : await this.#step(step, workflow, context);
      ended = next.kind === 'end';
      index = next.kind === 'goto' ? workflow.steps.findIndex(({ stepId }) => stepId === next.stepId) : index + 1;
      if (index < 0) throw new Error(`${id} has no step to go on with.`);
    }
    // Steps that were left out have no outputs: where an action ended the workflow, it has those that there are.
    this.outputs.set(id, ended ? applicableOutputs(workflow.outputs, context) : outputsOf(workflow.outputs, context));
  }

  /** Carries out a step as often as its actions ask for, and says what follows. */
  async #step(step: WorkflowStep, workflow: Workflow, context: StepContext): Promise<Next> {
    const retries = new Map<Action, number>();
    for (;;) {
      const { seen, unmet } = await this.#attempt(step, workflow, context);
      const actions = unmet === undefined ? applicableActions(step.onSuccess, workflow.successActions) : applicableActions(step.onFailure, workflow.failureActions);
      const action = actions.find(({ criteria }) => criteria.every((criterion) => isMet(criterion, seen)));
      if (action === undefined) {
        if (unmet !== undefined) throw new WorkflowFailure(workflow, step, unmet);
        return { kind: 'next' };
      }
      if (action.type === 'retry' && unmet !== undefined) {
        const count = retries.get(action) ?? 0;
        if (count >= action.retryLimit) throw new WorkflowFailure(workflow, step, count === 0 ? unmet : `${unmet} It was tried again ${count === 1 ? 'once' : `${count} times`}.`);
        retries.set(action, count + 1);
        await this.#beforeRetry(action, workflow, context, seen);
        continue;
      }
      if (action.type === 'goto' && action.stepId !== undefined) return { kind: 'goto', stepId: action.stepId };
      if (action.type === 'goto' && action.workflowId !== undefined) await this.#workflow(action.workflowId);
      return { kind: 'end' };
    }
  }

  /** Waits, and carries out what the action names: its context comes back to the step. */
  async #beforeRetry({ retryAfter, stepId, workflowId }: Action, workflow: Workflow, context: StepContext, seen: ExpressionContext): Promise<void> {
    const seconds = retryAfterOf(seen) ?? retryAfter;
    if (seconds > 0) await setTimeout(Math.min(seconds, longestWait) * 1000, undefined, { signal: this.#options.signal });
    if (workflowId !== undefined) await this.#workflow(workflowId);
    const other = workflow.steps.find((candidate) => candidate.stepId === stepId);
    if (other === undefined) return;
    const { unmet } = await this.#attempt(other, workflow, context);
    if (unmet !== undefined) throw new WorkflowFailure(workflow, other, unmet);
  }

  /** Makes the call of a step once. `unmet` says which criterion the answer does not meet; if none, its outputs are kept. */
  async #attempt(step: WorkflowStep, workflow: Workflow, context: StepContext): Promise<{ readonly seen: ExpressionContext; readonly unmet: string | undefined }> {
    const fail = (message: string): never => {
      throw new WorkflowFailure(workflow, step, message);
    };
    this.#steps += 1;
    if (this.#steps > mostSteps) fail(`This is step ${this.#steps} of the run: it goes round in circles.`);
    const exchange = await attempt(() => call(step, context, this.#options), fail);
    const wrong = exchange.violations.filter((violation) => violation.severity === 'error').map((violation) => violation.message);
    if (wrong.length > 0) fail(wrong.join(' '));
    const { response, body } = exchange;
    const seen: ExpressionContext = { ...context, response: { status: response.status, headers: response.headers, body } };
    const criterion = step.successCriteria.find((candidate) => !isMet(candidate, seen));
    if (criterion !== undefined) return { seen, unmet: `\`${criterion.condition}\` is not met by the answer ${response.status}.` };
    context.steps.set(step.stepId, await attempt(() => outputsOf(step.outputs, seen), fail));
    return { seen, unmet: undefined };
  }
}

/** What the steps of one workflow share. */
type StepContext = ExpressionContext & { readonly steps: Map<string, Values> };

/** The seconds that an answer asks to wait (RFC 9110 §10.2.3), which overrule those of an action. */
function retryAfterOf({ response }: ExpressionContext): number | undefined {
  const asked = response?.headers.get('retry-after') ?? undefined;
  if (asked === undefined) return undefined;
  const seconds = /^\d+$/.test(asked) ? Number(asked) : (Date.parse(asked) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined;
}

function call(step: WorkflowStep, context: ExpressionContext, { model, caller, signal }: WorkflowRunOptions): Promise<Exchange> {
  const operation = model.operations.find((candidate) => candidate.id === step.operationId);
  if (operation === undefined) throw new Error(`There is no operation ${step.operationId}.`);
  const contentType = step.requestBody?.contentType;
  const { parameters, headers } = written(step, operation, context);
  return caller.call(
    { operation, parameters, headers, body: step.requestBody === undefined ? undefined : resolved(step.requestBody.payload, context), ...(contentType === undefined ? {} : { contentType }) },
    signal,
  );
}

/** The parameters of the operation, and headers beside them, such as a member's session. */
function written(step: WorkflowStep, operation: Operation, context: ExpressionContext): { readonly parameters: ReadonlyMap<Parameter, Json>; readonly headers: ReadonlyMap<string, string> } {
  const parameters = new Map<Parameter, Json>();
  const headers = new Map<string, string>();
  for (const { name, in: place, value } of step.parameters) {
    const parameter = operation.parameters.find((candidate) => candidate.name === name && candidate.in === place);
    if (parameter === undefined) headers.set(name, String(resolved(value, context)));
    else parameters.set(parameter, resolved(value, context));
  }
  return { parameters, headers };
}

function outputsOf(outputs: Values, context: ExpressionContext): Values {
  return Object.fromEntries(Object.entries(outputs).map(([name, expression]) => [name, resolved(expression, context)]));
}

/** The outputs that the steps which were carried out have. */
function applicableOutputs(outputs: Values, context: ExpressionContext): Values {
  const there = Object.entries(outputs).filter(([, expression]) => {
    const parsed = typeof expression === 'string' ? parseExpression(expression) : undefined;
    return parsed === undefined || evaluate(parsed, context) !== undefined;
  });
  return outputsOf(Object.fromEntries(there), context);
}

/** An expression that stands for nothing fails the step. */
async function attempt<T>(work: () => T | Promise<T>, fail: (message: string) => never): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Unresolved) return fail(error.message);
    throw error;
  }
}
