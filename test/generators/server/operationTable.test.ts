/** What the route table says of sensitive members, which no message may name the values of. */
import { expect, it } from 'vitest';
import { printOperationTable } from '../../../generators/server/operationTable.js';
import { build } from '../model/support.js';

it('names sensitive members at every depth, in every form of a body, and all that is inside them', () => {
  const secret = { type: 'string', 'x-sensitive': true };
  const table = printOperationTable(
    build({
      openapi: '3.1.0',
      info: { title: 'Sensitive', version: '1' },
      paths: {
        '/things': {
          post: {
            operationId: 'createThing',
            parameters: [{ name: 'token', in: 'query', schema: secret }],
            requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Body' } } } },
            responses: { 204: { description: 'Done.' } },
          },
        },
      },
      components: {
        schemas: {
          Body: {
            oneOf: [
              { type: 'object', properties: { name: { type: 'string' }, password: secret } },
              { type: 'object', properties: { list: { type: 'array', items: { type: 'object', properties: { pin: { allOf: [{ $ref: '#/components/schemas/Secret' }] } } } } } },
              { type: 'object', properties: { hash: { type: 'object', 'x-sensitive': true, properties: { salt: { type: 'string' }, next: { $ref: '#/components/schemas/Body' } } } } },
            ],
          },
          Secret: secret,
        },
      },
    }).model,
  );
  expect(/sensitive: \[([^\]]*)\]/.exec(table)?.[1]?.match(/\w+/g)?.toSorted()).toEqual(
    // All of a body inside something sensitive is sensitive, also what is not elsewhere.
    ['hash', 'list', 'name', 'next', 'password', 'pin', 'salt', 'token'],
  );
});
