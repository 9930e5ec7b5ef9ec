/** Workflows as guides of the documentation: what is needed, who calls whom, and each step with a link to its call. */
import type { ApiModel, Json } from '../model/model.js';
import { escapeMarkdown, markdownCode, markdownFence } from '../text/escape.js';
import type { Action } from './action.js';
import type { Workflow, WorkflowDocument, WorkflowStep } from './document.js';
import { expressionsIn, parseExpression } from './expression.js';

/** The guides of some documents by the name that the navigation uses: `workflow-discovery-sign-up`. */
export function workflowGuides(documents: readonly WorkflowDocument[], model: ApiModel): ReadonlyMap<string, string> {
  return new Map(documents.map((document) => [`workflow-${document.name}`, workflowGuide(document, model)]));
}

/** One document as Markdown. */
export function workflowGuide(document: WorkflowDocument, model: ApiModel): string {
  const parts = [
    `# ${escapeMarkdown(document.title)}`,
    escapeMarkdown(document.summary),
    ...(document.description === '' ? [] : [escapeMarkdown(document.description)]),
    '## Who calls whom',
    markdownFence(diagram(document, model), 'sequence'),
    ...document.workflows.flatMap((workflow) => workflowPart(workflow, model)),
    '## For machines',
    `The same is an [Arazzo 1.0](https://spec.openapis.org/arazzo/v1.0.1) document, ${markdownCode(`spec/workflows/${document.name}.arazzo.yaml`)}, and a test carries it out.`,
  ];
  return `${parts.join('\n\n')}\n`;
}

function workflowPart(workflow: Workflow, model: ApiModel): readonly string[] {
  const { inputs, outputs, steps } = workflow;
  const gives = Object.keys(outputs).map(markdownCode);
  return [
    `## ${escapeMarkdown(workflow.summary.replace(/\.$/, ''))}`,
    ...(inputs.length === 0
      ? []
      : [['| You need | |', '| --- | --- |', ...inputs.map((input) => `| ${markdownCode(input.name)}${input.required ? '' : ' (optional)'} | ${escapeMarkdown(input.description)} |`)].join('\n')]),
    steps.map((step, index) => `${index + 1}. ${stepLine(step, model)}`).join('\n'),
    ...(gives.length === 0 ? [] : [`In the end you have ${listed(gives)}.`]),
  ];
}

function stepLine(step: WorkflowStep, model: ApiModel): string {
  const operation = model.operations.find((candidate) => candidate.id === step.operationId);
  const title = operation === undefined ? markdownCode(step.operationId) : `[${escapeMarkdown(operation.summary ?? operation.id)}](operation:${operation.id})`;
  const taken = takenFrom(step);
  const kept = Object.keys(step.outputs).map(markdownCode);
  const facts = [...(taken.length === 0 ? [] : [`Takes ${listed(taken)}.`]), ...(kept.length === 0 ? [] : [`Keep ${listed(kept)}.`])];
  return [`**${title}**.`, escapeMarkdown(step.description), ...facts, ...step.onSuccess.map((action) => actionLine(action, 'succeeds')), ...step.onFailure.map((action) => actionLine(action, 'fails'))].join(' ');
}

/** What follows a step: `Where it fails and `$statusCode == 429`, it is tried again, at most 3 times.` */
function actionLine({ type, stepId, workflowId, retryLimit, criteria }: Action, outcome: 'succeeds' | 'fails'): string {
  const place = stepId === undefined ? (workflowId === undefined ? '' : `the workflow ${markdownCode(workflowId)}`) : `the step ${markdownCode(stepId)}`;
  const when = [`it ${outcome}`, ...criteria.map(({ condition }) => markdownCode(condition))];
  const done = {
    end: 'the workflow ends',
    goto: `it goes on with ${place}`,
    retry: `it is tried again${place === '' ? '' : `, after ${place}`}, at most ${retryLimit === 1 ? 'once' : `${retryLimit} times`}`,
  };
  return `Where ${listed(when)}, ${done[type]}.`;
}

/** What a step takes from earlier steps and workflows. */
function takenFrom(step: WorkflowStep): readonly string[] {
  const values: readonly (Json | undefined)[] = [...step.parameters.map((parameter) => parameter.value), step.requestBody?.payload];
  const names = values.flatMap((value) => expressionsIn(value)).flatMap((text) => {
    const expression = parseExpression(text);
    return expression?.source === 'steps' || expression?.source === 'workflows' ? [markdownCode(expression.name)] : [];
  });
  return [...new Set(names)];
}

/** The calls as lines of a sequence diagram. Colons and arrows would end a name; none of ours has one. */
function diagram(document: WorkflowDocument, model: ApiModel): string {
  const lines = document.workflows.flatMap((workflow) => [
    ...(document.workflows.length > 1 ? [`== ${oneLine(workflow.summary)} ==`] : []),
    ...(workflow.inputs.length > 0 ? [`Caller -> Your backend: ${workflow.inputs.map((input) => oneLine(input.name)).join(', ')}`] : []),
    ...workflow.steps.flatMap((step) => {
      const operation = model.operations.find((candidate) => candidate.id === step.operationId);
      const outputs = Object.keys(step.outputs).map(oneLine).join(', ');
      return [`Your backend -> API: ${oneLine(operation?.summary ?? step.operationId)}`, `API --> Your backend: ${outputs === '' ? 'done' : outputs}`];
    }),
  ]);
  return lines.join('\n');
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}
