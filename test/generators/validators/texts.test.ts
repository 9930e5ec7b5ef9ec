/** Alternatives of strings that are left out, because others accept whatever they do: never one that accepts a text of its own. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { OutputFile } from '../../../generators/generator.js';
import { documentOf, generate, loadFiles, type LoadedSchemas } from './support.js';

const slug = { type: 'string', pattern: '^[a-z0-9-]+$', minLength: 2, maxLength: 20 };
const union = (other: object): object => ({ anyOf: [{ type: 'string', ...other }, slug] });

/** What becomes of two alternatives: the slug's check alone, one expression for both, a check of each. */
type Outcome = 'implied' | 'common' | 'asked';

/** Alternatives to the slug. */
const cases: Readonly<Record<string, readonly [other: object, outcome: Outcome]>> = {
  Literal: [{ pattern: '^org-(test|live)-[0-9a-f]{4}$' }, 'implied'],
  Digits: [{ pattern: '^\\d{2,5}$' }, 'implied'],
  Optional: [{ pattern: '^ab(-c)?d*$', maxLength: 9 }, 'implied'],
  Values: [{ enum: ['abc', 'a-b'] }, 'implied'],
  Bounded: [{ pattern: '^[a-f]+$', minLength: 2, maxLength: 3 }, 'implied'],
  // Valid without the flag `u` alone.
  EscapedDash: [{ pattern: '^[a-z]+\\-[a-z]+$', maxLength: 20 }, 'implied'],
  WordClass: [{ pattern: '^[\\w-.]{2}$' }, 'asked'],
  Brace: [{ pattern: '^ab}$' }, 'asked'],
  Upper: [{ pattern: '^org-[0-9A-F]{4}$' }, 'asked'],
  Long: [{ pattern: '^[a-z]{2,21}$' }, 'common'],
  Short: [{ pattern: '^[a-z]$' }, 'asked'],
  Endless: [{ pattern: '^[a-z]{2,}$' }, 'common'],
  Upright: [{ pattern: '^[A-Z]+$', maxLength: 3 }, 'common'],
  Exact: [{ pattern: '^[A-Z]+$', minLength: 2, maxLength: 2 }, 'common'],
  Empty: [{ pattern: '^[A-Z]*$' }, 'common'],
  None: [{ pattern: '^[A-Z]+$', minLength: 5, maxLength: 4 }, 'asked'],
  Loose: [{ pattern: 'abc' }, 'asked'],
  EitherEnd: [{ pattern: '^abc|abc$' }, 'asked'],
  Dollar: [{ pattern: '^abc\\$' }, 'asked'],
  Dots: [{ pattern: '^..$' }, 'asked'],
  Negated: [{ pattern: '^[^A-Z]{2}$' }, 'asked'],
  NotDigits: [{ pattern: '^\\D{2}$' }, 'asked'],
  Escaped: [{ pattern: '^\\x41\\x42$' }, 'asked'],
  Again: [{ pattern: '^(a+)\\1$' }, 'asked'],
  ValueOutside: [{ enum: ['abc', 'A'] }, 'asked'],
  Format: [{ format: 'email' }, 'asked'],
  Plain: [{}, 'asked'],
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

  it.each(Object.entries(cases))('leaves out no other than those implied, and asks no two that one expression accepts: %s', (name, [, outcome]) => {
    const checks = files.filter(({ path }) => path.endsWith('hecks.ts')).map(({ contents }) => String(contents)).join('\n');
    const [, code = ''] = new RegExp(`^(?:export )?const check${name}: Check = ([^;]*);$`, 'm').exec(checks) ?? [];
    // Alone, the slug's check is the union's.
    expect(/texts|either/.test(code) ? 'asked' : code.includes('|') ? 'common' : 'implied').toBe(outcome);
  });

  it('shows the common expression, and asks for a string', () => {
    const issues = ['!', 5].map((value) => loaded.validate('Upright')(value));
    expect(issues).toMatchObject([
      { ok: false, issues: [{ keyword: 'pattern', expected: 'a match of ^(?:[A-Z]{1,3}|[a-z0-9-]{2,20})$', received: '"!"' }] },
      { ok: false, issues: [{ keyword: 'type', expected: 'a string' }] },
    ]);
  });

  it('writes no check that nobody asks', async () => {
    const implied = { type: 'string', pattern: `^${'(abcdefghijklmnopqrstuvwxyz-)?'.repeat(4)}$`, minLength: 2, maxLength: 19 };
    const { files: made } = await generate(documentOf(JSON.parse(JSON.stringify({ Holder: { type: 'object', properties: { slug: { anyOf: [implied, slug] } } } }))));
    expect(made.map(({ contents }) => String(contents)).join('\n')).not.toContain('opqrst');
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
