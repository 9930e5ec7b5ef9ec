/** The generated server as a provider of whatever a test tells it: a documented example, or a documented error. */
import { listen } from '../../generated/server/node.js';
import { api, operations } from '../../generated/server/operations.js';
import { compileServer } from '../../generated/server/runtime/server.js';
import type { ErrorType, Json } from '../../generators/model/model.js';

/** What the server answers a call with. */
export type Answer =
  | { readonly status: number; readonly body: Json | undefined; readonly headers?: Readonly<Record<string, string>> }
  /** An error of the catalogue, made by the server itself. */
  | { readonly error: ErrorType };

/** A running server. */
export interface ExampleServer {
  readonly url: string;
  /** Sets what every call gets from now on. */
  answerWith(answer: Answer): void;
  close(): Promise<void>;
}

/** Starts the generated server with handlers for every operation; it believes whatever credentials it gets. */
export async function startExampleServer(docsBaseUrl: string): Promise<ExampleServer> {
  let answer: Answer | undefined;
  const handler = (call: unknown): unknown => {
    if (answer === undefined) throw new Error('Nobody said what to answer.');
    if (!('error' in answer)) return answer;
    const makeError: unknown = Reflect.get(Object(call), 'apiError');
    if (typeof makeError !== 'function') throw new Error('The handler got no apiError.');
    const { type, parameters } = answer.error;
    return Reflect.apply(makeError, call, [type, Object.fromEntries(parameters.map(({ name, example }) => [name, example]))]);
  };
  const anyone = (): object => ({ id: 'anyone' });
  const server = await listen(
    compileServer(api, Object.fromEntries(operations.map((operation) => [operation.id, handler])), {
      authenticate: Object.fromEntries(api.securitySchemes.map(({ name }) => [name, anyone])),
      docsBaseUrl,
      development: true,
    }),
  );
  return {
    url: server.url,
    answerWith: (next) => {
      answer = next;
    },
    close: () => server.close(100),
  };
}
