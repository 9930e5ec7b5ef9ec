/** The route table: what the runtime needs to know of each operation, as data. */
import type { Problem } from '../diagnostics.js';
import type { ApiModel, Content, ErrorType, Operation, Schema } from '../model/model.js';
import { isJsonMediaType, jsonContent } from '../model/responses.js';
import { resolvedShape } from '../model/shape.js';
import { childSchemas, inPlaceSchemas } from '../model/walk.js';
import { ownDependencies, PieceKind, requestDependencies } from '../incremental/pieces.js';
import { camelCase, takeFree } from '../typescript/identifiers.js';
import { jsdoc } from '../typescript/literals.js';
import { namesFingerprint, typeScriptNames } from '../typescript/names.js';
import { documentedBasePath } from './basePath.js';
import { blamedFields } from './errorTable.js';
import { Expression, Later, printLiteral, type Literal } from './literal.js';
import { formShapes, parameterDescriptors, parametersIn } from './parameters.js';
import { schemeDescriptor, usedSchemes } from './security.js';

/** The entry of an operation. */
const entryPieces = new PieceKind<string>();

/**
 * Prints `operations.ts`.
 *
 * @param session stands for runs in the same process that follow one another
 */
export function printOperationTable(model: ApiModel, session?: object): string {
  const names = typeScriptNames(model);
  const sets = setNames(model);
  const pieces = entryPieces.of(session, () => namesFingerprint(model) + JSON.stringify([...sets]));
  const entries = model.operations.map((operation) =>
    pieces.get(`${operation.method} ${operation.path}`, () => entryDependencies(operation, model), () =>
      printLiteral(operationEntry(operation, model, sets, names.operationValue(operation)), '  '),
    ),
  );
  const definition: Literal = {
    title: model.info.title,
    operations: new Expression('operations'),
    securitySchemes: usedSchemes(model).map(schemeDescriptor),
    errors: new Expression('errorCatalogue'),
    errorFormat: defaultErrorFormat(model),
    docsBaseUrl: model.docsBaseUrl,
    requestIdPrefix: requestIdPrefix(model),
  };
  const imported = model.operations.length === 0 ? '' : "import * as validators from '../validators/requests.js';\n";
  return `${imported}import { errorCatalogue } from './errors.js';
import type { ApiDefinition, OperationEntry } from './runtime/operation.js';
${printSets(model, sets)}
/** Every operation of the description: where it is found, how its request is read and which errors it documents. */
export const operations: readonly OperationEntry[] = [
${entries.map((entry) => `  ${entry},\n`).join('')}];

/** The API as the runtime serves it. */
export const api: ApiDefinition = ${printLiteral(definition)};
`;
}

/** What an entry depends on. Of answers it has the media types, and what the server fills in. */
function entryDependencies(operation: Operation, model: ApiModel): readonly unknown[] {
  const { rbac, extensions, pathTemplate, responses } = operation;
  const hasErrors = model.errors.length > 0;
  const known = knownAnswers.get(responses);
  const answers = known?.hasErrors === hasErrors ? known.said : JSON.stringify(responseDescriptors(operation, model));
  knownAnswers.set(responses, { hasErrors, said: answers });
  return [...ownDependencies(operation), ...requestDependencies(operation), answers, JSON.stringify([rbac, extensions['x-error-format'], pathTemplate])];
}

/** What entries have of answers; those of an operation that stays the same from one model to the next are the same list. */
const knownAnswers = new WeakMap<Operation['responses'], { readonly hasErrors: boolean; readonly said: string }>();

/** An operation's entry: what a server needs to start, and what it asks for when the operation is called for the first time. */
function operationEntry(operation: Operation, model: ApiModel, sets: SetNames, value: string): Literal {
  return {
    id: operation.id,
    method: operation.method,
    path: operation.path,
    basePath: documentedBasePath(operation),
    security: operation.security.map((requirement) => requirement.map(({ scheme }) => scheme.name)),
    describe: new Later(operationDetails(operation, model, sets, value)),
  };
}

