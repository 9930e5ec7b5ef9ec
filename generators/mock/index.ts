/** A mock of an API: Prism over the bundled description, speaking the API's own error bodies. */
import type { RequestListener } from 'node:http';
import { type Problem, withoutRepeats } from '../diagnostics.js';
import { located } from '../located.js';
import type { ApiModel, Json } from '../model/model.js';
import { type InputOptions, type OpenedDescription, openDescription } from '../pipeline.js';
import { type Listening, listen } from '../serve/listen.js';
import { mockHandler } from './handler.js';
import { type Prism, preparePrism } from './prism.js';
import { type Sample, sampleCalls } from './samples.js';

/** How to start a mock. */
export interface MockOptions extends Pick<InputOptions, 'input' | 'allowRemote' | 'stdin'> {
  /** A description already opened, in place of the input. */
  readonly opened?: OpenedDescription;
  /** 4010 by default; 0 takes any free port. */
  readonly port?: number;
  /** A taken port is an error, in place of the next free one. True when `port` is given. */
  readonly portIsRequired?: boolean;
  /** An address; loopback by default. */
  readonly host?: string;
  /** The base of every `error_url`: where the documentation is served. */
  readonly errorsDocs?: string;
  /** Make answers up from the schemas instead of giving the examples. */
  readonly dynamic?: boolean;
}

/** A mock that listens. What it answers from can be replaced while it runs; its members tell of what it has now. */
export interface Mock {
  /** Its base URL, without a trailing slash: the `baseUrl` of a client. */
  readonly url: string;
  readonly port: number;
  readonly model: ApiModel;
  /** The document it answers from. */
  readonly document: { readonly [key: string]: Json };
  /** What it cannot check of a request, as warnings. */
  readonly problems: readonly Problem[];
  /** Calls to try, as curl commands. */
  readonly samples: readonly Sample[];
  /** Answers from another description from now on; calls that are being answered end as they began. */
  replace(opened: OpenedDescription): void;
  close(): Promise<void>;
}

/** The port when none is asked for. */
export const defaultMockPort = 4010;

/**
 * Starts a mock of an API, for development and for the tests of an application:
 *
 * ```ts
 * const mock = await startMock({ port: 0 });
 * const client = new B2BClient({ projectId, secret, baseUrl: mock.url });
 * // … calls get the documented examples, and with `headers: { prefer: 'example=too_many_requests' }` that error.
 * await mock.close();
 * ```
 *
 * @throws ProblemError for a bad description, or (exit code 4) when the port cannot be opened
 */
export async function startMock(options: MockOptions = {}): Promise<Mock> {
  const { port = defaultMockPort, portIsRequired = options.port !== undefined, host, errorsDocs, dynamic = false } = options;
  let opened = options.opened ?? (await openDescription({ ...options, ...(errorsDocs === undefined ? {} : { docsBaseUrl: errorsDocs }) }));
  let { handler, prism } = answering(opened, dynamic);
  const server: Listening = await listen((request, response) => handler(request, response), { port, portIsRequired, ...(host === undefined ? {} : { host }) });
  return {
    url: server.url,
    port: server.port,
    get model() {
      return opened.model;
    },
    get document() {
      return opened.description.document;
    },
    get problems() {
      return uncheckedPatterns(prism, opened);
    },
    get samples() {
      return sampleCalls(opened.model, server.url);
    },
    replace: (next) => {
      ({ handler, prism } = answering(next, dynamic));
      opened = next;
    },
    close: () => server.close(),
  };
}

function answering({ model, description: { document } }: OpenedDescription, dynamic: boolean): { readonly handler: RequestListener; readonly prism: Prism } {
  const docsOrigin = originOf(model.docsBaseUrl);
  const prism = preparePrism(document, dynamic);
  return { prism, handler: mockHandler({ model, document, prism, allowsOrigin: (origin) => origin === docsOrigin || isLocal(origin) }) };
}

function uncheckedPatterns({ unchecked: { always, inLarge, mostText } }: Prism, { description }: OpenedDescription): readonly Problem[] {
  const never = new Set(always.map(({ pointer }) => pointer));
  const problems = inLarge.map(({ pointer, pattern }): Problem => ({
    code: 'slow-pattern',
    severity: 'warning',
    message: `Matching "${pattern}" can take very long on some texts; the mock ${never.has(pointer) ? 'does not check it' : `checks it in requests with a body of up to ${mostText} characters`}.`,
    origin: description.originOf(pointer),
    help: 'Let each text match in one way only: "^(a+)+$" is "^a+$"; begin with "^".',
  }));
  return located(withoutRepeats(problems), description);
}

function originOf(url: string | undefined): string | undefined {
  return url !== undefined && URL.canParse(url) ? new URL(url).origin : undefined;
}

/** Pages of this machine, those opened from a file included: the documentation may be read from either. */
function isLocal(origin: string): boolean {
  return origin === 'null' || /^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/.test(origin);
}
