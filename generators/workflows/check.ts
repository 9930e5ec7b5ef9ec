/** Do workflows fit the API, and their parts each other? Everything that can be known before the first call. */
import type { Problem } from '../diagnostics.js';
import { inPlace } from '../conformance/http/redaction.js';
import type { ApiModel, Json, Operation, Schema } from '../model/model.js';
import { escapeToken, isJsonObject, pointerTokens } from '../model/pointer.js';
import { didYouMean } from '../source/suggest.js';
import type { Action } from './action.js';
import { type Criterion, criterionExpressions } from './criterion.js';
import type { Workflow, WorkflowDocument, WorkflowStep } from './document.js';
import { expressionsIn, parseExpression } from './expression.js';

type Report = (pointer: string, message: string, help?: string) => void;

/** Everything that is wrong with a document. */
export function checkWorkflows(document: WorkflowDocument, model: ApiModel): readonly Problem[] {
  const problems: Problem[] = [];
  const report: Report = (pointer, message, help) => {
    problems.push({ code: 'workflow', severity: 'error', message, origin: { file: document.file, pointer }, position: document.positions.find(pointer), ...(help === undefined ? {} : { help }) });
  };
  const seen = new Map<string, Workflow>();
  for (const workflow of document.workflows) {
    workflow.dependsOn.forEach((id, index) => {
      if (!seen.has(id)) report(`${workflow.origin.pointer}/dependsOn/${index}`, `No earlier workflow of the document is called \`${id}\`.`);
    });
    checkWorkflow(workflow, seen, document.workflows, model, report);
    seen.set(workflow.workflowId, workflow);
  }
  return problems;
}

/** What the expressions of a step may speak of. */
interface Scope {
  readonly workflow: Workflow;
  readonly steps: ReadonlyMap<string, WorkflowStep>;
  readonly workflows: ReadonlyMap<string, Workflow>;
}

function checkWorkflow(workflow: Workflow, before: ReadonlyMap<string, Workflow>, all: readonly Workflow[], model: ApiModel, report: Report): void {
  const steps = new Map<string, WorkflowStep>();
  const reachable = new Map([...before].filter(([id]) => workflow.dependsOn.includes(id)));
  for (const step of workflow.steps) {
    const at = step.origin.pointer;
    for (const member of step.unsupported) report(`${at}/${escapeToken(member)}`, `\`${member}\` of a step is not understood here.`, 'Steps call operations by `operationId`, one after the other.');
    const operation = model.operations.find((candidate) => candidate.id === step.operationId);
    if (operation === undefined) {
      report(`${at}/operationId`, `There is no operation \`${step.operationId}\` in the description.`, didYouMean(step.operationId, model.operations.map((candidate) => candidate.id), 'See its operationIds.'));
    } else {
      checkCall(step, operation, report);
    }
    const scope = { workflow, steps, workflows: reachable };
    for (const [member, value] of [['parameters', step.parameters.map((parameter) => parameter.value)], ['requestBody', step.requestBody?.payload]] as const) {
      for (const expression of expressionsIn(value)) checkExpression(expression, `${at}/${member}`, scope, undefined, report);
    }
    checkCriteria(step.successCriteria, `${at}/successCriteria`, scope, operation, report);
    for (const action of [...step.onSuccess, ...step.onFailure]) checkAction(action, scope, all, operation, report);
    for (const [name, value] of Object.entries(step.outputs)) checkOutput(value, `${at}/outputs/${escapeToken(name)}`, scope, operation, report);
    steps.set(step.stepId, step);
  }
  const whole = { workflow, steps, workflows: reachable };
  for (const action of [...workflow.successActions, ...workflow.failureActions]) checkAction(action, whole, all, undefined, report);
  for (const [name, value] of Object.entries(workflow.outputs)) {
    checkOutput(value, `${workflow.origin.pointer}/outputs/${escapeToken(name)}`, whole, undefined, report);
  }
}

function checkCriteria(criteria: readonly Criterion[], pointer: string, scope: Scope, operation: Operation | undefined, report: Report): void {
  criteria.forEach((criterion, index) => {
    try {
      for (const expression of criterionExpressions(criterion)) checkExpression(expression, `${pointer}/${index}`, scope, operation, report);
    } catch (error) {
      report(`${pointer}/${index}`, error instanceof Error ? error.message : String(error));
    }
  });
}

/** @param all the workflows of the document */
function checkAction(action: Action, scope: Scope, all: readonly Workflow[], operation: Operation | undefined, report: Report): void {
  const { type, name, stepId, workflowId, criteria, origin } = action;
  const steps = scope.workflow.steps.map((step) => step.stepId);
  const workflows = all.map((workflow) => workflow.workflowId);
  if (name === '') report(origin.pointer, 'There is no action here, or it has no name.');
  if (stepId !== undefined && workflowId !== undefined) report(origin.pointer, `The action \`${name}\` names both a step and a workflow.`);
  if (type === 'goto' && stepId === undefined && workflowId === undefined) report(origin.pointer, `The action \`${name}\` does not say where to go.`, 'Give a `stepId` or a `workflowId`.');
  if (stepId !== undefined && !steps.includes(stepId)) report(`${origin.pointer}/stepId`, `The workflow has no step \`${stepId}\`.`, didYouMean(stepId, steps, `Steps: ${steps.join(', ')}.`));
  if (workflowId !== undefined && !workflows.includes(workflowId)) {
    report(`${origin.pointer}/workflowId`, `The document has no workflow \`${workflowId}\`.`, didYouMean(workflowId, workflows, `Workflows: ${workflows.join(', ')}.`));
  }
  checkCriteria(criteria, `${origin.pointer}/criteria`, scope, operation, report);
}