function operationDetails(operation: Operation, model: ApiModel, sets: SetNames, value: string): Literal {
  const { requestBody, rbac } = operation;
  return {
    pathParameters: parameterDescriptors(parametersIn(operation, 'path')),
    queryParameters: parameterDescriptors(parametersIn(operation, 'query')),
    headerParameters: parameterDescriptors(parametersIn(operation, 'header')),
    cookieParameters: parameterDescriptors(parametersIn(operation, 'cookie')),
    body:
      requestBody === undefined
        ? undefined
        : { required: requestBody.required, contents: requestBody.contents.map(bodyContent) },
    responses: responseDescriptors(operation, model),
    errors: errorTypes(operation, sets),
    fieldErrors: fieldErrors(operation),
    errorFormat: errorFormat(operation, model),
    permission: rbac === undefined ? undefined : { resource: rbac.resource, action: rbac.action },
    sensitive: sensitiveFields(operation),
    validators: new Expression(`validators.${value}Request`),
    // Only who checks answers loads what they are checked with.
    answerValidators: new Expression(`async () => (await import('../validators/operations.js')).${value}Validators.responses`),
  };
}

function bodyContent(content: Content): Literal {
  const form = isForm(content.mediaType) ? formShapes(content) : undefined;
  return { mediaType: content.mediaType, form };
}

function isForm(mediaType: string): boolean {
  return essence(mediaType) === 'application/x-www-form-urlencoded';
}

function essence(mediaType: string): string {
  return (mediaType.split(';')[0] ?? '').trim().toLowerCase();
}

/** Answers that differ in nothing but their status share an entry. */
function responseDescriptors({ responses }: Operation, model: ApiModel): readonly Literal[] {
  const entries = new Map<string, { readonly statuses: string[]; readonly rest: { readonly [name: string]: Literal | undefined } }>();
  for (const { status, contents } of responses) {
    const content = jsonContent(contents) ?? contents[0];
    const fills = content === undefined || model.errors.length === 0 ? [] : filledMembers(content.schema);
    const rest = { mediaType: content?.mediaType, fills: fills.length === 0 ? undefined : fills };
    const key = JSON.stringify(rest);
    const known = entries.get(key);
    if (known === undefined) entries.set(key, { statuses: [status], rest });
    else known.statuses.push(status);
  }
  return [...entries.values()].map(({ statuses, rest }) => ({ statuses, ...rest }));
}

/** The constants that baseline sets of error types are printed as, by the name of the set. */
type SetNames = ReadonlyMap<string, string>;

function setNames(model: ApiModel): SetNames {
  const taken = new Set(['validators', 'errorCatalogue', 'operations', 'api']);
  const used = new Set(model.operations.flatMap(({ errors }) => errors.map(({ set }) => set)));
  const named = model.errorSets.filter(({ name }) => used.has(name));
  return new Map(named.map(({ name }) => [name, takeFree(`${camelCase(name, 'set')}Errors`, taken)]));
}

function printSets(model: ApiModel, sets: SetNames): string {
  return model.errorSets
    .filter(({ name }) => sets.has(name))
    .map(({ name, types, description }) => {
      const text = jsdoc(description).replaceAll('\n', ' ');
      return `\n/** ${text} */\nconst ${sets.get(name) ?? ''} = ${printLiteral(types)} as const;\n`;
    })
    .join('');
}

/** Documented types: whole sets by name, the rest one by one. */
function errorTypes(operation: Operation, sets: SetNames): Literal {
  const used = new Set(operation.errors.flatMap(({ set }) => (set !== undefined && sets.has(set) ? [set] : [])));
  const spread = [...used].map((name) => new Expression(`...${sets.get(name) ?? ''}`));
  return [...spread, ...operation.errors.filter(({ set }) => set === undefined || !used.has(set)).map(({ type }) => type.type)];
}

/**
 * `request_id` and `status_code`, where every form of the body requires them: the server fills them in. Kept in step with `FillableBody` of
 * the runtime's handler types.
 */
function filledMembers(schema: Schema): readonly string[] {
  const known = knownFilled.get(schema) ?? findFilledMembers(schema);
  knownFilled.set(schema, known);
  return known;
}

/** Of schemas that stay the same from one model to the next it is asked once. */
const knownFilled = new WeakMap<Schema, readonly string[]>();

