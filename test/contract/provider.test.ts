/**
 * The generated server as a provider: every operation through the SDK and a Prism proxy that refuses whatever breaks the
 * description, first with handlers that give the description's examples, then with handlers that keep state.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { B2BClient, isApiError } from '../../generated/sdk/index.js';
import { listen, type RunningServer } from '../../generated/server/node.js';
import { openDescription } from '../../generators/pipeline.js';
import { exampleCalls, exampleParams } from '../support/exampleCalls.js';
import { type ExampleServer, startExampleServer } from '../support/exampleServer.js';
import { type GeneratedClient, clientOf, testCredentials } from '../support/generatedSdk.js';
import { inMemoryOrganizations, inMemoryProject } from '../support/inMemoryOrganizations.js';
import { type PrismProxy, startPrismProxy } from '../support/prismProxy.js';
import { type ResponseValidator, responseValidator } from '../support/responseValidator.js';

const { model, description } = await openDescription({});
const document = description.document;

/** Everything that went over the wire, and what is wrong with it. */
interface Wiretap {
  readonly fetch: typeof fetch;
  /** `GET /path 200`, in order. */
  readonly seen: string[];
  readonly faults: string[];
}

let faultsOf: ResponseValidator;

beforeAll(() => {
  faultsOf = responseValidator(document);
});

