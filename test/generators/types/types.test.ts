import ts from 'typescript';
import { beforeAll, describe, expect, it } from 'vitest';
import type { GeneratorResult } from '../../../generators/generator.js';
import type { Json } from '../../../generators/model/model.js';
import { loadDescription } from '../../../generators/source/index.js';
import { hostile } from '../typescript/hostile.js';
import { constructs } from './constructs.js';
import { compileTypes, generateTypes, textOf } from './support.js';

describe('types of the description of this repository', () => {
  let document: { readonly [key: string]: Json };
  let result: GeneratorResult;
  beforeAll(async () => {
    ({ document } = await loadDescription('spec/openapi.yaml'));
    result = await generateTypes(document);
  });

  it('compile under the strictest flags, the raw document included', () => {
    const checked = result.files.map((file) => ({ ...file, contents: String(file.contents).replace('// @ts-nocheck', '//') }));
    expect(result.problems).toEqual([]);
    expect(compileTypes({ files: checked, problems: [] })).toEqual([]);
  });

  it('are the same on every run', async () => {
    expect(await generateTypes(document)).toEqual(result);
  });

  it('give an operation one format of error bodies, whatever format its error types usually have', () => {
    const use = `
      import type { RequestAccessTokenResult, OAuthErrorBody } from './types/index.js';
      type Failures = Extract<RequestAccessTokenResult, { status: 400 | 401 | 429 | 500 }>;
      const failure = (result: Failures): OAuthErrorBody => result.body; void failure;
      // @ts-expect-error the member of the other format
      const type = (result: Failures): string => result.body.error_type; void type;
    `;
    expect(compileTypes(result, use)).toEqual([]);
  });

  it('tell the answers of a call apart', () => {
    const use = `
      import type { CreateOrganizationResult, CreateOrganizationErrorType, ErrorBody, ErrorStatusByType, ErrorTypeOf, EveryCallErrorType } from './types/index.js';
      declare const result: CreateOrganizationResult;
      if (result.status === 200) { const name: string = result.body.organization.organization_name; void name; }
      if (result.status === 400) { const type: CreateOrganizationErrorType = result.body.error_type; const status: 400 = result.body.status_code; void type; void status; }
      const known: CreateOrganizationErrorType = 'organization_slug_already_used'; void known;
      const status: ErrorStatusByType['organization_slug_already_used'] = 400; void status;
      // @ts-expect-error no such error
      const unknown: CreateOrganizationErrorType = 'nonsense'; void unknown;
      // @ts-expect-error not a 401
      const wrong: ErrorTypeOf<401> = 'organization_slug_already_used'; void wrong;
      const baseline: EveryCallErrorType & CreateOrganizationErrorType = 'bad_request'; void baseline;
      declare const open: ErrorBody; const type: string = open.error_type; void type;
    `;
    expect(compileTypes(result, use)).toEqual([]);
  });
});

