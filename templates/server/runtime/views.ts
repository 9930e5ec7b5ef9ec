/** What handlers and hooks see of a call. Classes with lazy members: most calls never ask for a signal, and making one is not free. */
import type { CallFacts, Identity } from './authentication.js';
import type { Call } from './call.js';
import { ApiError, type ErrorExtras, type MessageParameters } from './errors.js';
import type { ReadParameters } from './requestParts.js';

/** The facts that hooks get. */
export class FactsView implements CallFacts {
  readonly requestId: string;
  readonly operationId: string;
  readonly #call: Call;

  constructor(requestId: string, operationId: string, call: Call) {
    this.requestId = requestId;
    this.operationId = operationId;
    this.#call = call;
  }

  get method(): string {
    return this.#call.method;
  }

  get target(): string {
    return this.#call.target;
  }

  get clientAddress(): string | undefined {
    return this.#call.clientAddress;
  }

  get signal(): AbortSignal {
    return this.#call.signal;
  }

  header(name: string): string | undefined {
    return this.#call.header(name.toLowerCase());
  }
}

/** The call that a handler gets; the generated types say which of its members an operation has. */
export class HandlerView {
  readonly path: object;
  readonly query: object;
  readonly headers: object;
  readonly cookies: object;
  readonly body: unknown;
  /** Made last, right before the handler runs. */
  context: unknown;
  readonly caller: unknown;
  readonly memberSession: unknown;
  readonly principals: { readonly [scheme: string]: unknown };
  readonly operationId: string;
  readonly requestId: string;
  readonly facts: FactsView;
  /** Stands by itself, so that handlers may take it apart: `({ apiError }) => …`. */
  readonly apiError: ApiErrorMaker = makeApiError;

  constructor(parameters: ReadParameters, body: unknown, identity: Identity, facts: FactsView) {
    this.path = parameters.path;
    this.query = parameters.query;
    this.headers = parameters.headers;
    this.cookies = parameters.cookies;
    this.body = body;
    this.context = undefined;
    this.caller = identity.caller;
    this.memberSession = identity.memberSession;
    this.principals = identity.principals;
    this.operationId = facts.operationId;
    this.requestId = facts.requestId;
    this.facts = facts;
  }

  get clientAddress(): string | undefined {
    return this.facts.clientAddress;
  }

  get signal(): AbortSignal {
    return this.facts.signal;
  }
}

type ApiErrorMaker = (type: string, parameters?: MessageParameters, extras?: ErrorExtras) => ApiError;

function makeApiError(type: string, parameters?: MessageParameters, extras?: ErrorExtras): ApiError {
  return new ApiError(type, parameters, extras);
}
