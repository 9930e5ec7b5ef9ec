/** What users of a generated SDK may import. */
export type { Call, CallArguments, Operation } from './call.js';
export { checkResponses, type ResponseChecks } from './checkResponses.js';
export type { Connection } from './connection.js';
export type { Secret } from './credentials.js';
export {
  AbortedError,
  ApiError,
  type ApiErrorOf,
  type CallError,
  ConnectionError,
  isApiError,
  isSdkError,
  ParameterError,
  SdkError,
  TimeoutError,
  type TransportError,
  type UnknownApiError,
  type UnknownErrorType,
  UnreadableResponseError,
} from './errors.js';
export type {
  CallOptions,
  ConnectionOptions,
  Failed,
  HookRequest,
  Hooks,
  LogEvent,
  Logger,
  ResponseCheck,
  ResponseInfo,
  Result,
  Success,
} from './options.js';
export type { ItemAt, ItemLimit, PagedCall, PagedOperation } from './pages.js';
export type { RedirectArguments, RedirectOperation, RedirectCall } from './redirect.js';
export { unlisted } from './unlisted.js';
