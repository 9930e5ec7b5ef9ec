/** One call from arrival to answer: the order of the steps is the security of the server. */
import { WrongResult, corsHeaders, errorDraft, preflightHeaders, resultDraft, type Draft } from './answers.js';
import { authenticate, challenges, type AuthenticationFault, type CallFacts, type Identity } from './authentication.js';
import { readBody, type BodyReading } from './body.js';
import { ClientGone, isPromise, type Answer, type Call, type MaybePromise } from './call.js';
import {
  ApiError,
  NotImplemented,
  Refusal,
  RequestError,
  missingParameters,
  resolveRefusal,
  type ErrorExtras,
  type MessageParameters,
  type RefusalKind,
} from './errors.js';
import type { OperationEntry } from './operation.js';
import type { OperationPlan, ServerPlan } from './plan.js';
import { checkBody, readParameters, type ReadParameters } from './requestParts.js';
import { FactsView, HandlerView } from './views.js';

/** The error answer of a handler, on its way out through the user's context scope. */
class ErrorAnswer extends Error {
  readonly draft: Draft;

  constructor(draft: Draft) {
    super(`The handler answered with the status ${draft.status}.`);
    this.draft = draft;
  }
}

/** One call. */
export class Exchange {
  readonly #plan: ServerPlan;
  readonly #call: Call;
  readonly #requestId: string;
  readonly #started: number;
  #operation: OperationPlan | undefined;

  constructor(plan: ServerPlan, call: Call) {
    this.#plan = plan;
    this.#call = call;
    this.#requestId = plan.newRequestId();
    this.#started = plan.options.log === undefined ? 0 : plan.clock();
  }

