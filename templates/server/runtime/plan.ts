/** The API's definition and the user's options, compiled once into what a call needs. */
import {
  authenticationRules,
  type AuthenticationRules,
  type AuthenticationScheme,
  type Authenticator,
  type CallFacts,
  type Credentials,
} from './authentication.js';
import { DEFAULT_LIMITS, type BodyLimits } from './body.js';
import { TOO_MANY_SESSIONS, type ErrorCatalogue } from './errors.js';
import type { ApiDefinition, FieldError, OperationDescriptor, OperationEntry, ResponseDescriptor } from './operation.js';
import type { CommonOptions, ContextFactory, ContextScope, Environment } from './options.js';
import { compileRouter, parameterNames, type Router } from './router.js';

/** A handler as the runtime calls it; the generated types say what it really takes and gives. */
export type AnyHandler = (request: object) => unknown;

/** Options as the runtime sees them. */
export interface RuntimeOptions extends CommonOptions<Environment>, Partial<ContextFactory<Environment>>, Partial<ContextScope<Environment>> {
  /** By the name of the security scheme. */
  readonly authenticate?: object;
}

/** Everything about one operation that is the same for each call. */
export interface OperationPlan {
  readonly descriptor: OperationDescriptor;
  readonly handler: AnyHandler | undefined;
  /** Names of the path's parameters, in the order of their values. */
  readonly pathNames: readonly string[];
  readonly authentication: AuthenticationRules;
  readonly errors: ReadonlySet<string>;
  /** Those of them that a field can be blamed with. */
  readonly fieldErrors: readonly FieldError[];
  /** Documented answers by status, as far as they were asked for; filled by {@link responseFor}. */
  readonly responses: Map<number, ResponseDescriptor>;
}

/** Where an operation is found on this server. */
export interface OperationRoute {
  readonly method: string;
  /** With what comes before the description's path. */
  readonly path: string;
  readonly entry: OperationEntry;
}

/** Everything that is the same for each call. */
export interface ServerPlan {
  readonly definition: ApiDefinition;
  readonly options: RuntimeOptions;
  readonly router: Router<OperationRoute>;
  /** The plan of an operation, made for its first call: a server of hundreds of operations starts as fast as one of a few. */
  operation(entry: OperationEntry): OperationPlan;
  readonly catalogue: ErrorCatalogue;
  readonly limits: BodyLimits;
  readonly docsBaseUrl: string | undefined;
  /** Makes ids that are known to be fit for a header. */
  readonly newRequestId: () => string;
  readonly clock: () => number;
}

/**
 * Compiles a plan.
 * @throws TypeError when a handler's operation needs a security scheme that has no authenticator, or a handler answers no operation
 */
export function compilePlan(definition: ApiDefinition, handlers: object, options: RuntimeOptions): ServerPlan {
  const ids = new Set(definition.operations.map((operation) => operation.id));
  for (const [id, member] of Object.entries(handlers)) {
    if (typeof member === 'function' && !ids.has(id)) throw new TypeError(`There is a handler for "${id}", but the description has no such operation.`);
  }
  const handled = new Map<string, AnyHandler>();
  for (const id of ids) {
    const handler = functionNamed<[object], unknown>(handlers, id);
    if (handler !== undefined) handled.set(id, handler);
  }
  const schemes = authenticationSchemes(definition, new Set(handled.keys()), options);
  const operations = new Map<OperationEntry, OperationPlan>();
  const catalogue = new Map(Object.entries(definition.errors));
  return {
    definition,
    options,
    router: compileRouter(routesOf(definition, options.basePath), options.trailingSlash ?? 'strict'),
    operation(entry) {
      const known = operations.get(entry);
      if (known !== undefined) return known;
      const plan = compileOperation({ ...entry, ...entry.describe() }, handled.get(entry.id), schemes, catalogue);
      operations.set(entry, plan);
      return plan;
    },
    catalogue,
    limits: { ...DEFAULT_LIMITS, ...options.limits },
    docsBaseUrl: options.docsBaseUrl ?? definition.docsBaseUrl,
    newRequestId: requestIds(definition.requestIdPrefix, options.requestId),
    clock: options.clock ?? (() => performance.now()),
  };
}

