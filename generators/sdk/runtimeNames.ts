/** What the runtime exports beside the generated calls: names that no generated type of the SDK's index may take. */
export const runtimeExports: readonly string[] = [
  'AbortedError', 'ApiError', 'ApiErrorOf', 'Call', 'CallArguments', 'CallError', 'CallOptions', 'ConnectionError', 'Connection',
  'ConnectionOptions', 'Failed', 'HookRequest', 'Hooks', 'ItemAt', 'ItemLimit', 'LogEvent', 'Logger', 'MemberCallOptions', 'MemberSession',
  'Operation', 'PagedCall', 'PagedOperation', 'ParameterError', 'RedirectArguments', 'RedirectOperation', 'RedirectUrl', 'ResponseCheck', 'ResponseInfo', 'Result', 'SdkError', 'Secret', 'Success',
  'TimeoutError', 'TransportError', 'UnknownApiError', 'UnknownErrorType', 'UnreadableResponseError', 'connect', 'isApiError', 'isError',
  'isSdkError',
];
