/** `index.ts`: the one function a user calls, the options it takes, and what of the runtime users import beside. */
import type { ApiModel, SecurityScheme } from '../model/model.js';
import { withoutLinks } from '../model/links.js';
import { jsdoc, propertyKey } from '../typescript/literals.js';
import { credentialsType, isMemberSession, usedSchemes } from './security.js';

/** What users of a generated server import, whatever it runs on: Web standards only. */
const publicRuntime = `export type * from './handlers.js';
export { apiError, errorCatalogue, type ErrorParameters } from './errors.js';
export {
  constantTimeEqual,
  type ApiKeyCredentials,
  type Authenticator,
  type BasicCredentials,
  type BearerCredentials,
  type CallFacts,
  type CertificateCredentials,
  type HttpCredentials,
  type Identity,
} from './runtime/authentication.js';
export { DEFAULT_LIMITS, type BodyLimits } from './runtime/body.js';
export type { Answer, Call } from './runtime/call.js';
export { decodeCursor, encodeCursor } from './runtime/cursor.js';
export { ApiError, notImplemented, type ErrorContent, type ErrorExtras, type ErrorFacts } from './runtime/errors.js';
export type { AnswerEntry, FaultEntry, LogEntry } from './runtime/log.js';
export type { Permission } from './runtime/operation.js';
export type { CommonOptions, ContextFactory, ContextScope, CorsOptions, Environment, Handled, RateLimited } from './runtime/options.js';
export type { ApiServer } from './runtime/server.js';
`;

/** Prints `index.ts`. */
export function printServerModule(model: ApiModel): string {
  const schemes = usedSchemes(model);
  const credentials = [...new Set(schemes.map(credentialsType))].sort();
  const imports =
    schemes.length === 0
      ? ''
      : `import type { ${['Authenticator', ...credentials].sort().join(', ')} } from './runtime/authentication.js';
`;
  const authenticators =
    schemes.length === 0
      ? ''
      : `
/**
 * Decides, for each security scheme of the description, whether credentials are good and whose they are. Those that no handler's operation
 * asks for may be left out.
 */
export interface Authenticators<E extends Environment> {
${schemes.map(authenticatorMember).join('')}}
`;
  return `import type { Handlers } from './handlers.js';
import { api } from './operations.js';
${imports}import type { CommonOptions, ContextOption, Environment } from './runtime/options.js';
import { compileServer, type ApiServer } from './runtime/server.js';

${publicRuntime}${authenticators}
/** What a server needs beside its handlers. */
export type ServerOptions<E extends Environment> = CommonOptions<E> & ContextOption<E>${
    schemes.length === 0 ? '' : ' & {\n  readonly authenticate: Authenticators<E>;\n}'
  };

/**
 * Makes a server of the API.
 *
 * @param handlers one function per operation, by operationId; those that are missing answer 501
 * @throws TypeError when a handler's operation needs an authenticator that the options do not have
 */
export function createServer<E extends Environment = Environment>(handlers: Partial<Handlers<E>>, options: ServerOptions<E>): ApiServer {
  return compileServer(api, handlers, options);
}
`;
}

function authenticatorMember(scheme: SecurityScheme): string {
  const principal = isMemberSession(scheme) ? 'memberSession' : 'caller';
  const text = jsdoc(withoutLinks(scheme.description ?? scheme.name)).replaceAll('\n', ' ');
  return `  /** ${text} */\n  readonly ${propertyKey(scheme.name)}?: Authenticator<${credentialsType(scheme)}, E['${principal}']>;\n`;
}
