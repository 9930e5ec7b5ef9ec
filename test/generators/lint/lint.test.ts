/** The lint stage as a whole: findings come from every check and are told at their place in the source files. */
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../generators/diagnostics.js';
import { lint } from '../../../generators/lint/index.js';
import { loadDescription } from '../../../generators/source/index.js';
import { failure, workspace } from '../source/workspace.js';

const openapi = `openapi: 3.1.1
info:
  title: Things
  version: 1.0.0
  description: Things to keep.
  license: { name: MIT, identifier: MIT }
servers: [{ url: https://api.things.example }]
security: [{ basic: [] }]
tags: [{ name: Things, description: What there is. }]
x-docs-base-url: https://docs.example.com
paths:
  /things: { $ref: paths/things.yaml }
components:
  securitySchemes: { basic: { $ref: security/basic.yaml } }
`;

const things = `post:
  operationId: createThing
  summary: Create a thing
  description: Creates one, as [the thing](schema:Thing) shows.
  tags: [Things]
  x-sdk-path: things.create
  x-retry: unsent-only
  security: [{ basic: [] }]
  requestBody:
    required: true
    content:
      application/json:
        schema: { $ref: ../schemas/CreateThingRequest.yaml }
        examples: { minimal: { $ref: '../examples/createThing.yaml#/minimal/request' } }
  responses:
    '200':
      description: It was created.
      content:
        application/json:
          schema: { $ref: ../schemas/Thing.yaml }
          examples: { minimal: { $ref: '../examples/createThing.yaml#/minimal/response' } }
  x-errors:
    sets: [every_call]
`;

/** An error type that says enough to be one. */
const errorEntry = (title: string, message: string, retry: string): string => `title: ${title}
message: ${message}
meaning: The call did not get as far as doing anything.
causes: [A loop that sends without waiting.]
fixes: [Wait a little longer each time before sending again.]
actor: service
retry: ${retry}
fields: []
see_also: []
aliases: []
provenance: inferred
`;

const files: Readonly<Record<string, string>> = {
  'openapi.yaml': openapi,
  'paths/things.yaml': things,
  'security/basic.yaml': 'type: http\nscheme: basic\ndescription: A name and a password.\n',
  'schemas/CreateThingRequest.yaml': 'type: object\ndescription: What a thing starts with.\nadditionalProperties: false\nproperties:\n  name: { type: string, minLength: 1, description: Its name., examples: [Lamp] }\n',
  'schemas/Thing.yaml': `type: object
description: A thing.
required: [request_id, status_code]
properties:
  request_id: { $ref: RequestId.yaml }
  status_code: { type: integer, description: The status., examples: [200] }
  name: { type: string, minLength: 1, description: Its name., examples: [Lamp] }
`,
  'schemas/RequestId.yaml': 'type: string\ndescription: The request.\npattern: ^request-id-test-\nexamples: [request-id-test-1]\n',
  'schemas/Error.yaml': `type: object
description: What went wrong.
properties:
  status_code: { type: integer, description: The status., examples: [400] }
  request_id: { $ref: RequestId.yaml }
  error_type: { type: string, minLength: 1, description: Its name., examples: [bad_request] }
  error_message: { type: string, minLength: 1, description: A sentence., examples: [It was bad.] }
  error_url: { type: string, format: uri, description: Its page., examples: [https://docs.example.com/errors/400#bad_request] }
`,
  'examples/createThing.yaml': 'minimal:\n  request:\n    value: { name: Lamp }\n  response:\n    value: { x-fixture: answer }\n',
  'examples/fixtures/answer.yaml': 'request_id: request-id-test-1\nstatus_code: 200\nname: Lamp\n',
  'errors/sets.yaml': 'every_call: { description: Any call can return these., types: [bad_request, slow_down, broken] }\n',
  'errors/400/bad_request.yaml': `title: Bad request
message: The request could not be understood.
meaning: The body does not have the form this call takes.
causes: [The body is not valid JSON.]
fixes: [Compare it with the example.]
actor: developer
retry: after_change
fields: []
see_also: []
aliases: []
provenance: inferred
`,
  'errors/429/slow_down.yaml': errorEntry('Slow down', 'Too many calls came at once.', 'backoff'),
  'errors/500/broken.yaml': errorEntry('Broken', 'Something failed on this side.', 'backoff'),
};

/** The findings in the description with some files changed, as `file:line:column code`. */
async function findings(changes: Readonly<Record<string, string>>, options = {}): Promise<string[]> {
  const folder = workspace({ ...files, ...changes });
  const { problems } = await lint(path.join(folder, 'openapi.yaml'), { guides: new Set(), ...options });
  return problems.map((problem) => `${path.relative(folder, problem.origin?.file ?? '')}:${place(problem)} ${problem.code}`);
}

function place({ position }: Problem): string {
  return position === undefined ? '?' : `${position.line}:${position.column}`;
}