/** A fetch that looks at every answer independently of Prism, undocumented statuses included, which Prism lets through. */
function wiretap(): Wiretap {
  const seen: string[] = [];
  const faults: string[] = [];
  const tapped: typeof fetch = async (...args) => {
    const response = await fetch(...args);
    const { method = 'GET' } = args[1] ?? {};
    const { pathname } = new URL(args[0] instanceof Request ? args[0].url : args[0]);
    const operation = model.operations.find((candidate) => candidate.method === method && patternOf(candidate.path).test(pathname));
    seen.push(`${method} ${pathname} ${response.status}`);
    if (response.headers.get('content-type')?.includes('problem+json') === true) faults.push(await response.clone().text());
    else if (operation === undefined) faults.push(`${method} ${pathname} is no operation`);
    else faults.push(...faultsOf(operation, response.status, await response.clone().json()));
    return response;
  };
  return { fetch: tapped, seen, faults };
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{[^}]+\}/g, '[^/]+')}$`);
}

describe('with handlers that give the examples', () => {
  let server: ExampleServer;
  let proxy: PrismProxy;
  let client: GeneratedClient;
  /** Past the proxy, for redirects: Prism's proxy follows them. */
  let direct: GeneratedClient;
  let tap: Wiretap;

  beforeAll(async () => {
    server = await startExampleServer('http://docs.test');
    proxy = await startPrismProxy(document, server.url);
    tap = wiretap();
    const clientAt = (baseUrl: string): GeneratedClient =>
      clientOf(new B2BClient({ ...testCredentials, baseUrl, retries: 0, fetch: tap.fetch }), tap.fetch);
    client = clientAt(proxy.url);
    direct = clientAt(server.url);
  }, 60_000);

  afterAll(async () => {
    await proxy.close();
    await server.close();
  });

  test.each(model.operations.map((operation) => [operation.id, operation] as const))('%s', { timeout: 30_000 }, async (_id, operation) => {
    tap.faults.length = 0;
    for (const { status, params, body } of exampleCalls(operation)) {
      server.answerWith({ status, body, ...(status < 300 ? {} : { headers: { Location: 'https://provider.example/login' } }) });
      const result = await (status < 300 ? client : direct).call(operation)(params);
      expect(tap.faults).toEqual([]);
      expect(result).toMatchObject({ ok: true });
      // The server has a request id of its own for every call.
      if (result.ok && body !== undefined) expect(result.data).toEqual(withRequestId(body, result.data));
    }
    expect(exampleCalls(operation).length).toBeGreaterThan(0);
  });

  test('an answer that breaks the description is noticed', async () => {
    const operation = model.operations.find(({ id }) => id === 'getOrganization');
    if (operation === undefined) throw new Error('There is no getOrganization.');
    server.answerWith({ status: 200, body: { organization: { organization_id: 5 } } });
    const result = await client.call(operation)(exampleParams(operation));
    expect(result).toMatchObject({ ok: false, error: { status: 500 } });
    tap.faults.length = 0;
  });
});

/** The body with the request id that the server gave. */
function withRequestId(body: unknown, given: unknown): unknown {
  if (typeof body !== 'object' || body === null || !('request_id' in body)) return body;
  if (typeof given !== 'object' || given === null || !('request_id' in given)) return body;
  return { ...body, request_id: given.request_id };
}

describe('with Organizations and Members in memory', () => {
  let server: RunningServer;
  let proxy: PrismProxy;
  let client: B2BClient;
  let tap: Wiretap;

  beforeEach(async () => {
    server = await listen(inMemoryOrganizations({ docsBaseUrl: 'http://docs.test' }).server);
    proxy = await startPrismProxy(document, server.url);
    tap = wiretap();
    client = new B2BClient({ ...inMemoryProject, baseUrl: proxy.url, retries: 0, fetch: tap.fetch });
    return async () => {
      await proxy.close();
      await server.close(100);
      expect(tap.faults).toEqual([]);
    };
  });

  test('an organization is created, read back, changed, found and deleted', async () => {
    const { organization } = await client.organizations.create({ organization_name: 'Acme Robotics', organization_slug: 'acme-robotics' });
    const { organization_id } = organization;
    expect((await client.organizations.get({ organization_id })).organization).toEqual(organization);
    expect((await client.organizations.get({ organization_id: 'acme-robotics' })).organization).toEqual(organization);

    const changed = await client.organizations.update({ organization_id, organization_name: 'Acme Robotics GmbH', mfa_policy: 'REQUIRED_FOR_ALL' });
    expect(changed.organization).toMatchObject({ organization_id, organization_name: 'Acme Robotics GmbH', mfa_policy: 'REQUIRED_FOR_ALL' });

    const found = await client.organizations.search({ query: { operator: 'AND', operands: [{ filter_name: 'organization_slugs', filter_value: ['acme-robotics'] }] } });
    expect(found.organizations.map((one) => one.organization_id)).toEqual([organization_id]);

    expect(await client.organizations.delete({ organization_id })).toMatchObject({ organization_id, status_code: 200 });
    expect(await typeOf(client.organizations.get({ organization_id }))).toBe('organization_not_found');
  });

  test('a search gives its pages one after the other', async () => {
    for (let index = 0; index < 5; index += 1) await client.organizations.create({ organization_name: `Number ${index}` });
    const pages: string[][] = [];
    let cursor: string | null | undefined;
    do {
      const page = await client.organizations.search({ limit: 2, ...(cursor ? { cursor } : {}) });
      pages.push(page.organizations.map((one) => one.organization_name));
      cursor = page.results_metadata.next_cursor;
    } while (cursor);
    expect(pages).toEqual([['Number 0', 'Number 1'], ['Number 2', 'Number 3'], ['Number 4']]);
    expect(tap.seen.filter((line) => line === 'POST /v1/b2b/organizations/search 200')).toHaveLength(3);
  });

  test('errors follow from what is there already', async () => {
    await client.organizations.create({ organization_name: 'Acme', organization_slug: 'acme' });
    const again = await client.organizations.create.result({ organization_name: 'Acme', organization_slug: 'acme' });
    if (again.ok) throw new Error('The slug was taken.');
    expect(again.error).toMatchObject({ type: 'organization_slug_already_used', status: 400, docsUrl: 'http://docs.test/errors/400#organization_slug_already_used' });
    expect(again.error.message).toContain('acme');

    await client.organizations.members.create({ organization_id: 'acme', email_address: 'ada@acme.test' });
    expect(await typeOf(client.organizations.members.create({ organization_id: 'acme', email_address: 'ada@acme.test' }))).toBe('duplicate_member_email');
    expect(await typeOf(client.organizations.members.get({ organization_id: 'nobody', email_address: 'ada@acme.test' }))).toBe('organization_not_found');
  });

  test('a member is created, read, changed, found, deleted and reactivated', async () => {
    await client.organizations.create({ organization_name: 'Acme', organization_slug: 'acme' });
    const organization_id = 'acme';
    const { member_id } = await client.organizations.members.create({ organization_id, email_address: 'ada@acme.test', name: 'Ada' });
    expect((await client.organizations.members.get({ organization_id, member_id })).member.name).toBe('Ada');
    expect((await client.organizations.members.get({ organization_id, email_address: 'ada@acme.test' })).member_id).toBe(member_id);
    expect((await client.organizations.members.dangerouslyGet({ member_id })).member_id).toBe(member_id);

    expect((await client.organizations.members.update({ organization_id, member_id, name: 'Ada L.' })).member.name).toBe('Ada L.');
    const found = await client.organizations.members.search({ organization_ids: [organization_id], query: { operator: 'OR', operands: [{ filter_name: 'member_emails', filter_value: ['ada@acme.test'] }] } });
    expect(found.members.map((member) => member.member_id)).toEqual([member_id]);

    await client.organizations.members.delete({ organization_id, member_id });
    expect(await typeOf(client.organizations.members.get({ organization_id, member_id }))).toBe('member_not_found');
    expect((await client.organizations.members.reactivate({ organization_id, member_id })).member_id).toBe(member_id);
    expect((await client.organizations.members.get({ organization_id, member_id })).member.email_address).toBe('ada@acme.test');
  });

  test('wrong credentials are refused', async () => {
    const stranger = new B2BClient({ ...inMemoryProject, secret: 'wrong', baseUrl: proxy.url, retries: 0, fetch: tap.fetch });
    expect(await typeOf(stranger.organizations.get({ organization_id: 'acme' }))).toBe('unauthorized_credentials');
  });
});

/** The type of the API error that a call fails with. */
async function typeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    if (isApiError(error)) return error.type;
    throw error;
  }
  throw new Error('The call succeeded.');
}
