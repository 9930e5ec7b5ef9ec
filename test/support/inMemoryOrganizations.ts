/** Organizations and Members of the API, in memory, on the generated server: what contract tests put behind a proxy. */
import { constantTimeEqual, createServer, type ApiServer, type Environment, type LogEntry } from '../../generated/server/index.js';
import { memberHandlers } from './inMemory/members.js';
import { organizationHandlers } from './inMemory/organizations.js';
import { countingIds, emptyStore, type Services, type Store } from './inMemory/store.js';

/** The types of this server's own. */
export interface InMemoryEnvironment extends Environment {
  readonly context: Services;
  readonly caller: { readonly projectId: string };
  readonly memberSession: { readonly memberId: string };
}

/** How the server is made. */
export interface InMemoryOptions {
  /** The one project that may call; {@link inMemoryProject} by default. */
  readonly project?: { readonly projectId: string; readonly secret: string };
  readonly docsBaseUrl?: string;
  /** What is there to begin with. */
  readonly store?: Store;
}

/** A server, and what a test may look at. */
export interface InMemoryServer {
  readonly server: ApiServer;
  readonly store: Store;
  readonly log: readonly LogEntry[];
}

/** Credentials of the example world. */
export const inMemoryProject = {
  projectId: 'project-test-00000000-0000-4000-8000-000000000000',
  secret: 'secret-test-of-the-example-world',
} as const;

/**
 * Makes a server of Organizations and Members that begins empty, validates what it answers, and counts its ids. The rest of the API answers 501.
 * Nobody is signed in: every member session is refused.
 */
export function inMemoryOrganizations(options: InMemoryOptions = {}): InMemoryServer {
  const { project = inMemoryProject, docsBaseUrl, store = emptyStore() } = options;
  const log: LogEntry[] = [];
  const newId = countingIds();
  let seconds = 0;
  const services: Services = {
    store,
    newId,
    now: () => new Date(Date.UTC(2025, 0, 1, 0, 0, (seconds += 1))).toISOString(),
  };
  const server = createServer<InMemoryEnvironment>(
    { ...organizationHandlers, ...memberHandlers },
    {
      authenticate: {
        basicAuth: ({ username, password }) =>
          username === project.projectId && constantTimeEqual(password, project.secret) ? { projectId: username } : undefined,
        memberSessionToken: () => undefined,
        memberSessionJwt: () => undefined,
      },
      context: () => services,
      requestId: () => newId('request-id'),
      log: (entry) => log.push(entry),
      development: true,
      ...(docsBaseUrl === undefined ? {} : { docsBaseUrl }),
    },
  );
  return { server, store, log };
}