function checkCall(step: WorkflowStep, operation: Operation, report: Report): void {
  const at = step.origin.pointer;
  const headers = operation.security.flatMap((requirement) => requirement.flatMap(({ scheme }) => (scheme.in === 'header' ? (scheme.parameterName ?? []) : [])));
  step.parameters.forEach(({ name, in: place }, index) => {
    const exists = operation.parameters.some((parameter) => parameter.name === name && parameter.in === place) || (place === 'header' && headers.includes(name));
    if (!exists) report(`${at}/parameters/${index}`, `${operation.id} has no ${place} parameter \`${name}\`.`, didYouMean(name, operation.parameters.map((parameter) => parameter.name), 'See its parameters.'));
  });
  for (const parameter of operation.parameters.filter(({ required }) => required)) {
    if (!step.parameters.some(({ name, in: place }) => name === parameter.name && place === parameter.in)) report(at, `${operation.id} needs the ${parameter.in} parameter \`${parameter.name}\`.`);
  }
  const contents = operation.requestBody?.contents ?? [];
  const { requestBody } = step;
  if (requestBody === undefined) {
    if (operation.requestBody?.required === true) report(at, `${operation.id} needs a body.`);
    return;
  }
  const { contentType = contents[0]?.mediaType, payload } = requestBody;
  const content = contents.find(({ mediaType }) => mediaType === contentType);
  if (content === undefined) {
    report(`${at}/requestBody`, `${operation.id} takes no body of the type ${contentType ?? 'none'}.`);
    return;
  }
  if (isJsonObject(payload)) checkMembers(payload, content.schema, `${at}/requestBody/payload`, operation, report);
}

function checkMembers(payload: { readonly [name: string]: Json }, schema: Schema, pointer: string, operation: Operation, report: Report): void {
  const schemas = inPlace([schema]);
  const known = new Set(schemas.flatMap((part) => [...(part.properties?.keys() ?? [])]));
  if (known.size === 0 || schemas.some(({ additionalProperties }) => additionalProperties !== undefined && additionalProperties.always !== false)) return;
  for (const name of Object.keys(payload)) {
    if (!known.has(name)) report(`${pointer}/${escapeToken(name)}`, `${operation.id} takes no \`${name}\`.`, didYouMean(name, known, `It takes ${[...known].slice(0, 12).join(', ')}.`));
  }
  // With branches (`oneOf`) what is required depends on the branch.
  const required = schemas.some((part) => part.oneOf !== undefined || part.anyOf !== undefined) ? [] : schemas.flatMap((part) => part.required ?? []);
  for (const name of new Set(required)) if (!Object.hasOwn(payload, name)) report(pointer, `${operation.id} needs \`${name}\`.`);
}

function checkOutput(value: Json, pointer: string, scope: Scope, operation: Operation | undefined, report: Report): void {
  if (typeof value === 'string') checkExpression(value, pointer, scope, operation, report);
  else report(pointer, 'An output is a runtime expression, which is a text.', 'Write `$response.body#/member`, for instance.');
}

function checkExpression(text: string, pointer: string, { workflow, steps, workflows }: Scope, operation: Operation | undefined, report: Report): void {
  const expression = parseExpression(text);
  if (expression === undefined) {
    report(pointer, `\`${text}\` is no runtime expression that is understood here.`);
    return;
  }
  switch (expression.source) {
    case 'inputs': {
      const names = workflow.inputs.map((input) => input.name);
      if (!names.includes(expression.name)) report(pointer, `The workflow has no input \`${expression.name}\`.`, didYouMean(expression.name, names, `Inputs: ${names.join(', ')}.`));
      return;
    }
    case 'steps':
    case 'workflows': {
      const outputs = (expression.source === 'steps' ? steps.get(expression.id) : workflows.get(expression.id))?.outputs;
      const kind = expression.source === 'steps' ? 'earlier step' : 'workflow that this one depends on';
      if (outputs === undefined) report(pointer, `There is no ${kind} \`${expression.id}\`.`);
      else if (!Object.hasOwn(outputs, expression.name)) report(pointer, `\`${expression.id}\` has no output \`${expression.name}\`.`, didYouMean(expression.name, Object.keys(outputs), 'See its outputs.'));
      return;
    }
    case 'body':
      if (operation !== undefined && !isDescribed(operation, expression.pointer)) report(pointer, `No answer of ${operation.id} has \`${expression.pointer}\`.`);
      return;
    default:
  }
}

/** Whether some documented answer of an operation has a place in its body. */
function isDescribed(operation: Operation, pointer: string): boolean {
  let schemas = inPlace(operation.responses.flatMap((response) => response.contents.map((content) => content.schema)));
  for (const token of pointerTokens(pointer)) {
    const below = schemas.flatMap((schema) => schema.properties?.get(token) ?? (/^\d+$/.test(token) ? (schema.prefixItems?.[Number(token)] ?? schema.items) : undefined) ?? schema.additionalProperties ?? []);
    if (below.length === 0) return false;
    schemas = inPlace(below);
  }
  return true;
}
