/** Carries workflows out: step after step, through the same calls as the stories of the conformance run. */
import { type Caller, type Exchange } from '../conformance/http/call.js';
import type { ApiModel, Json, Operation, Parameter } from '../model/model.js';
import { isMet } from './criterion.js';
import type { Workflow, WorkflowDocument, WorkflowStep } from './document.js';
import { type ExpressionContext, Unresolved, resolved } from './expression.js';

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
 * @throws WorkflowFailure at the first step whose criteria are not met, or whose answer is not as the description says
 */
export async function runWorkflows(document: WorkflowDocument, options: WorkflowRunOptions): Promise<ReadonlyMap<string, Values>> {
  const outputs = new Map<string, Values>();
  const run = async (workflow: Workflow): Promise<void> => {
    for (const id of workflow.dependsOn) {
      const other = document.workflows.find((candidate) => candidate.workflowId === id);
      if (other === undefined) throw new Error(`${document.file} has no workflow ${id}.`);
      if (!outputs.has(id)) await run(other);
    }
    if (!outputs.has(workflow.workflowId)) outputs.set(workflow.workflowId, await runWorkflow(workflow, outputs, options));
  };
  for (const workflow of document.workflows) await run(workflow);
  return outputs;
}

async function runWorkflow(workflow: Workflow, workflows: ReadonlyMap<string, Values>, options: WorkflowRunOptions): Promise<Values> {
  const inputs = await options.inputs(workflow, workflows);
  const steps = new Map<string, Values>();
  const context: ExpressionContext = { inputs, steps, workflows };
  for (const step of workflow.steps) {
    const fail = (message: string): never => {
      throw new WorkflowFailure(workflow, step, message);
    };
    const exchange = await attempt(() => call(step, context, options), fail);
    const wrong = exchange.violations.filter((violation) => violation.severity === 'error').map((violation) => violation.message);
    if (wrong.length > 0) fail(wrong.join(' '));
    const { response, body } = exchange;
    const seen: ExpressionContext = { ...context, response: { status: response.status, headers: response.headers, body } };
    for (const criterion of step.successCriteria) {
      if (!isMet(criterion, seen)) fail(`\`${criterion.condition}\` is not met by the answer ${response.status}.`);
    }
    steps.set(step.stepId, await attempt(() => outputsOf(step.outputs, seen), fail));
  }
  return outputsOf(workflow.outputs, context);
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

/** An expression that stands for nothing fails the step. */
async function attempt<T>(work: () => T | Promise<T>, fail: (message: string) => never): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Unresolved) return fail(error.message);
    throw error;
  }
}
