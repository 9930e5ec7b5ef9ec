/** Arazzo 1.0 documents (https://spec.openapis.org/arazzo/v1.0.1), as much of them as is understood here, and how they are read. */
import { readFileSync, readdirSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { ExitCode, type Origin, type Problem, ProblemError } from '../diagnostics.js';
import type { Json } from '../model/model.js';
import { packageRoot } from '../package.js';
import { parseText } from '../source/parse.js';
import { PositionFinder } from '../source/positions.js';
import { type Action, readActions } from './action.js';
import { type Criterion, criterionOf } from './criterion.js';
import { type JsonObject, list, object, words } from './values.js';

/** A document of one or more workflows. */
export interface WorkflowDocument {
  /** The file's name without `.arazzo.yaml`. */
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly description: string;
  readonly workflows: readonly Workflow[];
  /** The document as it was parsed, for a linter. */
  readonly value: Json;
  readonly file: string;
  readonly positions: PositionFinder;
}

/** Workflow Object (§4.6.4). */
export interface Workflow {
  readonly workflowId: string;
  readonly summary: string;
  /** Workflows to be run before. */
  readonly dependsOn: readonly string[];
  readonly inputs: readonly WorkflowInput[];
  readonly steps: readonly WorkflowStep[];
  /** Runtime expressions by name. */
  readonly outputs: { readonly [name: string]: Json };
  /** What follows any of its steps, unless the step says otherwise. */
  readonly successActions: readonly Action[];
  readonly failureActions: readonly Action[];
  readonly origin: Origin;
}

/** One member of a workflow's `inputs`, a schema of an object. */
export interface WorkflowInput {
  readonly name: string;
  readonly required: boolean;
  readonly description: string;
}

/** Step Object (§4.6.5) that calls an operation. */
export interface WorkflowStep {
  readonly stepId: string;
  readonly description: string;
  readonly operationId: string;
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly value: Json }[];
  readonly requestBody?: { readonly contentType?: string; readonly payload: Json };
  readonly successCriteria: readonly Criterion[];
  /** The first whose criteria are met is done. */
  readonly onSuccess: readonly Action[];
  readonly onFailure: readonly Action[];
  /** Runtime expressions by name. */
  readonly outputs: { readonly [name: string]: Json };
  /** Members that are not understood here. */
  readonly unsupported: readonly string[];
  readonly origin: Origin;
}

/** The workflows that come with this package. */
export const ownWorkflows: string = join(packageRoot, 'spec', 'workflows');

const suffix = '.arazzo.yaml';

/**
 * Reads every `*.arazzo.yaml` of a folder, in the order of their names; none when there is no such folder.
 *
 * @throws ProblemError for a file that is no YAML or no Arazzo document
 */
export function readWorkflows(folder: string = ownWorkflows): readonly WorkflowDocument[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((name) => name.endsWith(suffix)).sort();
  return files.map((name) => readWorkflow(join(folder, name), readFileSync(join(folder, name), 'utf8')));
}

/** Reads one document. */
export function readWorkflow(file: string, text: string): WorkflowDocument {
  const parsed = parseText(file, text);
  if ('problem' in parsed) throw new ProblemError([parsed.problem], ExitCode.problems);
  const value = parsed.value;
  const document = object(value);
  if (!/^1\.0\./.test(words(document['arazzo']))) {
    const problem: Problem = { code: 'not-arazzo', severity: 'error', message: 'This is not an Arazzo 1.0 document.', origin: { file, pointer: '' }, help: 'Begin it with `arazzo: 1.0.1`.' };
    throw new ProblemError([problem], ExitCode.problems);
  }
  const info = object(document['info']);
  const components = object(document['components']);
  const name = file.replaceAll('\\', '/').split('/').at(-1)?.replace(suffix, '') ?? '';
  return {
    name,
    title: words(info['title']),
    summary: words(info['summary']),
    description: words(info['description']),
    workflows: list(document['workflows']).map((workflow, index) => workflowOf(object(workflow), components, { file, pointer: `/workflows/${index}` })),
    value,
    file,
    positions: new PositionFinder(text),
  };
}

function workflowOf(workflow: JsonObject, components: JsonObject, origin: Origin): Workflow {
  const inputs = object(workflow['inputs']);
  const required = list(inputs['required']);
  return {
    workflowId: words(workflow['workflowId']),
    summary: words(workflow['summary']),
    dependsOn: list(workflow['dependsOn']).map(words),
    inputs: Object.entries(object(inputs['properties'])).map(([name, schema]) => ({ name, required: required.includes(name), description: words(object(schema)['description']) })),
    steps: list(workflow['steps']).map((step, index) => stepOf(object(step), components, { file: origin.file, pointer: `${origin.pointer}/steps/${index}` })),
    outputs: object(workflow['outputs']),
    successActions: readActions(workflow['successActions'], components, below(origin, 'successActions')),
    failureActions: readActions(workflow['failureActions'], components, below(origin, 'failureActions')),
    origin,
  };
}

function below({ file, pointer }: Origin, member: string): Origin {
  return { file, pointer: `${pointer}/${member}` };
}

const understood = ['stepId', 'description', 'operationId', 'parameters', 'requestBody', 'successCriteria', 'onSuccess', 'onFailure', 'outputs'];

function stepOf(step: JsonObject, components: JsonObject, origin: Origin): WorkflowStep {
  const body = step['requestBody'];
  const contentType = object(body)['contentType'];
  return {
    stepId: words(step['stepId']),
    description: words(step['description']),
    operationId: words(step['operationId']),
    parameters: list(step['parameters']).map((parameter) => {
      const { name, in: place, value = null } = object(parameter);
      return { name: words(name), in: words(place), value };
    }),
    ...(body === undefined ? {} : { requestBody: { ...(contentType === undefined ? {} : { contentType: words(contentType) }), payload: object(body)['payload'] ?? null } }),
    successCriteria: list(step['successCriteria']).map((criterion) => criterionOf(object(criterion))),
    onSuccess: readActions(step['onSuccess'], components, below(origin, 'onSuccess')),
    onFailure: readActions(step['onFailure'], components, below(origin, 'onFailure')),
    outputs: object(step['outputs']),
    unsupported: Object.keys(step).filter((member) => !understood.includes(member) && !member.startsWith('x-')),
    origin,
  };
}