describe('types of odd documents', () => {
  let result: GeneratorResult;
  beforeAll(async () => {
    result = await generateTypes(constructs);
  });

  it('compile under the strictest flags', () => {
    expect(compileTypes(result)).toEqual([]);
  });

  it('say what the document says', () => {
    const use = `
      import type * as t from './types/index.js';
      declare const pet: t.Pet;
      const lives: number = pet.kind === 'cat' ? pet.lives : pet.tricks.length; void lives;
      declare const untagged: t.Untagged;
      if (untagged.kind === 'Cat') { const n: number = untagged.lives; void n; }
      const tree: t.Tree = { children: [{ parent: null }], parent: {} }; void tree;
      const json: t.JsonValue = { a: ['x', null, { b: [] }] }; void json;
      const lion: t.Extended = { kind: 'lion', lives: 9, name: null }; void lion;
      // @ts-expect-error the constant wins over the string
      const cat: t.Extended = { kind: 'cat', lives: 9, name: null }; void cat;
      const numbers: t.Numbers = -0.5; void numbers;
      const mixed: readonly t.Mixed[] = ['a', 1, null, [true]]; void mixed;
      const loop: t.Loop = ['a', ['b']]; void loop;
      const headers: t.HeadersSchema = { status: 1, other: 'x' }; void headers;
      // @ts-expect-error neither a string nor a number
      const wrong: t.HeadersSchema = { other: true }; void wrong;
      // @ts-expect-error closed
      const closed: t.Closed = { a: 1 }; void closed;
      declare const nothing: t.Nothing; const never: never = nothing; void never;
      const heir: t.Heir = { id: 'a', more: true }; void heir;
      const enumerated: t.Open_2 = 'a'; void enumerated;
    `;
    expect(compileTypes(result, use)).toEqual([]);
  });

  it('leave out of a request what only the server writes, and of an answer what only the client does', () => {
    const use = `
      import type * as t from './types/index.js';
      const body: t.PostAccountBody = { secret: 's', name: 'n' }; void body;
      const account: t.PostAccountResponse = { id: 'i', name: 'n' }; void account;
      // @ts-expect-error the server writes it
      const id: t.PostAccountBody = { id: 'i', secret: 's', name: 'n' }; void id;
      // @ts-expect-error never sent back
      account.secret;
    `;
    expect(compileTypes(result, use)).toEqual([]);
  });

  it('cover every kind of parameter, body and answer', () => {
    const use = `
      import type * as t from './types/index.js';
      const path: t.DeletePath = { id: 'x', format: 'json' }; void path;
      const query: t.DeleteQuery = { ids: [1], 'filter[a]': {} }; void query;
      const headers: t.DeleteHeaders = { 'X-Trace': 'a' }; void headers;
      const cookies: t.DeleteCookies = { sid: 's' }; void cookies;
      const csv: t.DeleteResult = { status: 200, contentType: 'text/csv', body: 'a,b', headers: { 'X-Next': 'n' } }; void csv;
      const bytes: t.DeleteResult = { status: 200, contentType: 'application/octet-stream', body: new Uint8Array(), headers: { 'X-Next': 'n' } }; void bytes;
      const failed: t.DeleteResult = { status: 404, body: { message: 'm' } }; void failed;
      // @ts-expect-error the header is required
      const silent: t.DeleteResult = { status: 200, contentType: 'text/csv', body: 'a,b' }; void silent;
      const upload: t.UploadBody = { file: new Uint8Array() }; void upload;
      const nothing: t.UploadResponse = undefined; void nothing;
      const none: t.UploadResult = { status: 204 }; void none;
    `;
    expect(compileTypes(result, use)).toEqual([]);
  });

  it('open enums for reading, and nothing else', () => {
    const use = `
      import type { Connection, Open, Tree, Unlisted } from './types/index.js';
      declare const strict: Connection;
      const connection: Open<Connection> = strict;
      if (connection.type === 'saml') {
        const idp: 'okta' | 'entra' | Unlisted = connection.idp; void idp;
        const text: string = connection.idp; void text;
        if (connection.idp !== 'okta' && connection.idp !== 'entra') { const other: Unlisted = connection.idp; void other; }
        // @ts-expect-error a typing mistake
        if (connection.idp === 'octa') void idp;
        // @ts-expect-error the branch has no such member
        connection.issuer;
      }
      // @ts-expect-error a constant stays one
      connection.type = 'ldap';
      declare const tree: Open<Tree>; const depth: number = tree.children?.[0]?.children?.length ?? 0; void depth;
      declare const bytes: Open<Uint8Array>; const length: number = bytes.byteLength; void length;
      declare const flag: Open<boolean | null>; const known: boolean | null = flag; void known;
    `;
    expect(compileTypes(result, use)).toEqual([]);
  });

  it('tell ids of different kinds apart, and take any text for one', () => {
    const use = `
      import type { HouseId, HouseLocator, Open, RoomId, UntoldId } from './types/index.js';
      declare const room: RoomId; declare const house: HouseId; declare const text: string;
      const ids: HouseId[] = [house, text, 'house-1', \`house-\${text}\`]; void ids;
      const plain: string = house; void plain;
      // @ts-expect-error an id of another kind
      const wrong: HouseId = room; void wrong;
      const locators: HouseLocator[] = [house, text]; void locators;
      // @ts-expect-error an id of another kind, also where a slug would do
      const lost: HouseLocator = room; void lost;
      // @ts-expect-error never the same
      if (house === room) void house;
      const untold: UntoldId = room; void untold;
      const open: Open<HouseId> = house; void open;
    `;
    expect(compileTypes(result, use)).toEqual([]);
  });

  it('carry deprecation and defaults, and end no comment early', () => {
    const schemas = textOf(result, 'schemas.ts');
    expect(schemas).toContain('@deprecated');
    expect(schemas).toContain("@defaultValue `\"*\\/ 'x'\"`");
    expect(schemas).not.toContain('*/ export const broken');
  });
});

it('holds no text of a hostile document as code', async () => {
  const named = (make: (text: string, index: number) => Json): Json => Object.fromEntries(hostile.map((text, index) => [text, make(text, index)]));
  const document: { readonly [key: string]: Json } = {
    openapi: '3.1.1',
    info: { title: hostile.join(' '), version: hostile.join(' '), description: hostile.join('\n') },
    tags: hostile.map((name) => ({ name, description: name })),
    components: {
      schemas: {
        ...(named((text) => ({
          type: 'object',
          title: text,
          description: text,
          required: [text],
          properties: named((inner) => ({ description: inner, default: inner, enum: [inner, text], format: text, pattern: inner, deprecated: true })) as Json,
          'x-enum-descriptions': named((inner) => inner),
        })) as { readonly [key: string]: Json }),
      },
    },
    paths: Object.fromEntries(
      hostile.map((text, index) => [
        `/${text.replace(/[{}]/g, '')}`,
        {
          post: {
            operationId: text,
            summary: text,
            description: text,
            tags: [text],
            parameters: [{ name: text, in: 'query', description: text, schema: { const: text } }],
            requestBody: { content: { [`application/x-${index}; a="${text}"`]: { schema: { const: text } }, 'application/json': {} } },
            responses: { 200: { description: text, headers: { [text]: { schema: { type: 'string' } } }, content: { [text]: { schema: { enum: [text] } } } } },
          },
        },
      ]),
    ),
    'x-error-catalogue': named((text) => ({ status: 400, title: text, message: text, meaning: text })),
  };
  const result = await generateTypes(document);
  const ours = { ...result, files: result.files.filter(({ path }) => path !== 'openapi.ts') };
  expect(compileTypes(ours)).toEqual([]);
  for (const { path, contents } of ours.files) expect(statementKinds(path, String(contents))).toEqual([]);
});

/** The statements of a file that are no declaration of a type, no import and no export. */
function statementKinds(path: string, text: string): readonly string[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const declares = (statement: ts.Statement): boolean =>
    ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement) || ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement) ||
    (ts.canHaveModifiers(statement) && (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword));
  return file.statements.filter((statement) => !declares(statement)).map((statement) => statement.getText());
}
