/** Turns the `x-errors` of operations into ordinary error responses, with one named example for each type. */
import { STATUS_CODES } from 'node:http';
import type { Origin, Problem } from '../diagnostics.js';
import type { Json } from '../model/model.js';
import { isJsonArray, isJsonObject } from '../model/pointer.js';
import { unknownErrorType } from './catalogue.js';
import type { Catalogue, CatalogueEntry } from './catalogueEntry.js';
import type { ExpansionMemory } from './expansionMemory.js';
import { type JsonObject, type MutableJsonObject, own, ownObject, ownString, setOwn } from './json.js';
import type { OriginMap } from './origins.js';
import { pointerOf } from './pointer.js';
import { methods } from './structure.js';
import { didYouMean } from './suggest.js';

/** What is needed beside the document. */
export interface ExpansionContext {
  readonly catalogue: Catalogue;
  readonly origins: OriginMap;
  /** The base of every error's URL, without trailing slash. */
  readonly docsBaseUrl: string;
  /** The `request_id` of every error example. */
  readonly requestId: string;
  /** What an earlier load expanded. */
  readonly memory: ExpansionMemory | undefined;
  report(problem: Problem): void;
}

type ErrorFormat = 'standard' | 'oauth2';

/** The use of a type by an operation, as the bundle lists it. */
interface Use {
  readonly entry: CatalogueEntry;
  readonly set?: string;
  readonly detail: JsonObject;
  readonly origin: Origin;
}

/**
 * Expands the `x-errors` of every operation. Operations whose `x-errors` is a list are expanded already.
 *
 * @param document a bundle, in which operations and `components.examples` are replaced; the objects that they were stay as they are
 */
export function expandErrorResponses(document: MutableJsonObject, context: ExpansionContext): void {
  const made: Made = { examples: new Map(), responses: new Map() };
  const paths: MutableJsonObject = { ...ownObject(document, 'paths') };
  for (const { path, method, operation } of unexpandedOperations(document)) {
    const expanded = expandOrRemember(operation, pointerOf('paths', path, method), made, context);
    setOwn(paths, path, { ...ownObject(paths, path), [method]: expanded });
  }
  if (ownObject(document, 'paths') !== undefined) {
    document['paths'] = paths;
  }
  addExamples(document, made.examples, context);
}

/** The names of the schemas that the error responses of a document will refer to. */
export function errorSchemasOf(document: JsonObject): string[] {
  const names = [...unexpandedOperations(document)].map(({ operation }) => errorSchema(formatOf(operation)));
  return [...new Set(names)].sort();
}

function* unexpandedOperations(document: JsonObject): Generator<{ path: string; method: string; operation: JsonObject }> {
  for (const [path, item] of Object.entries(ownObject(document, 'paths') ?? {})) {
    for (const method of methods) {
      const operation = isJsonObject(item) ? ownObject(item, method) : undefined;
      if (operation !== undefined && isJsonObject(own(operation, 'x-errors'))) {
        yield { path, method, operation };
      }
    }
  }
}

function formatOf(operation: JsonObject): ErrorFormat {
  return own(operation, 'x-error-format') === 'oauth2' ? 'oauth2' : 'standard';
}

function errorSchema(format: ErrorFormat): 'Error' | 'OAuthError' {
  return format === 'oauth2' ? 'OAuthError' : 'Error';
}

interface CatalogueExample {
  readonly entry: CatalogueEntry;
  readonly format: ErrorFormat;
}

/** What was made so far. */
interface Made {
  readonly examples: Map<string, CatalogueExample>;
  /** By what they say: many calls fail alike. */
  readonly responses: Map<string, JsonObject>;
}

/** An operation with its errors: as the load before made it where it would become the same, else made now. */
function expandOrRemember(operation: JsonObject, pointer: string, made: Made, context: ExpansionContext): JsonObject {
  const { memory, origins, catalogue, report } = context;
  const at = `${pointer}/x-errors`;
  const written = ownObject(operation, 'x-errors') ?? {};
  if (memory === undefined) {
    return expandOperation(operation, pointer, usesOf(written, at, context), made, context);
  }
  const origin = origins.originOf(at);
  const known = memory.expansionOf(operation, pointer, origin, catalogue);
  if (known !== undefined) {
    origins.add(known.seams);
    noteExamples(known.entries, formatOf(operation), made);
    return known.expanded;
  }
  let hasReported = false;
  const noting: ExpansionContext = {
    ...context,
    report: (problem) => {
      hasReported = true;
      report(problem);
    },
  };
  const uses = usesOf(written, at, noting);
  let expanded = operation;
  const seams = origins.addedBy(() => {
    expanded = expandOperation(operation, pointer, uses, made, noting);
  });
  if (!hasReported) {
    const named = own(written, 'sets') ?? [];
    const sets = isJsonArray(named) ? named.flatMap((name) => (typeof name === 'string' ? (catalogue.sets.get(name) ?? []) : [])) : [];
    memory.keepExpansion(operation, { pointer, origin, sets: new Map(sets.map(({ name, types }) => [name, types])), entries: uses.map(({ entry }) => entry), expanded, seams });
  }
  return expanded;
}

