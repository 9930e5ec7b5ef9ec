/** One call from arrival to answer: the order of the steps is the security of the server. */
import { errorDraft, resultDraft, WrongResult, type Draft } from './answers.js';
import { authenticate, challenges, type CallFacts, type Identity } from './authentication.js';
import { readBody } from './body.js';
import { ClientGone, type Answer, type Call } from './call.js';
import { corsHeaders, preflightHeaders } from './cors.js';
import { ApiError, NotImplemented, type ErrorExtras, type MessageParameters } from './errors.js';
import { loggableMethod } from './log.js';
import {
  readHeaderParameters,
  readPairs,
  readPathParameters,
  readQueryParameters,
  type DecodedParameters,
  type ParameterReading,
} from './parameters.js';
import { responseFor, type OperationPlan, type ServerPlan } from './plan.js';
import { resolveRefusal, TOO_MANY_SESSIONS, type RefusalKind } from './refusals.js';
import { faultOf } from './resultCheck.js';
import {
  argumentName,
  kindOfViolation,
  parametersFromRequest,
  typeForViolation,
  violationDetails,
  type RequestPart,
  type Violation,
} from './violations.js';
import { FactsView, HandlerView } from './views.js';
import type { Validate } from '../../validators/runtime/types.js';

/** Ends a call with one of the server's own errors. */
class Refusal extends Error {
  readonly kind: RefusalKind;
  readonly extras: ErrorExtras;
  readonly parameters: MessageParameters;

  constructor(kind: RefusalKind, extras: ErrorExtras = {}, parameters: MessageParameters = {}) {
    super(kind);
    this.kind = kind;
    this.extras = extras;
    this.parameters = parameters;
  }
}

/** Answers a call. Never rejects: whatever happens becomes an answer and a log entry. */
export async function answerCall(plan: ServerPlan, call: Call, draining: boolean): Promise<Answer> {
  return new Exchange(plan, call).run(draining);
}

/** Answers what is not even a call: bytes that an adapter could not read as HTTP. */
export async function answerUnreadable(plan: ServerPlan, clientAddress: string | undefined): Promise<Answer> {
  const { signal } = new AbortController();
  return answerCall(
    plan,
    {
      method: '?',
      // The router finds no route at a malformed escape, whatever the description says.
      target: '/%',
      header: () => undefined,
      readBody: () => Promise.resolve(new Uint8Array()),
      signal,
      isGone: () => false,
      clientAddress,
    },
    false,
  );
}

class Exchange {
  readonly #plan: ServerPlan;
  readonly #call: Call;
  readonly #requestId: string;
  readonly #started: number;
  #operation: OperationPlan | undefined;

  constructor(plan: ServerPlan, call: Call) {
    this.#plan = plan;
    this.#call = call;
    this.#requestId = newRequestId(plan);
    this.#started = plan.clock();
  }

  async run(draining: boolean): Promise<Answer> {
    let draft: Draft;
    try {
      if (draining) throw new Refusal('unavailable', { headers: { 'retry-after': '1' } });
      draft = await this.#route();
    } catch (error) {
      draft = this.#failure(error);
    }
    if (this.#call.isGone()) draft = this.#failure(new ClientGone());
    this.#logAnswer(draft);
    return this.#complete(draft);
  }

  async #route(): Promise<Draft> {
    const { method, target } = this.#call;
    const question = target.indexOf('?');
    const path = question < 0 ? target : target.slice(0, question);
    const match = this.#plan.router.match(method, path);
    switch (match.found) {
      case 'route':
        return this.#operate(match.route, match.parameters, question < 0 ? '' : target.slice(question + 1));
      case 'malformed':
        throw new Refusal('malformed', { details: { reason: 'The path is not properly percent-encoded.' } });
      case 'nothing':
        throw new Refusal('route_not_found');
      case 'path': {
        const allow = [...new Set([...match.allow, ...(match.allow.includes('GET') ? ['HEAD'] : []), 'OPTIONS'])];
        if (method === 'HEAD' && match.allow.includes('GET')) {
          const get = this.#plan.router.match('GET', path);
          if (get.found === 'route') {
            return this.#operate(get.route, get.parameters, question < 0 ? '' : target.slice(question + 1));
          }
        }
        if (method === 'OPTIONS') return this.#options(allow);
        throw new Refusal('method_not_allowed', { headers: { allow: allow.join(', ') } });
      }
    }
  }

