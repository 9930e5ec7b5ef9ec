/** The API's definition and the user's options, compiled once into what a call needs. */
import type { Authenticator, AuthenticatorTable, CallFacts } from './authentication.js';
import type { BodyLimits } from './body.js';
import type { Credentials, SecuritySchemeDescriptor } from './credentials.js';
import type { ErrorCatalogue } from './errors.js';
import type { ApiDefinition, OperationDescriptor, ResponseDescriptor } from './operation.js';
import { DEFAULT_LIMITS, type CommonOptions, type ContextFactory, type Environment } from './options.js';
import { compileRouter, type Router } from './router.js';

/** A handler as the runtime calls it; the generated types say what it really takes and gives. */
export type AnyHandler = (request: object) => unknown;

/** Options as the runtime sees them. */
export interface RuntimeOptions extends CommonOptions<Environment>, Partial<ContextFactory<Environment>> {
  /** By the name of the security scheme. */
  readonly authenticate?: object;
}

/** Everything about one operation that is the same for each call. */
export interface OperationPlan {
  readonly method: string;
  readonly path: string;
  readonly descriptor: OperationDescriptor;
  readonly handler: AnyHandler | undefined;
  readonly responses: ReadonlyMap<string, ResponseDescriptor>;
}

/** Everything that is the same for each call. */
export interface ServerPlan {
  readonly definition: ApiDefinition;
  readonly options: RuntimeOptions;
  readonly router: Router<OperationPlan>;
  readonly schemes: ReadonlyMap<string, SecuritySchemeDescriptor>;
  readonly catalogue: ErrorCatalogue;
  readonly limits: BodyLimits;
  readonly docsBaseUrl: string | undefined;
  readonly newRequestId: () => string;
  readonly clock: () => number;
  readonly authenticators: AuthenticatorTable;
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
  const schemes = new Map(definition.securitySchemes.map((scheme) => [scheme.name, scheme]));
  const operations = definition.operations.map(
    (descriptor): OperationPlan => ({
      method: descriptor.method,
      path: descriptor.path,
      descriptor,
      handler: functionNamed<[object], unknown>(handlers, descriptor.id),
      responses: new Map(
        descriptor.responses.flatMap((response) => response.statuses.map((status) => [status.toUpperCase(), response] as const)),
      ),
    }),
  );
  const handled = operations.filter(({ handler }) => handler !== undefined);
  const authenticators = new Map<string, Authenticator<Credentials, unknown>>();
  for (const name of new Set(handled.flatMap(({ descriptor }) => descriptor.security.flat()))) {
    const authenticator = functionNamed<[Credentials, CallFacts], ReturnType<Authenticator<Credentials, unknown>>>(
      options.authenticate ?? {},
      name,
    );
    if (authenticator === undefined) {
      throw new TypeError(`The security scheme "${name}" has no authenticator: add authenticate.${name} to the options.`);
    }
    authenticators.set(name, authenticator);
  }
  const prefix = definition.requestIdPrefix;
  return {
    definition,
    options,
    router: compileRouter(operations, options.trailingSlash ?? 'strict'),
    schemes,
    catalogue: new Map(Object.entries(definition.errors)),
    limits: { ...DEFAULT_LIMITS, ...options.limits },
    docsBaseUrl: options.docsBaseUrl ?? definition.docsBaseUrl,
    newRequestId: options.requestId ?? (() => prefix + crypto.randomUUID()),
    clock: options.clock ?? (() => performance.now()),
    authenticators,
  };
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

/** The documented answer for a status: itself, its class (`4XX`), or the default (OAS 3.1 §4.8.16). */
export function responseFor(plan: OperationPlan, status: number): ResponseDescriptor | undefined {
  for (const key of statusKeys(status)) {
    const response = plan.responses.get(key);
    if (response !== undefined) return response;
  }
  return undefined;
}

/** The keys under which a status may be documented, the most exact first, in capitals. */
export function statusKeys(status: number): readonly string[] {
  const code = String(status);
  return [code, `${code.charAt(0)}XX`, 'DEFAULT'];
}
