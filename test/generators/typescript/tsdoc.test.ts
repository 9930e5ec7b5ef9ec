import { describe, expect, it } from 'vitest';
import { typeScriptNames } from '../../../generators/typescript/names.js';
import { docComment, documentation, tsdocText, typeLinks } from '../../../generators/typescript/tsdoc.js';
import { modelOf } from '../model/support.js';

const model = modelOf({
  components: { schemas: { Error: { type: 'object' } } },
  'x-docs-base-url': 'https://docs.example',
  'x-error-catalogue': { not_found: { status: 404 } },
});
const link = typeLinks(model, typeScriptNames(model));

describe('descriptions in comments', () => {
  it.each([
    ['See [the error](schema:Error).', 'See {@link ErrorSchema | the error}.'],
    ['See [`nope`](schema:Nope).', 'See `nope`.'],
    ['Ends with [it](error:not_found).', 'Ends with [it](https://docs.example/errors/404#not_found).'],
    ['Call [create](operation:create) first.', 'Call create first.'],
    ['Code: `[x](schema:Error)` stays.', 'Code: `[x](schema:Error)` stays.'],
    ['[a|b}*/](schema:Error)', '{@link ErrorSchema | ab*\\/}'],
    ['@deprecated\n[@x](operation:y)', '\\@deprecated\n\\@x'],
    ['', ''],
  ])('%j → %j', (markdown, expected) => {
    expect(tsdocText(markdown, link)).toBe(expected);
  });

  it('puts tags last', () => {
    expect(documentation({ summary: 'A.', remarks: ['B.'], deprecated: true, defaultValue: '"`x`"' })).toBe(
      'A.\n\nB.\n\n@defaultValue `"\'x\'"`\n@deprecated',
    );
  });

  it('prints short ones on a line', () => {
    expect(docComment('A.')).toBe('/** A. */\n');
    expect(docComment('A.\n\nB.')).toBe('/**\n * A.\n *\n * B.\n */\n');
    expect(docComment('')).toBe('');
  });
});
