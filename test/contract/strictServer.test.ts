/** The generated server in development: what a handler gives that the description does not know never leaves it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ExampleServer, startExampleServer } from '../support/exampleServer.js';

let server: ExampleServer;

beforeAll(async () => {
  server = await startExampleServer('http://docs.test');
});

afterAll(() => server.close());

const organizationId = 'organization-test-8f2c1d0a-4b7e-4c39-9d15-6a0e2b7f3c81';
const deleted = { request_id: 'request-id-test-049e5494-44b1-49cd-a67c-b859eaccf9c1', status_code: 200, organization_id: organizationId };

async function answered(status: number, body: object): Promise<{ readonly status: number; readonly body: unknown }> {
  server.answerWith({ status, body: { ...body } });
  const response = await fetch(`${server.url}/v1/b2b/organizations/${organizationId}`, { method: 'DELETE', headers: { authorization: `Basic ${btoa('project:secret')}` } });
  return { status: response.status, body: await response.json() };
}

test('a documented answer goes out', async () => {
  expect(await answered(200, deleted)).toMatchObject({ status: 200, body: { organization_id: organizationId } });
});

test.each([
  ['a field that is not documented', 200, { ...deleted, colour: 'red' }],
  ['a field of another type', 200, { ...deleted, organization_id: 5 }],
  ['a field too few', 200, { request_id: deleted.request_id, status_code: 200 }],
  ['a status that is not documented', 202, { ...deleted, status_code: 202 }],
])('%s becomes the error of a server that fails', async (_what, status, body) => {
  expect(await answered(status, body)).toMatchObject({ status: 500, body: { status_code: 500, error_type: 'internal_server_error', error_url: 'http://docs.test/errors/500#internal_server_error' } });
});