const replaced = (file: string, from: string, to: string): Record<string, string> => {
  const text = files[file] ?? '';
  expect(text).toContain(from);
  return { [file]: text.replace(from, to) };
};

describe('lint', () => {
  it('finds nothing in a description that keeps the rules', async () => {
    expect(await findings({})).toEqual([]);
  });

  it.each([
    ['a rule of this description', replaced('paths/things.yaml', '  x-retry: unsent-only\n', ''), 'paths/things.yaml:1:1 retry-stated'],
    ['a dead link', replaced('paths/things.yaml', 'schema:Thing', 'schema:Thin'), 'paths/things.yaml:4:3 description-links'],
    ['spectral:oas', replaced('paths/things.yaml', 'tags: [Things]', 'tags: [Thing]'), 'paths/things.yaml:5:10 operation-tag-defined'],
    ['Redocly', replaced('openapi.yaml', 'servers: [{ url: https://api.things.example }]\n', ''), 'openapi.yaml:1:1 redocly/no-empty-servers'],
    ['an undescribed member of an example', replaced('examples/createThing.yaml', '{ name: Lamp }', '{ name: Lamp, colour: red }'), 'examples/createThing.yaml:3:26 example-invalid'],
    ['a fixture that does not fit', replaced('examples/fixtures/answer.yaml', 'name: Lamp', 'name: 7'), 'examples/fixtures/answer.yaml:3:1 example-invalid'],
    ['an example of a property', replaced('schemas/RequestId.yaml', '[request-id-test-1]', '[one]'), 'schemas/RequestId.yaml:4:12 example-invalid'],
    ['a rule about the catalogue', replaced('errors/400/bad_request.yaml', 'see_also: []', 'see_also: [worse_request]'), 'errors/400/bad_request.yaml:9:12 error-references'],
    ['an extension with a wrong value', replaced('paths/things.yaml', 'unsent-only', 'never'), 'paths/things.yaml:7:3 source-form'],
    ['an extension nobody knows', replaced('schemas/Thing.yaml', 'description: A thing.', 'description: A thing.\nx-sensitiv: true'), 'schemas/Thing.yaml:3:1 source-form'],
    ['a file nothing refers to', { 'schemas/Lost.yaml': 'type: string\n' }, 'schemas/Lost.yaml:? orphan'],
    ['a fixture nothing uses', { 'examples/fixtures/lost.yaml': 'a: 1\n' }, 'examples/fixtures/lost.yaml:1:1 orphan'],
    ['a loose example nothing shows', replaced('examples/createThing.yaml', 'minimal:\n', 'other: { value: 1 }\nminimal:\n'), 'examples/createThing.yaml:1:1 orphan'],
    ['an example with a member it cannot have', replaced('examples/createThing.yaml', 'minimal:\n', 'other: { value: 1, summry: x }\nminimal:\n'), 'examples/createThing.yaml:1:20 source-form'],
    ['an example nothing shows', replaced('examples/createThing.yaml', 'minimal:\n', 'other:\n  request: { value: { name: Lamp } }\nminimal:\n'), 'examples/createThing.yaml:2:3 orphan'],
  ])('finds %s, in the file it was written in', async (_, changes, expected) => {
    expect(await findings(changes)).toContain(expected);
  });

  it('says the same thing about one place once, although many answers share it', async () => {
    const found = await findings(replaced('schemas/Error.yaml', 'error_message: { type: string', 'error_message: { type: integer'));
    expect(found.filter((finding) => finding.startsWith('errors/400/bad_request.yaml')).length).toBe(1);
  });

  it('asks of a stranger’s document only that it is valid', async () => {
    const changes = { ...replaced('paths/things.yaml', '  x-retry: unsent-only\n', ''), 'schemas/Lost.yaml': 'type: string\n' };
    expect(await findings(changes, { structureOnly: true })).toEqual([]);
    const broken = replaced('paths/things.yaml', "description: It was created.\n", "descriptio: It was created.\n");
    expect(await findings(broken, { structureOnly: true })).toContain('paths/things.yaml:16:5 redocly/struct');
  });

  it('takes a description that was loaded already, and says how long each step took', async () => {
    const description = await loadDescription(path.join(workspace(files), 'openapi.yaml'));
    const report = await lint(description, { guides: new Set() });
    expect(report.problems).toEqual([]);
    expect(report.durations.map(({ name }) => name)).toEqual(['spectral', 'redocly', 'examples', 'sources', 'spectral (sources)']);
  });

  it('throws what keeps a description from being read', async () => {
    const error = await failure(lint(path.join(workspace({ ...files, ...replaced('paths/things.yaml', 'every_call', 'every_cal') }), 'openapi.yaml')).then((report) => report.description));
    expect(error.problems).toMatchObject([{ code: 'unknown-error-set', help: 'Did you mean "every_call"?' }]);
  });
});