  #options(allow: readonly string[]): Draft {
    const { cors } = this.#plan.options;
    const preflight = cors !== undefined && this.#call.header('access-control-request-method') !== undefined;
    return {
      status: 204,
      headers: [['allow', allow.join(', ')], ...(preflight ? preflightHeaders(cors, allow) : [])],
      body: undefined,
      errorType: undefined,
    };
  }

  /** Authentication, limits, parameters, body, context, handler: each step runs only when those before it let it. */
  async #operate(operation: OperationPlan, rawPath: ReadonlyMap<string, string>, rawQuery: string): Promise<Draft> {
    this.#operation = operation;
    const { descriptor, handler } = operation;
    // Before authentication: without a handler there need be no authenticator either.
    if (handler === undefined) throw new NotImplemented();
    const facts = new FactsView(this.#requestId, descriptor.id, this.#call);
    const identity = await this.#identify(operation, facts);
    await this.#limit(facts, identity);
    const path = this.#part('path', readPathParameters(descriptor.pathParameters ?? [], rawPath));
    const pairs = readPairs(rawQuery);
    if (pairs === undefined) throw new Refusal('malformed', { details: { reason: 'The query is not properly encoded.' } });
    const query = this.#part('query', readQueryParameters(descriptor.queryParameters ?? [], pairs));
    const headers = this.#part(
      'headers',
      readHeaderParameters(descriptor.headerParameters ?? [], (name) => this.#call.header(name)),
    );
    this.#check({ path, query, headers });
    const body = descriptor.body === undefined ? undefined : await this.#body(operation, { path, query, headers });
    const context = await this.#plan.options.context?.(facts, identity);
    const view = new HandlerView({ path, query, headers, body, context }, identity, facts, this.#call);
    const result = await handler(view);
    if (result instanceof ApiError) throw result;
    const draft = resultDraft(result, (status) => responseFor(operation, status), this.#requestId);
    return this.#checked(operation, draft);
  }

  async #identify(operation: OperationPlan, facts: CallFacts): Promise<Identity> {
    const { schemes, options, definition, authenticators } = this.#plan;
    const { security, permission, errors } = operation.descriptor;
    const oneSession = errors.includes(TOO_MANY_SESSIONS);
    const identity = await authenticate({ alternatives: security, schemes, authenticators, oneSession }, this.#call, facts);
    if (typeof identity === 'string') {
      const wanted = challenges(security, schemes, definition.title);
      throw new Refusal(identity, wanted.length === 0 ? {} : { headers: { 'www-authenticate': wanted.join(', ') } });
    }
    if (permission !== undefined && identity.memberSession !== undefined && options.authorize !== undefined) {
      if (!(await options.authorize(permission, identity.memberSession, facts))) throw new Refusal('forbidden');
    }
    return identity;
  }

  async #limit(facts: CallFacts, identity: Identity): Promise<void> {
    const limited = await this.#plan.options.rateLimit?.(facts, identity);
    if (limited === undefined) return;
    const seconds = Math.max(1, Math.ceil(limited.retryAfterSeconds));
    throw new Refusal('rate_limited', { headers: { 'retry-after': String(seconds) } });
  }

  #part(part: RequestPart, reading: ParameterReading): DecodedParameters {
    if (reading.ok) return reading.values;
    const place = part === 'headers' ? 'header' : part;
    throw new Refusal('malformed', {
      details: { fields: [{ in: place, pointer: `/${reading.parameter}`, message: 'The value is not properly encoded.' }] },
    });
  }

  async #body(operation: OperationPlan, others: { readonly [part in RequestPart]?: unknown }): Promise<unknown> {
    const described = operation.descriptor.body;
    const reading = await readBody(this.#call, described?.contents ?? [], this.#plan.limits);
    if (!reading.ok) {
      const { kind, reason, pointer } = reading;
      throw new Refusal(kind, {
        details: pointer === undefined ? { reason } : { fields: [{ in: 'body', pointer, message: reason }] },
      });
    }
    if (reading.content === undefined) {
      if (described?.required === true) throw new Refusal('malformed', { details: { reason: 'The call needs a body.' } });
      return undefined;
    }
    // Bytes are nobody's JSON: their schema describes what they encode.
    if (reading.value instanceof Uint8Array) return reading.value;
    const validate = operation.descriptor.validators.body?.[reading.content.mediaType];
    this.#checkParts([['body', validate, reading.value]], { ...others, body: reading.value });
    return reading.value;
  }

  #check(parts: { readonly path: object; readonly query: object; readonly headers: object }): void {
    const validators = this.#operation?.descriptor.validators;
    this.#checkParts(
      [
        ['path', validators?.path, parts.path],
        ['query', validators?.query, parts.query],
        ['headers', validators?.headers, parts.headers],
      ],
      parts,
    );
  }

  #checkParts(
    parts: readonly (readonly [RequestPart, Validate | undefined, unknown])[],
    request: { readonly [part in RequestPart]?: unknown },
  ): void {
    const violations: Violation[] = [];
    for (const [part, validate, value] of parts) {
      const outcome = validate?.(value, { all: true });
      if (outcome?.ok === false) violations.push(...outcome.issues.map((issue) => ({ part, issue })));
    }
    const [first] = violations;
    const descriptor = this.#operation?.descriptor;
    if (first === undefined || descriptor === undefined) return;
    const details = violationDetails(violations);
    const type = typeForViolation(first.issue, descriptor.fieldErrors ?? [], request[first.part]);
    if (type === undefined) throw new Refusal(kindOfViolation(first.issue), { details }, { argument: argumentName(first) });
    throw new ApiError(type, parametersFromRequest(descriptor, request), { details });
  }

  #checked(operation: OperationPlan, draft: Draft): Draft {
    if (this.#plan.options.development !== true) return draft;
    const fault = faultOf(operation, draft);
    if (fault !== undefined) throw new WrongResult(fault);
    return draft;
  }

  #failure(error: unknown): Draft {
    if (error instanceof Refusal) return this.#refuse(error.kind, error.extras, error.parameters);
    if (error instanceof ClientGone || this.#call.isGone()) return this.#refuse('client_gone', {});
    if (error instanceof NotImplemented) {
      this.#fault('warn', 'missing_handler', `${this.#operation?.descriptor.id ?? ''} has no handler yet.`, undefined);
      return this.#refuse('not_implemented', {});
    }
    try {
      if (error instanceof ApiError) return this.#apiError(error);
    } catch (wrong) {
      return this.#internal(wrong);
    }
    return this.#internal(error);
  }

  #apiError(error: ApiError): Draft {
    const { type, parameters, details, headers } = error;
    const entry = this.#plan.catalogue.get(type);
    const operation = this.#operation;
    if (entry === undefined) throw new WrongResult(`The error type "${type}" is not in the catalogue.`);
    if (operation !== undefined && !operation.descriptor.errors.includes(type)) {
      const message = `${operation.descriptor.id} answered with the error type "${type}", which the description does not document for it.`;
      if (this.#plan.options.development === true) throw new WrongResult(message);
      this.#fault('warn', 'wrong_result', message, error);
    }
    return this.#errorDraft({ ...entry, type, documented: true }, parameters, {
      ...(details === undefined ? {} : { details }),
      ...(headers === undefined ? {} : { headers }),
    });
  }

  #refuse(kind: RefusalKind, extras: ErrorExtras, parameters: MessageParameters = {}): Draft {
    const error = resolveRefusal(kind, this.#plan.catalogue, this.#operation?.descriptor.errors ?? []);
    return this.#errorDraft(error, parameters, extras);
  }

  /** The caller learns nothing but the request id; the log gets it all. */
  #internal(error: unknown): Draft {
    const wrong = error instanceof WrongResult;
    const message = error instanceof Error ? error.message : 'Something that is not an Error was thrown.';
    this.#fault('error', wrong ? 'wrong_result' : 'exception', message, error);
    const explain = wrong && this.#plan.options.development === true;
    return this.#refuse('internal', explain ? { details: { development: message } } : {});
  }

  #errorDraft(error: Parameters<typeof errorDraft>[3], parameters: MessageParameters, extras: ErrorExtras): Draft {
    return errorDraft(this.#plan, this.#operation, this.#requestId, error, parameters, extras);
  }

  #complete(draft: Draft): Answer {
    const { cors } = this.#plan.options;
    const headers = [
      ...draft.headers,
      ['x-request-id', this.#requestId] as const,
      ...(cors === undefined ? [] : corsHeaders(cors, this.#call.header('origin'))),
    ];
    if (this.#call.method !== 'HEAD' || draft.body === undefined) return { status: draft.status, headers, body: draft.body };
    const length = typeof draft.body === 'string' ? new TextEncoder().encode(draft.body).length : draft.body.length;
    return { status: draft.status, headers: [...headers, ['content-length', String(length)]], body: undefined };
  }

  #logAnswer(draft: Draft): void {
    const status = draft.status;
    this.#log({
      event: 'answer',
      level: status >= 500 ? 'error' : status === 499 ? 'warn' : 'info',
      requestId: this.#requestId,
      method: loggableMethod(this.#call.method),
      route: this.#operation?.path,
      operationId: this.#operation?.descriptor.id,
      status,
      errorType: draft.errorType,
      durationMs: this.#plan.clock() - this.#started,
      clientAddress: this.#call.clientAddress,
    });
  }

  #fault(level: 'warn' | 'error', reason: 'exception' | 'wrong_result' | 'missing_handler', message: string, error: unknown): void {
    const operationId = this.#operation?.descriptor.id;
    this.#log({ event: 'fault', level, requestId: this.#requestId, operationId, reason, message, error });
  }

  #log(entry: Parameters<NonNullable<ServerPlan['options']['log']>>[0]): void {
    try {
      this.#plan.options.log?.(entry);
    } catch {
      // A broken logger must not turn an answer into a failure.
    }
  }
}

/** The user's id, unless it could not stand in a header; an answer without an id is not an option. */
function newRequestId(plan: ServerPlan): string {
  try {
    const id = plan.newRequestId();
    if (/^[\x21-\x7e]{1,200}$/.test(id)) return id;
  } catch {
    // Falls through to the id of our own.
  }
  return plan.definition.requestIdPrefix + crypto.randomUUID();
}
