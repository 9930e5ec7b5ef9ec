/** What index.ts passes on of the runtime, by name: a name that is exported explicitly wins over one of the same spelling in types/. */

/** Exports of runtime/index.ts that exist at run time. */
export const runtimeValues: readonly string[] = [
  'AbortedError', 'ApiError', 'ConnectionError', 'ParameterError', 'SdkError', 'TimeoutError', 'UnreadableResponseError', 'checkResponses', 'isApiError',
  'isSdkError', 'unlisted',
];

/** Exports of runtime/index.ts that are types. */
export const runtimeTypes: readonly string[] = [
  'ApiErrorOf', 'Call', 'CallArguments', 'CallError', 'CallOptions', 'Connection', 'ConnectionOptions', 'Failed', 'HookRequest', 'Hooks',
  'ItemAt', 'ItemLimit', 'LogEvent', 'Logger', 'Operation', 'PagedCall', 'PagedOperation', 'RedirectArguments', 'RedirectCall',
  'RedirectOperation', 'ResponseCheck', 'ResponseChecks', 'ResponseInfo', 'Result', 'Secret', 'Success', 'TransportError', 'UnknownApiError', 'UnknownErrorType',
];

/** Exports of tokens/index.ts that exist at run time. */
export const tokenValues: readonly string[] = ['TokenError', 'clientCredentials', 'createPkce', 'createTokens', 'hasScopes', 'isTokenError', 'permits', 'tokenProvider'];

/** Exports of tokens/index.ts that are types. */
export const tokenTypes: readonly string[] = [
  'AccessTokenClaims', 'AuthenticateJwtParams', 'AuthenticateJwtRemotelyParams', 'AuthenticateTokenParams', 'AuthenticatedClient', 'AuthorizationCheck',
  'ClientCredentials', 'ClientCredentialsCall', 'IntrospectOptions', 'KeyStoreOptions', 'LocalSession', 'Permission', 'Pkce', 'Policy', 'PolicyStoreOptions',
  'PublicKey', 'Role', 'Scope', 'ScopeCheck', 'TokenAnswer', 'TokenClient', 'TokenEndpointCall', 'TokenOptions', 'TokenProblem', 'TokenProviderOptions',
  'TokenRequest', 'Tokens',
];

/** Every name that no generated type of the index may take. */
export const takenNames: readonly string[] = [...runtimeValues, ...runtimeTypes, 'ErrorByType', 'IdempotentCallOptions', 'MemberCallOptions', 'MemberSession', 'connect', 'isError'];

/** What generated files import or declare beside the calls themselves: no call's function takes these names. */
export const helperValues: readonly string[] = [
  'asJson', 'basic', 'bearer', 'binary', 'bind', 'bindPaged', 'bindRedirect', 'comma', 'connect', 'connection', 'cookie', 'cookieKey',
  'createConnection', 'deep', 'form', 'header', 'headerKey', 'idempotencyKey', 'isError', 'json', 'label', 'labelExploded', 'matrix', 'matrixExploded', 'memberSession', 'multipart', 'nothing', 'operation', 'options',
  'pagedOperation', 'pipe', 'queryKey', 'raw', 'redirectOperation', 'renamed', 'repeat', 'serverByPrefix', 'simple', 'simpleExploded', 'space', 'text',
];
