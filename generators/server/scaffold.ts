/**
 * A user's own files to begin with: one handler file per group of operations, the environment they share, and a main program. They are written
 * once and belong to the user; what is generated again and again stays in its own folder.
 */
import { FileNames } from '../fileNames.js';
import type { OutputFile } from '../generator.js';
import { withoutLinks } from '../model/links.js';
import type { ApiModel, Operation, SecurityScheme } from '../model/model.js';
import { camelCase, takeFree } from '../typescript/identifiers.js';
import { lineComment, objectKey, propertyKey, stringLiteral } from '../typescript/literals.js';
import { documentedBasePath } from './basePath.js';
import { isMemberSession, usedSchemes } from './security.js';

/** Where the scaffolded files find the generated ones. */
export interface ScaffoldOptions {
  /** Import path of the generated server folder, seen from the scaffolded folder: `../generated/server`. No trailing slash. */
  readonly serverImport: string;
}

/**
 * Makes the files: `environment.ts`, `services.ts`, `server.ts`, `main.ts`, and `handlers/<group>.ts` for each tag. Every handler answers 501 until it is written.
 * The caller writes only those that do not exist.
 */
export function scaffoldServer(model: ApiModel, { serverImport }: ScaffoldOptions): readonly OutputFile[] {
  const groups = groupsOf(model);
  return [
    { path: 'environment.ts', contents: environmentFile(serverImport) },
    { path: 'server.ts', contents: serverFile(model, groups, serverImport) },
    { path: 'services.ts', contents: servicesFile() },
    { path: 'main.ts', contents: mainFile(serverImport) },
    ...groups.map((group) => ({ path: `handlers/${group.name}.ts`, contents: handlerFile(group, nested(serverImport)) })),
  ];
}

interface Group {
  /** An identifier, and the name of a file. */
  readonly name: string;
  readonly operations: readonly Operation[];
}

function groupsOf(model: ApiModel): readonly Group[] {
  const byTitle = new Map<string, Operation[]>();
  for (const operation of model.operations) {
    const title = operation.tags[0] ?? (operation.sdkPath.length > 1 ? operation.sdkPath[0] : undefined) ?? 'operations';
    const known = byTitle.get(title);
    if (known === undefined) byTitle.set(title, [operation]);
    else known.push(operation);
  }
  const files = new FileNames();
  return [...byTitle].map(([title, operations]) => ({ name: files.take(camelCase(title, 'operations')), operations }));
}

/** A relative import path, seen from one folder further down. */
function nested(path: string): string {
  return path.startsWith('./') ? `.${path}` : path.startsWith('../') ? `../${path}` : path;
}

function environmentFile(serverImport: string): string {
  return `import type { Environment } from ${stringLiteral(`${serverImport}/index.js`)};

/** What handlers work with. Everything that reaches outside comes in here, so that tests can give what they like. */
export interface Services {
  readonly store: Store;
  readonly now: () => Date;
  readonly newId: () => string;
  /** A secret that nobody can guess: for session tokens, links, codes. */
  readonly newToken: () => string;
  readonly deliver: (message: Message) => Promise<void>;
}

/** Your database. Replace the map by a pool, a client, or functions over one. */
export type Store = Map<string, unknown>;

/** A message to a person. */
export interface Message {
  readonly to: string;
  readonly text: string;
}

/** The types of this server's own. */
export interface App extends Environment {
  readonly context: Services;
  /** What an authenticator says of a caller. */
  readonly caller: { readonly name: string };
  /** What an authenticator says of a member session. */
  readonly memberSession: { readonly memberId: string };
}
`;
}

function servicesFile(): string {
  return `import type { Services } from './environment.js';

/** The services of the real server; a test makes its own. */
export function realServices(): Services {
  return {
    store: new Map(),
    now: () => new Date(),
    newId: () => crypto.randomUUID(),
    newToken: () => Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url'),
    // Put your mail and text message providers here.
    deliver: () => Promise.reject(new Error('Nothing delivers messages yet.')),
  };
}
`;
}

function handlerFile({ name, operations }: Group, serverImport: string): string {
  const ids = operations.map(({ id }) => `  | ${stringLiteral(id)}\n`).join('').trimEnd();
  const members = operations.map((operation) => {
    const text = lineComment(withoutLinks(operation.summary ?? operation.id));
    return `  // ${text}: ${operation.method} ${lineComment(operation.path)}\n  ${objectKey(operation.id)}: () => notImplemented(),\n`;
  });
  return `import { notImplemented, type Handlers } from ${stringLiteral(`${serverImport}/index.js`)};
import type { App } from '../environment.js';

type Operations =
${ids};

export const ${name}Handlers: Pick<Handlers<App>, Operations> = {
${members.join('\n')}};
`;
}

function serverFile(model: ApiModel, groups: readonly Group[], serverImport: string): string {
  const schemes = usedSchemes(model);
  const taken = new Set<string>();
  const names = groups.map(({ name }) => ({ file: name, value: takeFree(`${name}Handlers`, taken) }));
  const imports = names.map(({ file, value }) => `import { ${value} } from './handlers/${file}.js';\n`);
  const spreads = names.map(({ value }) => `  ...${value},\n`);
  const authenticators =
    schemes.length === 0 ? '' : `    authenticate: {\n${schemes.map(authenticator).join('')}    },\n`;
  const basePath = model.operations.some((operation) => documentedBasePath(operation) !== undefined) ? "    basePath: 'documented',\n" : '';
  return `import { createServer, type ApiServer, type Handlers, type LogEntry } from ${stringLiteral(`${serverImport}/index.js`)};
import type { App, Services } from './environment.js';
${imports.join('')}
/** Complete by type: an operation that comes or goes with the next generation is a compile error here. */
const handlers: Handlers<App> = {
${spreads.join('')}};

/** Makes the server; nothing in it is global, so that tests can make as many as they like. */
export function makeServer(services: Services, log: (entry: LogEntry) => void, development: boolean): ApiServer {
  return createServer<App>(handlers, {
${authenticators}    // Where handlers run in a transaction: withContext: (facts, identity, handle) => begin((store) => handle({ ...services, store })),
    context: () => services,
    log,
    development,
${basePath}  });
}
`;
}

function authenticator(scheme: SecurityScheme): string {
  const what = isMemberSession(scheme) ? 'Look the session up' : 'Look the credentials up, and compare secrets with constantTimeEqual()';
  return `      // ${what}; return whose they are, or undefined to refuse.\n      ${propertyKey(scheme.name)}: () => undefined,\n`;
}

function mainFile(serverImport: string): string {
  return `import { listen } from ${stringLiteral(`${serverImport}/node.js`)};
import { makeServer } from './server.js';
import { realServices } from './services.js';

const development = process.env['NODE_ENV'] !== 'production';
const server = makeServer(realServices(), (entry) => console.log(JSON.stringify(entry)), development);
const running = await listen(server, { port: Number(process.env['PORT'] ?? 8080) });
console.log(\`Listening on \${running.url}\`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void running.close().then(() => process.exit(0)));
}
`;
}
