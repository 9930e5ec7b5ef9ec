/**
 * The stateful example: enough of the API, in memory on the generated server, to tell whole stories with. What it would send by
 * e-mail is captured, so that a story can go on with what stands in a message.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { createServer as createHttpServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { constantTimeEqual, createServer, type ApiServer, type Handlers, type LogEntry } from '../../generated/server/index.js';
import { listen, type RunningServer } from '../../generated/server/node.js';
import { inMemoryProject } from './inMemoryOrganizations.js';
import { discoveryHandlers } from './inMemory/discovery.js';
import { emptyState, type ExampleEnvironment, type ExampleServices, type Message } from './inMemory/example.js';
import { findSession } from './inMemory/logins.js';
import { machineHandlers } from './inMemory/machines.js';
import { magicLinkHandlers } from './inMemory/magicLinks.js';
import { memberHandlers } from './inMemory/members.js';
import { organizationHandlers } from './inMemory/organizations.js';
import { passwordHandlers } from './inMemory/passwords.js';
import { projectHandlers } from './inMemory/project.js';
import { scimHandlers } from './inMemory/scim.js';
import { sessionHandlers } from './inMemory/sessions.js';
import { ssoHandlers } from './inMemory/sso.js';
import { emptyStore } from './inMemory/store.js';
import { totpHandlers } from './inMemory/totp.js';

/** The handlers of the example; a test may put others in their place, to see that what is wrong is noticed. */
export const exampleHandlers: Partial<Handlers<ExampleEnvironment>> = {
  ...organizationHandlers,
  ...memberHandlers,
  ...sessionHandlers,
  ...magicLinkHandlers,
  ...discoveryHandlers,
  ...passwordHandlers,
  ...totpHandlers,
  ...machineHandlers,
  ...scimHandlers,
  ...ssoHandlers,
  ...projectHandlers,
};

/** How the example is made. */
export interface InMemoryApiOptions {
  readonly handlers?: Partial<Handlers<ExampleEnvironment>>;
  /** False for handlers that answer what is not documented. */
  readonly validate?: boolean;
}

/** The example, its messages and its log. */
export interface InMemoryApi {
  readonly services: ExampleServices;
  readonly server: ApiServer;
  readonly messages: readonly Message[];
  readonly log: readonly LogEntry[];
}

/** Makes the example. It begins empty; what it does not have answers 501. */
export function inMemoryApi({ handlers = exampleHandlers, validate = true }: InMemoryApiOptions = {}): InMemoryApi {
  const messages: Message[] = [];
  const log: LogEntry[] = [];
  const seconds = (): number => Date.now() / 1000;
  const newId = (kind: string): string => `${kind}-test-${randomUUID()}`;
  const services: ExampleServices = {
    store: emptyStore(),
    state: emptyState(),
    now: () => new Date().toISOString(),
    seconds,
    newId,
    secret: () => randomBytes(24).toString('base64url'),
    deliver: (message) => messages.push(message),
    projectId: inMemoryProject.projectId,
  };
  const member = (session: ReturnType<typeof findSession>): { readonly memberId: string } | undefined =>
    session === undefined ? undefined : { memberId: session.session.member_id };
  const server = createServer<ExampleEnvironment>(handlers, {
    authenticate: {
      basicAuth: ({ username, password }) =>
        username === inMemoryProject.projectId && constantTimeEqual(password, inMemoryProject.secret) ? { projectId: username } : undefined,
      memberSessionToken: ({ value }) => member(findSession(services, { session_token: value })),
      memberSessionJwt: ({ value }) => member(findSession(services, { session_jwt: value })),
    },
    context: () => services,
    requestId: () => newId('request-id'),
    log: (entry) => log.push(entry),
    development: validate,
  });
  return { server, services, messages, log };
}

/** The example behind ports of this machine. */
export interface RunningApi extends InMemoryApi {
  readonly url: string;
  /** Answers `?to=…` with the messages to an address, the oldest first. */
  readonly outboxUrl: string;
  close(): Promise<void>;
}

/** Starts the example and its outbox on free ports. */
export async function startInMemoryApi(options: InMemoryApiOptions = {}): Promise<RunningApi> {
  const api = inMemoryApi(options);
  const running: RunningServer = await listen(api.server);
  const outbox = createHttpServer((request, response) => {
    const to = new URL(request.url ?? '/', 'http://outbox').searchParams.get('to');
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ messages: api.messages.filter((message) => message.to === to) }));
  });
  const outboxUrl = `http://127.0.0.1:${await portOf(outbox)}/`;
  return {
    ...api,
    url: running.url,
    outboxUrl,
    close: async () => {
      outbox.closeAllConnections();
      await new Promise((resolve) => outbox.close(resolve));
      await running.close(100);
    },
  };
}

async function portOf(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('The outbox has no port.');
  return address.port;
}
