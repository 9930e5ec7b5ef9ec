/**
 * The one table of TypeScript names: what every target that prints TypeScript calls a schema or an operation, so that one
 * target's output can import another's without knowing that target.
 */
import { directionalSchemas } from '../model/direction.js';
import { incomingRequests } from '../model/incoming.js';
import type { ApiModel, ErrorSet, Operation, Schema } from '../model/model.js';
import { primarySuccess } from '../model/responses.js';
import { camelCase, isGlobalType, isReservedValue, pascalCase, takeFree } from './identifiers.js';

/** Names of one model; unique among themselves, valid identifiers, the same on every run. */
export interface TypeScriptNames {
  /**
   * The exported type of a named schema.
   * @throws RangeError for a schema that has no name or belongs to another model: a defect of the caller
   */
  schema(schema: Schema): string;
  /**
   * The exported type of a named schema as a client sends it: `OrganizationWritable` where the schema has read-only or write-only
   * members, else the same as {@link TypeScriptNames.schema}.
   */
  writable(schema: Schema): string;
  /** The exported union of the error types of a set: `EveryCallErrorType`. */
  errorSet(set: ErrorSet): string;
  /** PascalCase prefix of the types of an operation, webhooks and callbacks included: `CreateOrganization` in `CreateOrganizationBody`. */
  operationType(operation: Operation): string;
  /** camelCase identifier of an operation, webhooks and callbacks included: `createOrganization`. */
  operationValue(operation: Operation): string;
}

/** What types/operations.ts may export for an operation, after its prefix. */
export const operationTypeSuffixes = ['Path', 'Query', 'Headers', 'Cookies', 'Body', 'Response', 'ErrorType', 'Result'] as const;

/** What types/webhooks.ts may export for a webhook or callback, after its prefix. */
export const incomingTypeSuffixes = ['Query', 'Headers', 'Cookies', 'Payload', 'Result'] as const;

/** Every suffix of a type of an operation. */
type TypeSuffix = (typeof operationTypeSuffixes)[number] | (typeof incomingTypeSuffixes)[number];

/** What types/ exports beside schemas and the types of operations. No schema takes these names. */
export const commonTypeNames = ['ErrorType', 'ErrorStatusByType', 'ErrorTypeOf', 'ErrorBody', 'OAuthErrorBody', 'IdOf', 'Open', 'Unlisted', 'WebhookPayloads'] as const;

/**
 * Works out every name.
 *
 * Schemas: PascalCase of the component's name; one that would shadow a global type gets the suffix `Schema` (`Error` →
 * `ErrorSchema`). Where several come to the same identifier, the schema already called that keeps it and the others, in the
 * order of their own names, get `_2`, `_3` …: adding a schema at the end of a document renames nothing.
 *
 * Operations: camelCase and PascalCase of the operationId by the same rule. A prefix whose types would collide with a schema
 * of another meaning gets the suffix `Operation`. One collision is wanted: when the body of a call is the schema of the
 * very name (`CreateOrganizationResponse`), both are the same type and one re-exports the other.
 */
export function typeScriptNames(model: ApiModel): TypeScriptNames {
  let names = known.get(model);
  if (names === undefined) {
    names = nameAll(model);
    known.set(model, names);
  }
  return names;
}

/** Every target asks for the same names. */
const known = new WeakMap<ApiModel, TypeScriptNames>();

/**
 * All that a printed declaration can depend on beside what it declares: the names of everything, and where links lead. Two models
 * of which this is the same call everything the same.
 */
export function namesFingerprint(model: ApiModel): string {
  const fingerprint = fingerprints.get(model) ?? fingerprintOf(model);
  fingerprints.set(model, fingerprint);
  return fingerprint;
}

/** Every target asks for the same fingerprint. */
const fingerprints = new WeakMap<ApiModel, string>();

function fingerprintOf(model: ApiModel): string {
  const names = typeScriptNames(model);
  return JSON.stringify([
    model.docsBaseUrl,
    model.dialect,
    model.schemas.map((schema) => [schema.pointer, schema.name, names.schema(schema), names.writable(schema)]),
    [...model.operations, ...incomingRequests(model)].map((operation) => [operation.id, names.operationType(operation), names.operationValue(operation)]),
    model.errors.map(({ type, status, format }) => [type, status, format]),
    model.errorSets.map((set) => [set, names.errorSet(set)]),
    model.securitySchemes,
    model.servers,
  ]);
}

function nameAll(model: ApiModel): TypeScriptNames {
  const schemaNames = nameSchemas(model.schemas);
  const directional = directionalSchemas(model);
  const writable = nameWritable(directional, schemaNames);
  const sets = nameSets(model.errorSets, [...schemaNames.values(), ...writable.values()]);
  const operations = new OperationNames(schemaNames, directional, [...writable.values(), ...sets.values()]);
  operations.add(model.operations, operationTypeSuffixes);
  // After the calls, so that a webhook more renames no call.
  operations.add(incomingRequests(model), incomingTypeSuffixes);
  const schema = (wanted: Schema): string => lookUp(schemaNames, wanted, wanted.name ?? wanted.pointer);
  return {
    schema,
    writable: (wanted) => writable.get(wanted) ?? schema(wanted),
    errorSet: (set) => lookUp(sets, set, set.name),
    operationType: (operation) => lookUp(operations.types, operation, operation.id),
    operationValue: (operation) => lookUp(operations.values, operation, operation.id),
  };
}