  /**
   * Answers, at once where nothing has to be waited for. Neither throws nor rejects: whatever happens becomes an answer and a log entry.
   * @param refusal why nothing of the call is to be looked at
   */
  run(refusal?: Refusal): MaybePromise<Answer> {
    let draft: MaybePromise<Draft>;
    try {
      if (refusal !== undefined) throw refusal;
      draft = this.#route();
    } catch (error) {
      draft = this.#failure(error);
    }
    return draft instanceof Promise
      ? draft.then((late) => this.#answered(late), (error: unknown) => this.#answered(this.#failure(error)))
      : this.#answered(draft);
  }

  #answered(drafted: Draft): Answer {
    const draft = this.#call.isGone() ? this.#failure(new ClientGone()) : drafted;
    if (this.#plan.options.log !== undefined) this.#logAnswer(draft);
    return this.#complete(draft);
  }

  #route(): MaybePromise<Draft> {
    const { router } = this.#plan;
    const { method, target } = this.#call;
    // Asks about the server as a whole, which lives (RFC 9110 §9.3.7).
    if (target === '*' && method === 'OPTIONS') return { status: 204, headers: [], body: undefined, errorType: undefined };
    const question = target.indexOf('?');
    const path = question < 0 ? target : target.slice(0, question);
    const query = question < 0 ? '' : target.slice(question + 1);
    const match = router.match(method, path);
    switch (match.found) {
      case 'route':
        return this.#operate(match.route.entry, match.values, query);
      case 'malformed':
        throw new Refusal('malformed', { details: { reason: 'The path is not properly percent-encoded.' } });
      case 'nothing':
        throw new Refusal('route_not_found', {}, { method: loggableMethod(method), path });
      case 'path': {
        const { allow } = match;
        if (method === 'HEAD' && allow.includes('GET')) {
          const get = router.match('GET', path);
          if (get.found === 'route') return this.#operate(get.route.entry, get.values, query);
        }
        const allowed = [...new Set([...allow, ...(allow.includes('GET') ? ['HEAD'] : []), 'OPTIONS'])];
        if (method === 'OPTIONS') return this.#options(allowed);
        throw new Refusal('method_not_allowed', { headers: { allow: allowed.join(', ') } }, { method: loggableMethod(method), path });
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
  #operate(entry: OperationEntry, pathValues: readonly string[], rawQuery: string): MaybePromise<Draft> {
    const operation = this.#plan.operation(entry);
    this.#operation = operation;
    // Before authentication: without a handler there need be no authenticator either.
    if (operation.handler === undefined) throw new NotImplemented();
    const facts = new FactsView(this.#requestId, entry.id, this.#call);
    const decided = authenticate(operation.authentication, this.#call, facts);
    if (!(decided instanceof Promise)) {
      const identity = this.#identified(operation, decided);
      // Most calls need not be waited for until their body: they do without the promises that waiting takes.
      if (!this.#hasToAsk(operation, identity)) return this.#read(operation, facts, identity, pathValues, rawQuery);
    }
    return this.#admit(operation, facts, decided).then((identity) => this.#read(operation, facts, identity, pathValues, rawQuery));
  }

  /** Whether the user's hooks have a say in who may call. */
  #hasToAsk({ descriptor }: OperationPlan, identity: Identity): boolean {
    return this.#plan.options.rateLimit !== undefined || (descriptor.permission !== undefined && identity.memberSession !== undefined);
  }

  /** Waits for the hooks that have a say in who may call. */
  async #admit(operation: OperationPlan, facts: CallFacts, decided: MaybePromise<Identity | AuthenticationFault>): Promise<Identity> {
    const identity = this.#identified(operation, await decided);
    if (identity.memberSession !== undefined) await this.#authorize(operation, identity, facts);
    await this.#limit(facts, identity);
    return identity;
  }

  /** The steps after admission. */
  #read(
    operation: OperationPlan,
    facts: FactsView,
    identity: Identity,
    pathValues: readonly string[],
    rawQuery: string,
  ): MaybePromise<Draft> {
    const parameters = readParameters(operation, this.#call, pathValues, rawQuery);
    const { body } = operation.descriptor;
    if (body === undefined) return this.#handle(operation, new HandlerView(parameters, undefined, identity, facts), identity);
    const reading = readBody(this.#call, body.contents, this.#plan.limits);
    const handle = (read: BodyReading): MaybePromise<Draft> =>
      this.#handle(operation, new HandlerView(parameters, this.#body(operation, read, parameters), identity, facts), identity);
    return reading instanceof Promise ? reading.then(handle) : handle(reading);
  }

  /** The steps that are the user's: context and handler. */
  #handle(operation: OperationPlan, view: HandlerView, identity: Identity): MaybePromise<Draft> {
    const { options } = this.#plan;
    if (options.withContext !== undefined) return this.#scoped(operation, view, identity);
    const made = options.context?.(view.facts, identity);
    if (isPromise(made)) {
      return Promise.resolve(made).then((context) => {
        view.context = context;
        return this.#invoke(operation, view);
      });
    }
    view.context = made;
    return this.#invoke(operation, view);
  }

  #invoke(operation: OperationPlan, view: HandlerView): MaybePromise<Draft> {
    const returned = operation.handler?.(view);
    return isPromise(returned)
      ? Promise.resolve(returned).then((result) => this.#drafted(operation, result))
      : this.#drafted(operation, returned);
  }

  #identified({ authentication }: OperationPlan, decided: Identity | AuthenticationFault): Identity {
    if (typeof decided !== 'string') return decided;
    const wanted = challenges(authentication, this.#plan.definition.title);
    throw new Refusal(decided, wanted.length === 0 ? {} : { headers: { 'www-authenticate': wanted.join(', ') } });
  }

  async #authorize({ descriptor }: OperationPlan, { memberSession }: Identity, facts: CallFacts): Promise<void> {
    const { options } = this.#plan;
    const { permission } = descriptor;
    if (permission === undefined || options.authorize === undefined) return;
    if (await options.authorize(permission, memberSession, facts)) return;
    throw new Refusal('forbidden', {}, { action: permission.action, resource: permission.resource, resource_id: permission.resource });
  }

  async #limit(facts: CallFacts, identity: Identity): Promise<void> {
    const limited = await this.#plan.options.rateLimit?.(facts, identity);
    if (limited === undefined) return;
    const seconds = 'retryAt' in limited ? (limited.retryAt.getTime() - Date.now()) / 1_000 : limited.retryAfterSeconds;
    throw new Refusal('rate_limited', { headers: { 'retry-after': wholeSeconds(seconds) } });
  }

  #body(operation: OperationPlan, reading: BodyReading, parameters: ReadParameters): unknown {
    if (!reading.ok) {
      const { kind, reason, pointer } = reading;
      throw new Refusal(kind, {
        details: pointer === undefined ? { reason } : { fields: [{ in: 'body', pointer, message: reason }] },
      });
    }
    if (reading.content === undefined) {
      if (operation.descriptor.body?.required === true) throw new Refusal('malformed', { details: { reason: 'The call needs a body.' } });
      return undefined;
    }
    // Bytes are nobody's JSON: their schema describes what they encode.
    if (!(reading.value instanceof Uint8Array)) checkBody(operation, reading.content.mediaType, reading.value, parameters);
    return reading.value;
  }

