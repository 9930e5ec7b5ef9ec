/** What index.ts passes on of the runtime, by name: a name that is exported explicitly wins over one of the same spelling in types/. */

/** Exports of runtime/index.ts that exist at run time. */
export const runtimeValues: readonly string[] = [
  'AbortedError', 'ApiError', 'ConnectionError', 'ParameterError', 'SdkError', 'TimeoutError', 'UnreadableResponseError', 'checkResponses', 'isApiError',
  'isSdkError',
];

/** Exports of runtime/index.ts that are types. */
export const runtimeTypes: readonly string[] = [
  'ApiErrorOf', 'Call', 'CallArguments', 'CallError', 'CallOptions', 'Connection', 'ConnectionOptions', 'Failed', 'HookRequest', 'Hooks',
  'ItemAt', 'ItemLimit', 'LogEvent', 'Logger', 'Operation', 'PagedCall', 'PagedOperation', 'RedirectArguments', 'RedirectCall',
  'RedirectOperation', 'ResponseCheck', 'ResponseChecks', 'ResponseInfo', 'Result', 'Secret', 'Success', 'TransportError', 'UnknownApiError', 'UnknownErrorType',
];

/** Every name that no generated type of the index may take. */
export const takenNames: readonly string[] = [...runtimeValues, ...runtimeTypes, 'MemberCallOptions', 'MemberSession', 'connect', 'isError'];

/** What generated files import or declare beside the calls themselves: no call's function takes these names. */
export const helperValues: readonly string[] = [
  'asJson', 'basic', 'bearer', 'binary', 'bind', 'bindPaged', 'bindRedirect', 'comma', 'connect', 'connection', 'cookieKey',
  'createConnection', 'deep', 'form', 'header', 'headerKey', 'isError', 'json', 'memberSession', 'multipart', 'nothing', 'operation', 'options',
  'pagedOperation', 'pipe', 'queryKey', 'raw', 'redirectOperation', 'repeat', 'serverByPrefix', 'space', 'text',
];
