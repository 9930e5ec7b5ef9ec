/** What users of a generated server import, whatever it runs on: Web standards only. */
export { ApiError, notImplemented, type ErrorContent, type ErrorExtras, type ErrorFacts } from './errors.js';
export { constantTimeEqual } from './constantTime.js';
export { decodeCursor, encodeCursor } from './cursor.js';
export {
  DEFAULT_LIMITS,
  type CommonOptions,
  type ContextFactory,
  type ContextScope,
  type Environment,
  type Handled,
  type RateLimited,
} from './options.js';
export type { Answer, Call } from './call.js';
export type { Authenticator, CallFacts, Identity } from './authentication.js';
export type { BodyLimits } from './body.js';
export type {
  ApiKeyCredentials,
  BasicCredentials,
  BearerCredentials,
  CertificateCredentials,
  HttpCredentials,
} from './credentials.js';
export type { CorsOptions } from './cors.js';
export type { LogEntry, AnswerEntry, FaultEntry } from './log.js';
export type { Permission } from './operation.js';
export type { ApiServer } from './server.js';