  async #scoped(operation: OperationPlan, view: HandlerView, identity: Identity): Promise<Draft> {
    let draft: Draft | undefined;
    const handled = await this.#plan.options.withContext?.(view.facts, identity, async (context) => {
      view.context = context;
      draft = await this.#drafted(operation, await operation.handler?.(view));
      if (draft.status >= 400) throw new ErrorAnswer(draft);
      return draft;
    });
    if (draft === undefined || handled !== draft) throw new WrongResult('withContext did not return what the handler resolved to.');
    return draft;
  }

  #drafted(operation: OperationPlan, result: unknown): MaybePromise<Draft> {
    if (result instanceof ApiError) throw result;
    const draft = resultDraft(result, operation, this.#requestId);
    return this.#plan.options.development === true ? this.#faultless(operation, draft) : draft;
  }

  async #faultless(operation: OperationPlan, draft: Draft): Promise<Draft> {
    // Loaded when it is first needed: servers in production do without it.
    const { faultOf } = await import('./resultCheck.js');
    const fault = await faultOf(operation, draft);
    if (fault !== undefined) throw new WrongResult(fault);
    return draft;
  }

  #failure(error: unknown): Draft {
    if (error instanceof Refusal) return this.#refuse(error.kind, error.extras, error.parameters);
    if (error instanceof ErrorAnswer) return error.draft;
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
    if (operation !== undefined && !operation.errors.has(type)) {
      this.#blame(error, `${operation.descriptor.id} answered with the error type "${type}", which the description does not document for it.`);
    }
    const missing = error instanceof RequestError ? [] : missingParameters(entry.message, parameters);
    if (missing.length > 0) this.#blame(error, `The error "${type}" was made without ${missing.join(', ')}, which its message names.`);
    return this.#errorDraft({ ...entry, type, documented: true }, parameters, {
      ...(details === undefined ? {} : { details }),
      ...(headers === undefined ? {} : { headers }),
    });
  }

  /** A handler's mistake that its caller can live with: while developing it is not to be overlooked. */
  #blame(error: ApiError, message: string): void {
    if (this.#plan.options.development === true) throw new WrongResult(message);
    this.#fault('warn', 'wrong_result', message, error);
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

  #complete({ status, headers, body }: Draft): Answer {
    const { cors } = this.#plan.options;
    headers.push(['x-request-id', this.#requestId]);
    if (cors !== undefined) headers.push(...corsHeaders(cors, this.#call.header('origin')));
    if (this.#call.method !== 'HEAD' || body === undefined) return { status, headers, body };
    headers.push(['content-length', String(typeof body === 'string' ? new TextEncoder().encode(body).length : body.length)]);
    return { status, headers, body: undefined };
  }

  #logAnswer(draft: Draft): void {
    const status = draft.status;
    this.#log({
      event: 'answer',
      level: status >= 500 ? 'error' : status === 499 ? 'warn' : 'info',
      requestId: this.#requestId,
      method: loggableMethod(this.#call.method),
      route: this.#operation?.descriptor.path,
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

/** A method as a caller sent it, safe to log: tokens of RFC 9110 §5.6.2 only, shortened. */
function loggableMethod(method: string): string {
  return method.replace(/[^A-Za-z0-9!#$%&'*+\-.^_`|~]/g, '?').slice(0, 32);
}

/** What the limiter says in whole seconds: one at least, also where it is no number, and a year at most. */
function wholeSeconds(seconds: number): string {
  return seconds > 1 ? String(Math.min(Math.ceil(seconds), 31_536_000)) : '1';
}