function noteExamples(entries: readonly CatalogueEntry[], format: ErrorFormat, { examples }: Made): void {
  for (const entry of entries) {
    examples.set(exampleName(entry, format), { entry, format });
  }
}

function expandOperation(operation: JsonObject, pointer: string, uses: readonly Use[], made: Made, context: ExpansionContext): JsonObject {
  const at = `${pointer}/x-errors`;
  const format = formatOf(operation);
  const listed = uses.map(({ entry, set, detail }) => ({
    type: entry.type,
    status: entry.status,
    ...(set === undefined ? {} : { set }),
    ...detail,
  }));
  context.origins.made(at, context.origins.originOf(at));
  uses.forEach((use, index) => context.origins.made(`${at}/${index}`, use.origin));

  const responses: MutableJsonObject = { ...ownObject(operation, 'responses') };
  for (const [status, ofStatus] of groupByStatus(uses)) {
    const responsePointer = `${pointer}/responses/${status}`;
    if (Object.hasOwn(responses, status)) {
      context.report({
        code: 'error-response-written',
        severity: 'error',
        message: `The response ${status} is written by hand and would also be made from x-errors.`,
        origin: context.origins.originOf(responsePointer),
        help: 'Remove it; error responses follow from the error types of the operation.',
      });
      continue;
    }
    noteExamples(ofStatus.map(({ entry }) => entry), format, made);
    const key = [format, status, ...ofStatus.map(({ entry }) => entry.type)].join(' ');
    const response = made.responses.get(key) ?? errorResponse(status, ofStatus.map(({ entry }) => entry), format);
    made.responses.set(key, response);
    responses[status] = response;
    context.origins.made(responsePointer, context.origins.originOf(at));
  }
  return { ...operation, 'x-errors': listed, responses };
}

/** The types of an operation: those of its sets first, then its own; a type of both stays in the set's place. */
function usesOf(value: JsonObject, at: string, context: ExpansionContext): Use[] {
  const { catalogue, origins, report } = context;
  const uses = new Map<string, Use>();
  const sets = own(value, 'sets') ?? [];
  const types = own(value, 'types') ?? {};
  for (const key of Object.keys(value)) {
    if (key !== 'sets' && key !== 'types') {
      report(problem('x-errors-form', `x-errors has no member "${key}".`, origins.originOf(`${at}${pointerOf(key)}`), didYouMean(key, ['sets', 'types'], 'Its members are sets and types.')));
    }
  }
  if (!isJsonArray(sets)) {
    report(problem('x-errors-form', 'The sets of x-errors are a list of names.', origins.originOf(`${at}/sets`), 'Write `sets: [every_call]`.'));
  } else {
    sets.forEach((name, index) => {
      const origin = origins.originOf(`${at}/sets/${index}`);
      const set = typeof name === 'string' ? catalogue.sets.get(name) : undefined;
      if (set === undefined) {
        report(problem('unknown-error-set', `There is no set of error types ${JSON.stringify(name)}.`, origin, didYouMean(String(name), catalogue.sets.keys(), 'Sets stand in errors/sets.yaml.')));
      }
      for (const type of set?.types ?? []) {
        const entry = catalogue.entries.get(type);
        if (set !== undefined && entry !== undefined && !uses.has(type)) {
          uses.set(type, { entry, set: set.name, detail: {}, origin });
        }
      }
    });
  }
  if (!isJsonObject(types)) {
    report(problem('x-errors-form', 'The types of x-errors are a mapping from type to details.', origins.originOf(`${at}/types`), 'Write `organization_not_found: {}`.'));
    return [...uses.values()];
  }
  for (const [type, detail] of Object.entries(types)) {
    const origin = origins.originOf(`${at}${pointerOf('types', type)}`);
    const entry = catalogue.entries.get(type);
    if (entry === undefined) {
      report(unknownErrorType(type, catalogue.entries, origin));
      continue;
    }
    const inSet = uses.get(type);
    uses.set(type, { entry, ...(inSet?.set === undefined ? {} : { set: inSet.set }), detail: useDetail(detail, origin, report), origin });
  }
  return [...uses.values()];
}