/** The documented answer for a status: itself, its class (`4XX`), or the default (OAS 3.1 §4.8.16). */
export function responseFor({ descriptor, responses }: OperationPlan, status: number): ResponseDescriptor | undefined {
  const known = responses.get(status);
  if (known !== undefined) return known;
  for (const key of statusKeys(status)) {
    const response = descriptor.responses.find(({ statuses }) => statuses.some((one) => one.toUpperCase() === key));
    if (response === undefined) continue;
    responses.set(status, response);
    return response;
  }
  return undefined;
}

/** The keys under which a status may be documented, the most exact first, in capitals. */
export function statusKeys(status: number): readonly string[] {
  const code = String(status);
  return [code, `${code.charAt(0)}XX`, 'DEFAULT'];
}

function compileOperation(
  descriptor: OperationDescriptor,
  handler: AnyHandler | undefined,
  schemes: ReadonlyMap<string, AuthenticationScheme>,
  catalogue: ErrorCatalogue,
): OperationPlan {
  const named = (name: string): AuthenticationScheme => {
    const scheme = schemes.get(name);
    if (scheme === undefined) throw new TypeError(`There is no security scheme "${name}".`);
    return scheme;
  };
  const errors = new Set(descriptor.errors);
  return {
    descriptor,
    handler,
    pathNames: parameterNames(descriptor.path),
    // Nobody is authenticated for a handler that is not there.
    authentication: authenticationRules(handler === undefined ? [] : descriptor.security, named, errors.has(TOO_MANY_SESSIONS)),
    errors,
    fieldErrors: fieldErrorsOf(descriptor, catalogue),
    responses: new Map(),
  };
}

function fieldErrorsOf({ errors, fieldErrors = [] }: OperationDescriptor, catalogue: ErrorCatalogue): readonly FieldError[] {
  const own = new Map(fieldErrors.map(({ type, fields }) => [type, fields]));
  return errors.flatMap((type) => {
    const fields = own.get(type) ?? catalogue.get(type)?.fields ?? [];
    return fields.length === 0 ? [] : [{ type, fields }];
  });
}

function authenticationSchemes(
  definition: ApiDefinition,
  handled: ReadonlySet<string>,
  { authenticate = {} }: RuntimeOptions,
): ReadonlyMap<string, AuthenticationScheme> {
  const used = new Set(definition.operations.filter(({ id }) => handled.has(id)).flatMap(({ security }) => security.flat()));
  const schemes = new Map<string, AuthenticationScheme>();
  for (const descriptor of definition.securitySchemes) {
    const { name } = descriptor;
    if (!used.has(name)) continue;
    const authenticator = functionNamed<[Credentials, CallFacts], ReturnType<Authenticator<Credentials, unknown>>>(authenticate, name);
    if (authenticator === undefined) {
      throw new TypeError(`The security scheme "${name}" has no authenticator: add authenticate.${name} to the options.`);
    }
    schemes.set(name, { descriptor, authenticate: authenticator });
  }
  return schemes;
}

/** The user's ids, unless one could not stand in a header; an answer without an id is not an option. */
function requestIds(prefix: string, own: (() => string) | undefined): () => string {
  const make = (): string => prefix + crypto.randomUUID();
  if (own === undefined) return make;
  return () => {
    try {
      const id = own();
      if (/^[\x21-\x7e]{1,200}$/.test(id)) return id;
    } catch {
      // Falls through to the id of our own.
    }
    return make();
  };
}

function routesOf({ operations }: ApiDefinition, basePath: string = ''): readonly OperationRoute[] {
  const base = basePath.replace(/\/+$/, '');
  return operations.map((entry) => {
    const before = basePath === 'documented' ? (entry.basePath ?? '') : base;
    return { method: entry.method, path: before + entry.path, entry };
  });
}

/**
 * A function of a table whose types the generated code has checked; the table may be an instance of a class. What every object inherits
 * (`toString` …) does not count.
 */
function functionNamed<Values extends unknown[], Result>(
  table: object,
  name: string,
): ((...values: Values) => Result) | undefined {
  const member: unknown = Reflect.get(table, name);
  if (member === Reflect.get(Object.prototype, name) || !isFunction<Values, Result>(member)) return undefined;
  return (...values) => member.apply(table, values);
}

function isFunction<Values extends unknown[], Result>(value: unknown): value is (...values: Values) => Result {
  return typeof value === 'function';
}
