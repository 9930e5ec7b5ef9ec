/** Does a story fit the API? Everything that can be known before the first call. */
import type { ApiModel, Json, Operation } from '../../model/model.js';
import { didYouMean } from '../../source/suggest.js';
import { isJsonObject, isJsonArray, escapeToken } from '../../model/pointer.js';
import { inPlace } from '../http/redaction.js';
import { matchers } from './match.js';
import type { Step, Story } from './story.js';
import { brokenPlaceholders, usedValues } from './values.js';

/** Values that every run has. */
export const runValues = ['run', 'project_id'] as const;

/** Reports something wrong below a step. */
export type Report = (pointer: string, message: string, help?: string) => void;

/** The operation a step names, or a report that there is none. */
export function namedOperation(model: ApiModel, id: string, pointer: string, report: Report): Operation | undefined {
  const operation = model.operations.find((candidate) => candidate.id === id);
  if (operation === undefined) {
    report(pointer, `There is no operation \`${id}\` in the description.`, didYouMean(id, model.operations.map((candidate) => candidate.id), 'See its operationIds.'));
  }
  return operation;
}

/** Checks the parts of a story against each other and against the operations they name. */
export function checkStory(story: Story, report: Report): void {
  const known = new Set<string>(runValues);
  for (const step of [...story.prologue, ...story.chapters, ...story.epilogue]) {
    checkPlaceholders([['set', step.set]], step, known, report);
    for (const name of Object.keys(step.set)) known.add(name);
    checkPlaceholders(fillable(step), step, known, report);
    checkMatchers(step.expect.body, `${step.origin.pointer}/expect/body`, report);
    checkParams(step, report);
    checkExpectation(step, report);
    for (const capture of step.captures) {
      known.add(capture.name);
      if (capture.from === 'outbox' && !story.needs.includes('outbox')) {
        report(`${step.origin.pointer}/capture/${escapeToken(capture.name)}`, 'The story reads the outbox, but does not say that it needs one.', 'Add `needs: [outbox]` to the story.');
      }
      if (capture.from === 'outbox' && capture.to === undefined) {
        report(`${step.origin.pointer}/capture/${escapeToken(capture.name)}`, 'A value from the outbox needs `to`: whom the message was sent to.');
      }
    }
  }
}

/** The parts of a step that may hold placeholders, by their member of the step. */
export function fillable(step: Step): readonly (readonly [member: string, value: Json | undefined])[] {
  return [
    ['params', step.params],
    ['body', step.body],
    ['headers', step.headers],
    ['credentials', step.credentials === undefined || step.credentials === null ? undefined : { ...step.credentials.basic, bearer: step.credentials.bearer ?? '' }],
    ['expect/body', step.expect.body],
    ['expect/headers', step.expect.headers],
    ['capture', step.captures.flatMap((capture) => capture.to ?? [])],
  ];
}

function checkPlaceholders(parts: ReturnType<typeof fillable>, step: Step, known: ReadonlySet<string>, report: Report): void {
  for (const [member, value] of parts) {
    const pointer = `${step.origin.pointer}/${member}`;
    for (const broken of brokenPlaceholders(value)) report(pointer, `\`${broken}\` is no placeholder.`, 'Write ${name}, ${name.member} or ${totp(name)}.');
    for (const name of new Set(usedValues(value))) {
      if (!known.has(name)) report(pointer, `No earlier step captures \`${name}\`.`, didYouMean(name, known, `Values so far: ${[...known].join(', ')}.`));
    }
  }
}

function checkMatchers(value: Json | undefined, pointer: string, report: Report): void {
  if (isJsonArray(value)) value.forEach((item, index) => checkMatchers(item, `${pointer}/${index}`, report));
  if (!isJsonObject(value)) return;
  for (const [name, member] of Object.entries(value)) {
    const below = `${pointer}/${escapeToken(name)}`;
    if (name.startsWith('$')) {
      if (!matchers.some((matcher) => matcher === name)) report(below, `There is no matcher \`${name}\`.`, didYouMean(name, matchers, `Matchers: ${matchers.join(', ')}.`));
      else if (Object.keys(value).length > 1) report(below, 'A matcher stands alone in its object.');
      else if (name === '$matches' && !isPattern(member)) report(below, `\`$matches\` takes a regular expression, not ${JSON.stringify(member)}.`);
      else if (name === '$present' && typeof member !== 'boolean') report(below, '`$present` takes true or false.');
    }
    checkMatchers(member, below, report);
  }
}

function isPattern(value: Json): boolean {
  try {
    return typeof value === 'string' && new RegExp(value, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}

function checkParams({ operation, params, body, origin }: Step, report: Report): void {
  const names = operation.parameters.map((parameter) => parameter.name);
  const members = bodyMembers(operation);
  for (const name of Object.keys(params)) {
    if (names.includes(name) || (body === undefined && (members?.has(name) ?? operation.requestBody !== undefined))) continue;
    const all = [...names, ...(members ?? [])];
    // What an operation refuses is worth a chapter too, where it says so.
    report(`${origin.pointer}/params/${escapeToken(name)}`, `${operation.id} takes no \`${name}\`.`, didYouMean(name, all, all.length === 0 ? 'It takes none.' : `It takes ${all.slice(0, 12).join(', ')}${all.length > 12 ? ' …' : ''}. To send it all the same, use \`body\`.`));
  }
  for (const parameter of operation.parameters) {
    if (parameter.in !== 'path' || Object.hasOwn(params, parameter.name) || parameter.name === 'project_id') continue;
    report(`${origin.pointer}/operationId`, `${operation.id} needs the parameter \`${parameter.name}\`.`, 'Give it under `params`.');
  }
}

/** The members that the body is described to have; undefined where it may have any. */
function bodyMembers(operation: Operation): ReadonlySet<string> | undefined {
  if (operation.requestBody === undefined) return new Set();
  const schemas = inPlace(operation.requestBody.contents.map((content) => content.schema));
  if (!schemas.some((schema) => schema.properties !== undefined)) return undefined;
  if (schemas.some(({ additionalProperties }) => additionalProperties !== undefined && additionalProperties.always !== false)) return undefined;
  return new Set(schemas.flatMap((schema) => [...(schema.properties?.keys() ?? [])]));
}

function checkExpectation({ operation, expect, origin }: Step, report: Report): void {
  const { errorType, statuses } = expect;
  if (errorType !== undefined && operation.errors.length > 0 && !operation.errors.some((error) => error.type.type === errorType)) {
    report(`${origin.pointer}/expect/error_type`, `${operation.id} does not document the error type \`${errorType}\`.`, didYouMean(errorType, operation.errors.map((error) => error.type.type), 'See its errors.'));
  }
  for (const status of Array.isArray(statuses) ? statuses : []) {
    const keys = [String(status), `${String(status)[0] ?? ''}XX`, 'DEFAULT'];
    if (operation.responses.some((response) => keys.includes(response.status.toUpperCase()))) continue;
    report(`${origin.pointer}/expect/status`, `${operation.id} does not document the status ${status}.`, `Documented: ${operation.responses.map((response) => response.status).join(', ')}.`);
  }
}