function useDetail(value: Json, origin: Origin, report: (problem: Problem) => void): JsonObject {
  const detail: MutableJsonObject = {};
  if (value !== null && !isJsonObject(value)) {
    report(problem('x-errors-form', 'The details of an error type are a mapping.', origin, 'Write `{}`, or `when` and `fields`.'));
    return detail;
  }
  for (const [key, member] of Object.entries(value ?? {})) {
    const isValid = key === 'when' ? typeof member === 'string' : key === 'fields' && isJsonArray(member) && member.every((field) => typeof field === 'string');
    if (isValid) {
      detail[key] = member;
    } else {
      report(problem('x-errors-form', `"${key}" is not understood here.`, { file: origin.file, pointer: `${origin.pointer}${pointerOf(key)}` }, 'Use `when`, a text, and `fields`, a list of field names.'));
    }
  }
  return detail;
}

function groupByStatus(uses: readonly Use[]): Map<string, Use[]> {
  const groups = new Map<string, Use[]>();
  for (const use of uses) {
    const status = String(use.entry.status);
    const group = groups.get(status) ?? [];
    group.push(use);
    groups.set(status, group);
  }
  return groups;
}

function errorResponse(status: string, entries: readonly CatalogueEntry[], format: ErrorFormat): JsonObject {
  const tag = format === 'oauth2' ? 'error' : 'error_type';
  const types = entries.map(({ type }) => type);
  const examples: MutableJsonObject = {};
  for (const entry of entries) {
    setOwn(examples, entry.type, { $ref: `#/components/examples/${exampleName(entry, format)}` });
  }
  return {
    description: `${STATUS_CODES[status] ?? `Status ${status}`}. \`${tag}\` says what happened.`,
    content: {
      'application/json': {
        schema: {
          allOf: [
            { $ref: `#/components/schemas/${errorSchema(format)}` },
            {
              type: 'object',
              required: ['status_code', tag],
              properties: {
                status_code: { type: 'integer', const: Number(status) },
                [tag]: { type: 'string', enum: types },
              },
            },
          ],
        },
        examples,
      },
    },
  };
}

/** Most types appear in one format only; the other, where an operation needs it, has a name of its own. */
function exampleName(entry: CatalogueEntry, format: ErrorFormat): string {
  return format === entry.format ? entry.type : `${entry.type}.${format}`;
}

function addExamples(document: MutableJsonObject, examples: ReadonlyMap<string, CatalogueExample>, context: ExpansionContext): void {
  if (examples.size === 0) {
    return;
  }
  const components: MutableJsonObject = { ...ownObject(document, 'components') };
  const named: MutableJsonObject = { ...ownObject(components, 'examples') };
  const sorted = [...examples].sort(([, a], [, b]) => a.entry.status - b.entry.status || (a.entry.type < b.entry.type ? -1 : 1));
  for (const [name, { entry, format }] of sorted) {
    setOwn(named, name, { summary: ownString(entry.content, 'title') ?? entry.type, value: errorBody(entry, format, context) });
    context.origins.made(pointerOf('components', 'examples', name), entry.origin);
  }
  components['examples'] = named;
  document['components'] = components;
}

function errorBody(entry: CatalogueEntry, format: ErrorFormat, { docsBaseUrl, requestId }: ExpansionContext): JsonObject {
  const url = `${docsBaseUrl}/errors/${entry.status}#${entry.type}`;
  if (format === 'oauth2') {
    return { status_code: entry.status, request_id: requestId, error: entry.type, error_description: entry.exampleMessage, error_uri: url };
  }
  const details = own(entry.content, 'details');
  return {
    status_code: entry.status,
    request_id: requestId,
    error_type: entry.type,
    error_message: entry.exampleMessage,
    error_url: url,
    ...(details === undefined ? {} : { error_details: details }),
  };
}

function problem(code: string, message: string, origin: Origin, help: string): Problem {
  return { code, severity: 'error', message, origin, help };
}