function nameSchemas(schemas: readonly Schema[]): ReadonlyMap<Schema, string> {
  const wanted = schemas.map((schema) => {
    const identifier = pascalCase(schema.name ?? '', 'Schema');
    return { item: schema, name: schema.name ?? '', identifier: isGlobalType(identifier) ? `${identifier}Schema` : identifier };
  });
  return assign(wanted, new Set(commonTypeNames));
}

function nameWritable(directional: ReadonlySet<Schema>, schemaNames: ReadonlyMap<Schema, string>): ReadonlyMap<Schema, string> {
  const taken = new Set<string>([...schemaNames.values(), ...commonTypeNames]);
  return new Map([...directional].map((schema) => [schema, takeFree(`${schemaNames.get(schema) ?? ''}Writable`, taken)]));
}

function nameSets(sets: readonly ErrorSet[], others: readonly string[]): ReadonlyMap<ErrorSet, string> {
  const wanted = sets.map((set) => ({ item: set, name: set.name, identifier: `${pascalCase(set.name, 'Set')}ErrorType` }));
  return assign(wanted, new Set([...commonTypeNames, ...others]));
}

/** The names of operations: their values, and the prefixes of their types. */
class OperationNames {
  readonly values = new Map<Operation, string>();
  readonly types = new Map<Operation, string>();
  readonly #schemas: ReadonlyMap<string, Schema>;
  readonly #directional: ReadonlySet<Schema>;
  readonly #takenValues = new Set<string>();
  readonly #takenTypes: Set<string>;

  constructor(schemaNames: ReadonlyMap<Schema, string>, directional: ReadonlySet<Schema>, otherNames: readonly string[]) {
    this.#schemas = new Map([...schemaNames].map(([schema, name]) => [name, schema]));
    this.#directional = directional;
    this.#takenTypes = new Set([...commonTypeNames, ...otherNames]);
  }

  add(operations: readonly Operation[], suffixes: readonly TypeSuffix[]): void {
    const wanted = operations.map((operation) => {
      const identifier = camelCase(operation.id, 'operation');
      return { item: operation, name: operation.id, identifier: isReservedValue(identifier) ? `${identifier}_` : identifier };
    });
    for (const [operation, name] of assign(wanted, this.#takenValues)) this.values.set(operation, name);
    for (const operation of operations) {
      const base = pascalCase(this.values.get(operation) ?? '', 'Operation');
      let prefix = base;
      for (let count = 1; this.#collides(operation, prefix, suffixes); count += 1) {
        prefix = count === 1 ? `${base}Operation` : `${base}Operation_${count}`;
      }
      for (const suffix of suffixes) this.#takenTypes.add(prefix + suffix);
      this.types.set(operation, prefix);
    }
  }

  #collides(operation: Operation, prefix: string, suffixes: readonly TypeSuffix[]): boolean {
    return suffixes.some((suffix) => {
      if (this.#takenTypes.has(prefix + suffix)) return true;
      const schema = this.#schemas.get(prefix + suffix);
      if (schema === undefined) return false;
      // What is sent of a schema with read-only members is another type than the schema.
      return schema !== namedBody(operation, suffix) || (suffix === 'Body' && this.#directional.has(schema));
    });
  }
}

/**
 * The named schema an operation's `Body`, `Payload` or `Response` type is, when it is exactly one: then the operation's type is that
 * schema's type under the same or another name.
 */
function namedBody(operation: Operation, suffix: TypeSuffix): Schema | undefined {
  if (suffix === 'Body' || suffix === 'Payload') return onlyNamed(operation.requestBody?.contents.map((content) => content.schema) ?? []);
  if (suffix === 'Response') return onlyNamed(primarySuccess(operation)?.contents.map((content) => content.schema) ?? []);
  return undefined;
}

function onlyNamed(schemas: readonly Schema[]): Schema | undefined {
  const [first, ...others] = schemas;
  if (first?.ref?.name === undefined) return undefined;
  return others.every((other) => other.ref === first.ref) ? first.ref : undefined;
}

interface Wanted<Item> {
  readonly item: Item;
  readonly name: string;
  readonly identifier: string;
}

function assign<Item>(wanted: readonly Wanted<Item>[], taken: Set<string>): ReadonlyMap<Item, string> {
  const claims = new Map<string, Wanted<Item>[]>();
  for (const claim of wanted) {
    const rivals = claims.get(claim.identifier);
    if (rivals === undefined) claims.set(claim.identifier, [claim]);
    else rivals.push(claim);
  }
  const names = new Map<Item, string>();
  // First claims go first, so that no `Page_2` of one pair takes the name of a schema that is called `Page_2`.
  const later: Wanted<Item>[] = [];
  for (const [identifier, rivals] of claims) {
    const [first, ...others] = rivals.toSorted((a, b) => preference(a, b, identifier));
    if (first !== undefined) names.set(first.item, takeFree(identifier, taken));
    later.push(...others);
  }
  for (const { item, identifier } of later) names.set(item, takeFree(identifier, taken));
  return names;
}

function preference(a: { readonly name: string }, b: { readonly name: string }, identifier: string): number {
  const exact = Number(b.name === identifier) - Number(a.name === identifier);
  return exact !== 0 ? exact : a.name < b.name ? -1 : 1;
}

function lookUp<Item>(names: ReadonlyMap<Item, string>, item: Item, label: string): string {
  const name = names.get(item);
  if (name === undefined) throw new RangeError(`No TypeScript name: ${label} is not part of this model.`);
  return name;
}
