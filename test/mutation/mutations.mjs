/**
 * Known ways to break the description, the SDK and the server. Each names the text that is replaced, and what must notice it:
 * `description`, reading it and validating its examples; `lint`, everything that `npm run lint` finds; or the test files of the
 * part that is broken.
 *
 * @typedef {{ name: string, file: string, find: string, replace: string, judge: 'description' | 'lint' | string }} Mutation
 */

const sdk = 'templates/sdk/runtime';
const server = 'templates/server/runtime';
const sdkTest = (/** @type {string} */ name) => `test/${sdk}/${name}.test.ts`;
const serverTest = (/** @type {string} */ name) => `test/${server}/${name}.test.ts`;

/** @type {readonly Mutation[]} */
const ofTheDescription = [
  { name: 'drop a required field of an object', file: 'spec/schemas/organizations/Organization.yaml', find: '  organization_name:\n    $ref: OrganizationName.yaml\n', replace: '' },
  { name: 'require a field that nobody sends', file: 'spec/schemas/organizations/CreateOrganizationRequest.yaml', find: 'required: [organization_name]', replace: 'required: [organization_name, organization_slug]' },
  { name: 'drop a field of a closed request', file: 'spec/schemas/organizations/CreateOrganizationRequest.yaml', find: '  organization_slug:\n    $ref: OrganizationSlug.yaml\n', replace: '' },
  { name: 'change the type of a field', file: 'spec/schemas/organizations/OrganizationName.yaml', find: 'type: string', replace: 'type: integer' },
  { name: 'change the prefix of an id', file: 'spec/schemas/ids/OrganizationId.yaml', find: 'pattern: ^organization-', replace: 'pattern: ^org-' },
  { name: 'drop a value of an enum', file: 'spec/schemas/organizations/EmailJitProvisioning.yaml', find: 'enum: [RESTRICTED, NOT_ALLOWED]', replace: 'enum: [NOT_ALLOWED]' },
  { name: 'tighten a limit', file: 'spec/schemas/organizations/OrganizationName.yaml', find: 'type: string', replace: 'type: string\nmaxLength: 3' },
  { name: 'refer to a schema that is not there', file: 'spec/schemas/organizations/CreateOrganizationRequest.yaml', find: '$ref: OrganizationSlug.yaml', replace: '$ref: OrganisationSlug.yaml' },
  { name: 'rename an error type that a call returns', file: 'spec/paths/organizations/organizations.yaml', find: '      organization_slug_already_used:', replace: '      organization_slug_taken:' },
  { name: 'name a set of errors that is not there', file: 'spec/paths/organizations/organizations.yaml', find: 'sets: [every_call, secret_authenticated]', replace: 'sets: [each_call, secret_authenticated]' },
  { name: 'rename the parameter of an error message', file: 'spec/errors/400/organization_slug_already_used.yaml', find: '"{organization_slug}"', replace: '"{slug}"' },
  { name: 'use a fixture that is not there', file: 'spec/examples/organizations/createOrganization.yaml', find: 'x-fixture: new-organization', replace: 'x-fixture: newer-organization' },
  { name: 'give an example another id', file: 'spec/examples/fixtures/organization.yaml', find: 'organization_id: organization-test-', replace: 'organization_id: member-test-' },
  { name: 'write a time that is none', file: 'spec/examples/fixtures/organization.yaml', find: "'2031-03-02T09:14:27Z'", replace: "'2031-02-30T09:14:27Z'" },
  { name: 'give two calls one operationId', file: 'spec/paths/organizations/organizations.yaml', find: 'operationId: createOrganization', replace: 'operationId: getOrganization' },
  { name: 'give two calls one place in the SDK', file: 'spec/paths/organizations/organizations.yaml', find: 'x-sdk-path: organizations.create', replace: 'x-sdk-path: organizations.get' },
  { name: 'ask for credentials that are not described', file: 'spec/paths/organizations/organizations.yaml', find: '- basicAuth: []', replace: '- basicAuthentication: []' },
  { name: 'rename a parameter in a path', file: 'spec/openapi.yaml', find: '/v1/b2b/organizations/{organization_id}:', replace: '/v1/b2b/organizations/{id}:', judge: 'lint' },
  { name: 'describe a retry that is not known', file: 'spec/paths/organizations/organizations.yaml', find: 'x-retry: unsent-only', replace: 'x-retry: always', judge: 'lint' },
].map((mutation) => ({ judge: 'description', ...mutation }));