function findFilledMembers(schema: Schema): readonly string[] {
  const shape = resolvedShape(schema);
  if (shape.kind === 'union') {
    const [first, ...others] = shape.members.map(filledMembers);
    return (first ?? []).filter((name) => others.every((other) => other.includes(name)));
  }
  if (shape.kind !== 'object') return [];
  return ['request_id', 'status_code'].filter((name) => {
    const property = shape.properties.find((candidate) => candidate.name === name);
    if (property?.required !== true) return false;
    const { kind } = resolvedShape(property.schema);
    return name === 'request_id' ? kind === 'string' : kind === 'number' || kind === 'literal';
  });
}

/** The fields a type can be blamed on, where the operation says others than the catalogue. */
function fieldErrors(operation: Operation): Literal | undefined {
  const found = operation.errors.flatMap(({ type, fields }) => {
    const blamed = blamedFields({ status: type.status, fields });
    return blamed.join() === blamedFields(type).join() ? [] : [{ type: type.type, fields: blamed }];
  });
  return found.length === 0 ? undefined : found;
}

/** The names of parameters and, at any depth, of body members that are sensitive themselves or part of something that is. */
function sensitiveFields(operation: Operation): readonly string[] | undefined {
  const names = new Set(operation.parameters.filter(({ schema }) => isSensitive(schema)).map(({ name }) => name));
  const seen = new Map<Schema, boolean>();
  for (const { schema } of operation.requestBody?.contents ?? []) addSensitive(schema, false, names, seen);
  return names.size === 0 ? undefined : [...names];
}

/** @param seen the schemas that were gone through, and whether as part of something sensitive */
function addSensitive(schema: Schema, inside: boolean, names: Set<string>, seen: Map<Schema, boolean>): void {
  const sensitive = inside || schema.sensitive;
  const before = seen.get(schema);
  if (before === true || before === sensitive) return;
  seen.set(schema, sensitive);
  for (const [name, property] of schema.properties ?? []) if (sensitive || isSensitive(property)) names.add(name);
  for (const child of childSchemas(schema)) addSensitive(child, sensitive, names, seen);
}

function isSensitive(schema: Schema, seen: ReadonlySet<Schema> = new Set()): boolean {
  return schema.sensitive || (!seen.has(schema) && inPlaceSchemas(schema).some((same) => isSensitive(same, new Set([...seen, schema]))));
}

function defaultErrorFormat(model: ApiModel): ErrorType['format'] | 'problem' {
  return model.errors.length === 0 ? 'problem' : 'standard';
}

function errorFormat(operation: Operation, model: ApiModel): Literal {
  return operation.extensions['x-error-format'] === 'oauth2' ? 'oauth2' : defaultErrorFormat(model);
}

/**
 * What request ids begin with: the part of the documented example before its UUID, so that ids look like the API's without a setting.
 */
function requestIdPrefix(model: ApiModel): string {
  for (const { responses } of model.operations) {
    for (const content of responses.flatMap((response) => response.contents)) {
      const shape = resolvedShape(content.schema);
      const property = shape.kind === 'object' ? shape.properties.find(({ name }) => name === 'request_id') : undefined;
      const example = property === undefined ? undefined : exampleOf(property.schema);
      const prefix = /^([\x21-\x7e]{0,64}?)[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.exec(example ?? '')?.[1];
      if (prefix !== undefined) return prefix;
    }
  }
  return 'request-';
}

function exampleOf(schema: Schema): string | undefined {
  const example = [...schema.examples, ...(resolvedShape(schema).schema.examples ?? []), ...(schema.ref?.examples ?? [])].find(
    (candidate) => typeof candidate === 'string',
  );
  return typeof example === 'string' ? example : undefined;
}

/** What the server cannot honour, with its place: said at generation, not found out in production. */
export function operationProblems(model: ApiModel): readonly Problem[] {
  return model.operations.flatMap((operation) => [
    ...(operation.requestBody?.contents ?? []).filter(({ mediaType }) => !isReadable(mediaType)).map((content): Problem => ({
      code: 'unsupported-media-type',
      severity: 'warning',
      message: `Bodies of the type ${content.mediaType} of ${operation.id} reach their handler as bytes.`,
      origin: content.origin,
      help: 'Parse them in the handler, or describe the body as application/json.',
    })),
  ]);
}

/** True for bodies that reach their handler parsed: JSON, forms and text. */
export function isReadable(mediaType: string): boolean {
  return isJsonMediaType(mediaType) || isForm(mediaType) || essence(mediaType).startsWith('text/');
}
