/** The generated server of our own description with handlers in memory: state, paging, and the errors that follow from both. */
import { beforeEach, describe, expect, it } from 'vitest';
import { inMemoryOrganizations, inMemoryProject, type InMemoryServer } from '../../support/inMemoryOrganizations.js';

let api: InMemoryServer;
beforeEach(() => {
  api = inMemoryOrganizations({ docsBaseUrl: 'https://docs.example' });
});

type Json = { readonly [name: string]: unknown };

async function call(method: string, path: string, body?: Json, password: string = inMemoryProject.secret): Promise<[number, Json]> {
  const response = await api.server.fetch(
    new Request(`https://test.stytch.com/v1/b2b/organizations${path}`, {
      method,
      headers: {
        authorization: `Basic ${btoa(`${inMemoryProject.projectId}:${password}`)}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  );
  const answer: unknown = await response.json();
  return [response.status, Object.fromEntries(Object.entries(answer ?? {}))];
}

const acme = { organization_name: 'Acme Robotics', organization_slug: 'acme', trusted_metadata: { plan: 'gold', seats: 5 } };

async function created(body: Json = acme): Promise<string> {
  const [status, { organization }] = await call('POST', '', body);
  expect(status).toBe(200);
  return idOf(organization, 'organization_id');
}

async function joined(organization: string, email_address: string, more: Json = {}): Promise<string> {
  const [status, answer] = await call('POST', `/${organization}/members`, { email_address, ...more });
  expect([status, answer['error_message']]).toEqual([200, undefined]);
  return idOf(answer, 'member_id');
}

function idOf(value: unknown, name: string): string {
  const id: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  if (typeof id !== 'string') throw new TypeError(`There is no ${name}.`);
  return id;
}

describe('organizations', () => {
  it('are created, read by id and slug, changed, and deleted', async () => {
    const id = await created();
    for (const locator of [id, 'acme']) {
      expect(await call('GET', `/${locator}`)).toMatchObject([200, { status_code: 200, organization: { organization_id: id, organization_name: 'Acme Robotics' } }]);
    }
    const change = { organization_slug: 'acme-2', trusted_metadata: { plan: 'silver', seats: null } };
    expect(await call('PUT', '/acme', change)).toMatchObject([200, { organization: { organization_slug: 'acme-2', trusted_metadata: { plan: 'silver' } } }]);
    expect(await call('GET', '/acme')).toMatchObject([404, { error_type: 'organization_not_found' }]);
    expect(await call('DELETE', `/${id}`)).toMatchObject([200, { organization_id: id }]);
    expect(await call('GET', `/${id}`)).toMatchObject([
      404,
      { error_type: 'organization_not_found', error_message: expect.stringContaining(id), error_url: 'https://docs.example/errors/404#organization_not_found' },
    ]);
    expect(api.log.filter(({ event }) => event === 'fault')).toEqual([]);
  });

  it('have slugs of their own', async () => {
    await created();
    expect(await call('POST', '', acme)).toMatchObject([
      400,
      { error_type: 'organization_slug_already_used', error_message: expect.stringContaining('"acme"') },
    ]);
    await created({ organization_name: 'ACME!' });
    expect(await call('GET', '/acme-2')).toMatchObject([200, {}]);
    expect(await call('PUT', '/acme-2', { organization_slug: 'acme' })).toMatchObject([400, { error_type: 'organization_slug_already_used' }]);
  });

  it('are searched page by page', async () => {
    for (let count = 0; count < 5; count += 1) await created({ organization_name: `Acme ${count}` });
    const seen: unknown[] = [];
    let cursor: unknown;
    for (let pages = 0; pages < 10 && cursor !== null; pages += 1) {
      const [status, page] = await call('POST', '/search', { limit: 2, ...(typeof cursor === 'string' ? { cursor } : {}) });
      expect(status).toBe(200);
      const { organizations, results_metadata } = page;
      if (!Array.isArray(organizations) || typeof results_metadata !== 'object' || results_metadata === null) throw new TypeError('This is no page.');
      seen.push(...organizations.map((one: unknown) => idOf(one, 'organization_slug')));
      expect(results_metadata).toMatchObject({ total: 5 });
      cursor = Reflect.get(results_metadata, 'next_cursor');
    }
    expect(seen).toEqual(['acme-0', 'acme-1', 'acme-2', 'acme-3', 'acme-4']);
    const query = { operator: 'AND', operands: [{ filter_name: 'organization_name_fuzzy', filter_value: 'me 3' }] };
    expect(await call('POST', '/search', { query })).toMatchObject([200, { organizations: [{ organization_slug: 'acme-3' }] }]);
    expect(await call('POST', '/search', { cursor: 'nonsense' })).toMatchObject([400, { error_type: 'invalid_argument' }]);
  });

  it('answer what is wrong with a filter by its own error type', async () => {
    const search = (operand: Json): Promise<[number, Json]> => call('POST', '/search', { query: { operator: 'AND', operands: [operand] } });
    expect(await search({ filter_name: 'organization_name_fuzzy', filter_value: 'ab' })).toMatchObject([
      400,
      { error_type: 'organization_search_organization_name_fuzzy_too_short' },
    ]);
    expect(await search({ filter_name: 'member_emails' })).toMatchObject([400, { error_type: 'organization_search_missing_member_emails' }]);
    expect(await search({ filter_name: 'member_emails', filter_value: 7 })).toMatchObject([
      400,
      { error_type: 'organization_search_expected_array_of_strings' },
    ]);
  });

  it('refuse what is not documented', async () => {
    expect(await call('POST', '', { ...acme, organization_slug: 'no spaces' })).toMatchObject([400, { error_type: 'invalid_organization_slug' }]);
    expect(await call('POST', '', {})).toMatchObject([400, { error_type: 'organization_name_missing' }]);
    expect(await call('POST', '', acme, 'wrong')).toMatchObject([401, { error_type: 'unauthorized_credentials' }]);
    expect(await call('PATCH', '/acme', {})).toMatchObject([405, { error_type: 'method_not_allowed' }]);
  });
});

describe('members', () => {
  it('are created, read in three ways, changed, deleted and brought back', async () => {
    const organization = await created();
    const id = await joined('acme', 'ada@acme.example', { name: 'Ada', roles: ['editor'] });
    expect(await call('GET', `/acme/member?member_id=${id}`)).toMatchObject([200, { member: { name: 'Ada', status: 'active' }, organization: { organization_id: organization } }]);
    expect(await call('GET', '/acme/member?email_address=ada%40acme.example')).toMatchObject([200, { member_id: id }]);
    expect(await call('GET', '/acme/member')).toMatchObject([400, { error_type: 'invalid_member_get_fields' }]);
    expect(await call('PUT', `/acme/members/${id}`, { email_address: 'ada.park@acme.example' })).toMatchObject([
      200,
      { member: { email_address: 'ada.park@acme.example', retired_email_addresses: [{ email_address: 'ada@acme.example' }] } },
    ]);
    expect(await call('POST', '/acme/members', { email_address: 'ada@acme.example' })).toMatchObject([400, { error_type: 'retired_member_email' }]);
    expect(await call('POST', `/acme/members/${id}/unlink_retired_email`, { email_address: 'ada@acme.example' })).toMatchObject([200, { organization_id: organization }]);
    expect(await call('DELETE', `/acme/members/${id}`)).toMatchObject([200, { member_id: id }]);
    expect(await call('GET', `/acme/member?member_id=${id}`)).toMatchObject([404, { error_type: 'member_not_found' }]);
    expect(await call('GET', `/members/dangerously_get/${id}?include_deleted=true`)).toMatchObject([200, { member: { status: 'deleted' } }]);
    expect(await call('PUT', `/acme/members/${id}/reactivate`)).toMatchObject([200, { member: { status: 'active' } }]);
    expect(await call('PUT', `/acme/members/${id}/reactivate`)).toMatchObject([400, { error_type: 'no_deleted_member_found_for_reactivation' }]);
    expect(api.log.filter(({ event }) => event === 'fault')).toEqual([]);
  });

  it('have addresses of their own, within one organization', async () => {
    await created();
    await created({ organization_name: 'Other', organization_slug: 'other' });
    await joined('acme', 'ada@acme.example');
    await joined('other', 'ada@acme.example');
    expect(await call('POST', '/acme/members', { email_address: 'ada@acme.example' })).toMatchObject([400, { error_type: 'duplicate_member_email' }]);
    expect(await call('POST', '/nowhere/members', { email_address: 'ada@acme.example' })).toMatchObject([404, { error_type: 'organization_not_found' }]);
  });

  it('lose their factors one by one', async () => {
    await created();
    const id = await joined('acme', 'ada@acme.example', { mfa_phone_number: '+12025550143' });
    expect(await call('DELETE', `/acme/members/mfa_phone_numbers/${id}`)).toMatchObject([200, { member: { mfa_phone_number: '' } }]);
    expect(await call('DELETE', `/acme/members/mfa_phone_numbers/${id}`)).toMatchObject([404, { error_type: 'member_phone_number_not_found' }]);
    expect(await call('DELETE', `/acme/members/${id}/totp`)).toMatchObject([404, { error_type: 'totp_not_found' }]);
  });

  it('are searched across organizations', async () => {
    await created();
    await joined('acme', 'ada@acme.example');
    const bob = await joined('acme', 'bob@acme.example', { create_member_as_pending: true });
    expect(await call('POST', '/members/search', { organization_ids: ['acme'] })).toMatchObject([200, { results_metadata: { total: 2, next_cursor: null } }]);
    const query = { operator: 'OR', operands: [{ filter_name: 'statuses', filter_value: ['pending'] }] };
    expect(await call('POST', '/members/search', { organization_ids: ['acme'], query })).toMatchObject([200, { members: [{ member_id: bob }] }]);
    expect(await call('POST', '/members/search', { organization_ids: ['nowhere'] })).toMatchObject([404, { error_type: 'organization_not_found' }]);
  });
});

describe('credentials', () => {
  const send = async (headers: Readonly<Record<string, string>>): Promise<[number, Json]> => {
    const response = await api.server.fetch(new Request('https://test.stytch.com/v1/b2b/organizations/acme', { method: 'DELETE', headers }));
    const answer: unknown = await response.json();
    return [response.status, Object.fromEntries(Object.entries(answer ?? {}))];
  };
  const authorization = `Basic ${btoa(`${inMemoryProject.projectId}:${inMemoryProject.secret}`)}`;

  it('are refused by the types the description has for what is wrong with them', async () => {
    expect(await send({})).toMatchObject([400, { error_type: 'invalid_authorization_header' }]);
    expect(await send({ authorization: 'Bearer x' })).toMatchObject([400, { error_type: 'invalid_authorization_header' }]);
    expect(await send({ authorization: `Basic ${btoa('a:b')}` })).toMatchObject([401, { error_type: 'unauthorized_credentials' }]);
    expect(await send({ authorization, 'X-Stytch-Member-Session': 'forged' })).toMatchObject([404, { error_type: 'session_not_found' }]);
    expect(await send({ authorization, 'X-Stytch-Member-Session': 'a', 'X-Stytch-Member-SessionJWT': 'b' })).toMatchObject([
      400,
      { error_type: 'too_many_session_arguments' },
    ]);
    expect(await send({ authorization })).toMatchObject([404, { error_type: 'organization_not_found' }]);
  });
});

it('the rest of the API answers 501', async () => {
  expect(await call('GET', '/acme/metrics')).toMatchObject([501, { error_type: 'not_implemented' }]);
});