/** @type {readonly Mutation[]} */
const ofTheSdk = [
  { name: 'misencode a path parameter', file: `${sdk}/plain.ts`, find: 'return encodeURIComponent(plain', replace: 'return encodeURI(plain', judge: sdkTest('request') },
  { name: 'let a path parameter climb', file: `${sdk}/request.ts`, find: '/^\\.{0,2}$/', replace: '/^$/', judge: sdkTest('transport') },
  { name: 'send only the last item of a list', file: `${sdk}/parameters.ts`, find: 'target.query.append(name, plain(item))', replace: 'target.query.set(name, plain(item))', judge: sdkTest('request') },
  { name: 'write deep objects with dots', file: `${sdk}/parameters.ts`, find: '`${name}[${key}]`', replace: '`${name}.${key}`', judge: sdkTest('request') },
  { name: 'write a cookie as it is', file: `${sdk}/parameters.ts`, find: '${encodeURIComponent(plain(value))}', replace: '${plain(value)}', judge: sdkTest('request') },
  { name: 'swallow Retry-After in seconds', file: `${sdk}/retry.ts`, find: 'return Number(value) * 1000', replace: 'return undefined', judge: sdkTest('retry') },
  { name: 'swallow Retry-After as a date', file: `${sdk}/retry.ts`, find: 'return wait > 0 ? wait : undefined', replace: 'return undefined', judge: sdkTest('retry') },
  { name: 'repeat a single-use call blindly', file: `${sdk}/retry.ts`, find: "policy !== 'unsent-only' && ", replace: '', judge: sdkTest('retry') },
  { name: 'give up when told to slow down', file: `${sdk}/retry.ts`, find: ' || fate === 429', replace: '', judge: sdkTest('retry') },
  { name: 'leak a secret in an error', file: `${sdk}/redact.ts`, find: "replaceAll(form, '[redacted]')", replace: 'replaceAll(form, form)', judge: sdkTest('secrecy') },
  { name: 'overlook a secret inside another member', file: `${sdk}/redact.ts`, find: 'inside || names.includes(name)', replace: 'names.includes(name)', judge: sdkTest('secrecy') },
  { name: 'drop request_id from an error', file: `${sdk}/errorBody.ts`, find: "first('request_id')", replace: 'undefined', judge: sdkTest('transport') },
  { name: 'overlook the name of an OAuth error', file: `${sdk}/errorBody.ts`, find: "first('error_type', 'error', 'type', 'code')", replace: "first('error_type', 'type', 'code')", judge: sdkTest('transport') },
  { name: 'take any text for a link', file: `${sdk}/errorBody.ts`, find: '?.match(/^https?:.*/)?.[0]', replace: '', judge: sdkTest('errorBody') },
  { name: 'leave out the member session', file: `${sdk}/authorize.ts`, find: 'proofs.length > (best?.length ?? -1)', replace: 'best === undefined', judge: sdkTest('transport') },
  { name: 'ask for one page too many', file: `${sdk}/pages.ts`, find: " || cursor === ''", replace: '', judge: sdkTest('pages') },
  { name: 'give one item more than asked for', file: `${sdk}/pages.ts`, find: 'if (left <= 0) return', replace: 'if (left < 0) return', judge: sdkTest('pages') },
  { name: 'read a body where there is none', file: `${sdk}/interpret.ts`, find: 'status === 204 ? undefined : ', replace: '', judge: sdkTest('transport') },
];

/** @type {readonly Mutation[]} */
const ofTheServer = [
  { name: 'skip authentication', file: `${server}/authentication.ts`, find: "|| !isComplete(only, sent)) return 'no_credentials'", replace: '|| !isComplete(only, sent)) return ANONYMOUS', judge: serverTest('authentication') },
  { name: 'fall back from a bad session to the secret', file: `${server}/authentication.ts`, find: 'complete.filter((one) => !complete.some((other) => asksForMore(other, one)))', replace: 'complete', judge: serverTest('authentication') },
  { name: 'drop request_id from an error body', file: `${server}/errors.ts`, find: '          request_id: requestId,\n          error_type', replace: '          error_type', judge: serverTest('server') },
  { name: 'misname the link of an OAuth error', file: `${server}/errors.ts`, find: 'error_uri: url', replace: 'error_url: url', judge: serverTest('bodies') },
  { name: 'link to the wrong place', file: `${server}/errors.ts`, find: '${base}/errors/${status}#', replace: '${base}/errors#', judge: serverTest('server') },
  { name: 'echo control characters', file: `${server}/errors.ts`, find: ".replace(/[\\p{Cc}\\p{Cf}\\p{Cs}]/gu, '�')", replace: '', judge: serverTest('bodies') },
  { name: 'let an undocumented status out', file: `${server}/resultCheck.ts`, find: 'if (documented === undefined) return `', replace: 'if (documented === undefined) return undefined && `', judge: serverTest('server') },
  { name: 'let an undocumented field out', file: 'generated/server/runtime/resultCheck.ts', find: '?.(value, {', replace: '?.(value, { all: true }); void ({', judge: 'test/contract/strictServer.test.ts' },
  { name: 'call a wrong method a wrong route', file: `${server}/router.ts`, find: "{ found: 'path', allow: [...allow] }", replace: "{ found: 'nothing' }", judge: serverTest('router') },
  { name: 'leave a path parameter encoded', file: `${server}/router.ts`, find: "path.includes('%') ? decodeAll(segments) : segments", replace: 'segments', judge: serverTest('router') },
  { name: 'echo a sensitive field', file: `${server}/requestParts.ts`, find: "scalar && name !== '__proto__' && !isSensitive(name)", replace: 'scalar', judge: serverTest('sensitive') },
  { name: 'forget that a field is missing', file: `${server}/requestParts.ts`, find: 'required: [/(^|_)missing(_|$)/, /(^|_)required(_|$)/]', replace: 'required: []', judge: serverTest('requestParts') },
  { name: 'compare the first byte of a secret only', file: `${server}/authentication.ts`, find: 'index < left.length', replace: 'index < 1', judge: serverTest('authentication') },
];

/** All of them, fifty. */
export const mutations = [...ofTheDescription, ...ofTheSdk, ...ofTheServer];
