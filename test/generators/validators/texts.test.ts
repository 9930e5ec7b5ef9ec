/** Alternatives of strings that are left out, because others accept whatever they do: never one that accepts a text of its own. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { OutputFile } from '../../../generators/generator.js';
import { documentOf, generate, loadFiles, type LoadedSchemas } from './support.js';

const slug = { type: 'string', pattern: '^[a-z0-9-]+$', minLength: 2, maxLength: 20 };
const union = (other: object): object => ({ anyOf: [{ type: 'string', ...other }, slug] });

/** Alternatives to the slug, with whether the slug accepts all of them. */
const cases: Readonly<Record<string, readonly [other: object, isImplied: boolean]>> = {
  Literal: [{ pattern: '^org-(test|live)-[0-9a-f]{4}$' }, true],
  Digits: [{ pattern: '^\\d{2,5}$' }, true],
  Optional: [{ pattern: '^ab(-c)?d*$', maxLength: 9 }, true],
  Values: [{ enum: ['abc', 'a-b'] }, true],
  Bounded: [{ pattern: '^[a-f]+$', minLength: 2, maxLength: 3 }, true],
  // Valid without the flag `u` alone.
  EscapedDash: [{ pattern: '^[a-z]+\\-[a-z]+$', maxLength: 20 }, true],
  WordClass: [{ pattern: '^[\\w-.]{2}$' }, false],
  Brace: [{ pattern: '^ab}$' }, false],
  Upper: [{ pattern: '^org-[0-9A-F]{4}$' }, false],
  Long: [{ pattern: '^[a-z]{2,21}$' }, false],
  Short: [{ pattern: '^[a-z]$' }, false],
  Endless: [{ pattern: '^[a-z]{2,}$' }, false],
  Loose: [{ pattern: 'abc' }, false],
  EitherEnd: [{ pattern: '^abc|abc$' }, false],
  Dollar: [{ pattern: '^abc\\$' }, false],
  Dots: [{ pattern: '^..$' }, false],
  Negated: [{ pattern: '^[^A-Z]{2}$' }, false],
  NotDigits: [{ pattern: '^\\D{2}$' }, false],
  Escaped: [{ pattern: '^\\x41\\x42$' }, false],
  Again: [{ pattern: '^(a+)\\1$' }, false],
  ValueOutside: [{ enum: ['abc', 'A'] }, false],
  Format: [{ format: 'email' }, false],
  Plain: [{}, false],
};

const texts = ['abc', 'a-b', 'ab', 'a', 'A', 'ABC', 'AB', 'zz', 'org-test-12ab', 'org-12AB', 'abc$', 'ab\n', 'x@y', 'ä', 'ää', '12', '1', 'abd', 'ab-cd', 'aa', 'a'.repeat(20), 'a'.repeat(21), 'xabcx', ''];

describe('alternatives of strings', () => {
  let loaded: LoadedSchemas;
  let alone: LoadedSchemas;
  let files: readonly OutputFile[];
  beforeAll(async () => {
    const result = await generate(documentOf(JSON.parse(JSON.stringify(Object.fromEntries(Object.entries(cases).map(([name, [other]]) => [name, union(other)]))))));
    files = result.files;
    loaded = await loadFiles(result);
    const branches = Object.entries(cases).map(([name, [other]]) => [name, { type: 'string', ...other }]);
    alone = await loadFiles(await generate(documentOf(JSON.parse(JSON.stringify({ ...Object.fromEntries(branches), Slug: slug })))));
  });

  it.each(Object.keys(cases))('accepts what one of them accepts: %s', (name) => {
    for (const text of texts) expect([text, loaded.is(name, text)]).toEqual([text, alone.is(name, text) || alone.is('Slug', text)]);
  });

  it.each(Object.entries(cases))('leaves out no other than those implied: %s', (name, [, isImplied]) => {
    const checks = files.filter(({ path }) => path.endsWith('hecks.ts')).map(({ contents }) => String(contents)).join('\n');
    const [, code = ''] = new RegExp(`^(?:export )?const check${name}: Check = ([^;]*);$`, 'm').exec(checks) ?? [];
    // Alone, the slug's check is the union's.
    expect(/texts|either/.test(code)).toBe(!isImplied);
  });

  it('counts on no alternative that accepts nothing', async () => {
    const numeric = { type: 'number', pattern: '^[a-z]+$' };
    const union = { anyOf: [{ type: 'string', enum: ['a', 'b'] }, { type: 'string', $ref: '#/components/schemas/Numeric' }] };
    const { is } = await loadFiles(await generate(documentOf(JSON.parse(JSON.stringify({ Numeric: numeric, Union: union })))));
    expect([is('Union', 'a'), is('Union', 'c')]).toEqual([true, false]);
  });

  it('leaves an invalid expression to be reported', async () => {
    const union = { anyOf: [{ type: 'string', enum: ['a', 'b'] }, { type: 'string', pattern: '^[z-a]+$' }] };
    const { problems } = await generate(documentOf(JSON.parse(JSON.stringify({ Union: union }))));
    expect(problems.map(({ code }) => code)).toEqual(['invalid-pattern']);
  });
});
