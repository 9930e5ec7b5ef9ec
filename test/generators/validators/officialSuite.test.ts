/**
 * The required tests of the official JSON Schema test suite for 2020-12. `JSON_SCHEMA_TEST_SUITE` names a checkout of
 * https://github.com/json-schema-org/JSON-Schema-Test-Suite; without one there is nothing to run.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../generators/model/model.js';
import { isJsonArray, isJsonObject } from '../../../generators/model/pointer.js';
import { load, type Document } from './support.js';

const checkout = process.env['JSON_SCHEMA_TEST_SUITE'];

interface Group {
  readonly description: string;
  readonly schema: Json;
  readonly tests: readonly { readonly description: string; readonly data: Json; readonly valid: boolean }[];
}

/** Files about what an OpenAPI document has no place for: other documents, other dialects, references decided at run time. */
const outside: Readonly<Record<string, string>> = {
  'dynamicRef.json': 'references decided while validating',
  'refRemote.json': 'references to other documents',
  'vocabulary.json': 'dialects of other documents',
  'anchor.json': 'references by name and to base URIs: a bundle has pointers only',
  'format.json': 'formats that only inform: in OpenAPI documents they are meant, so these validators check them',
};

/** Host names in Punycode are held to their form, not decoded: that needs the tables of Unicode. */
const undecoded = /^validation of A-label \(punycode\) host names: (?!valid)/;

/** The names by which a schema leads elsewhere than by a pointer in its own document. */
function needsMoreThanPointers(schema: Json): boolean {
  if (isJsonArray(schema)) return schema.some(needsMoreThanPointers);
  if (!isJsonObject(schema)) return false;
  return Object.entries(schema).some(([name, value]) => {
    if (['$id', '$anchor', '$dynamicAnchor', '$dynamicRef', '$recursiveRef'].includes(name)) return typeof value === 'string';
    if (name === '$ref' && typeof value === 'string') return !/^#($|\/)/.test(value);
    return name !== 'enum' && name !== 'const' && needsMoreThanPointers(value);
  });
}

/** The schema as a component: its own root is a place in a larger document. */
function asComponent(schema: Json, name: string): Json {
  if (isJsonArray(schema)) return schema.map((item) => asComponent(item, name));
  if (!isJsonObject(schema)) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => {
      if (key === '$ref' && typeof value === 'string') return [key, value.replace(/^#/, `#/components/schemas/${name}`)];
      return [key, key === 'enum' || key === 'const' ? value : asComponent(value, name)];
    }),
  );
}

function readGroups(path: string): readonly Group[] {
  const groups: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (!Array.isArray(groups)) throw new TypeError(`${path} holds no list of test groups.`);
  return groups;
}

/** Tests of one file whose verdict is not the one that is asked for. */
async function wrongVerdicts(groups: readonly Group[]): Promise<readonly string[]> {
  const wrong: string[] = [];
  const usable = groups.filter(({ schema }) => !needsMoreThanPointers(schema));
  const components: Document = Object.fromEntries(usable.map(({ schema }, index) => [`Group${index}`, asComponent(schema, `Group${index}`)]));
  const loaded = await load(components);
  wrong.push(...loaded.problems.filter(({ severity }) => severity === 'error').map(({ message }) => message));
  for (const [index, { description, tests }] of usable.entries()) {
    for (const { description: what, data, valid } of tests) {
      const name = `Group${index}`;
      const verdicts = [loaded.is(name, data), loaded.validate(name)(data).ok, loaded.validate(name)(data, { all: true }).ok];
      if (verdicts.some((verdict) => verdict !== valid)) wrong.push(`${description}: ${what}`);
    }
  }
  return wrong;
}

describe.skipIf(checkout === undefined)('the official test suite', () => {
  const folder = join(checkout ?? '.', 'tests/draft2020-12');
  const files = checkout === undefined ? [] : readdirSync(folder).filter((name) => name.endsWith('.json') && outside[name] === undefined);

  it.each(files)('%s', async (file) => {
    expect(await wrongVerdicts(readGroups(join(folder, file)))).toEqual([]);
  });

  it('loses no more tests than references can explain', () => {
    const counts = { used: 0, left: 0 };
    for (const file of files) {
      for (const { schema, tests } of readGroups(join(folder, file))) counts[needsMoreThanPointers(schema) ? 'left' : 'used'] += tests.length;
    }
    expect(counts.left / (counts.left + counts.used)).toBeLessThan(0.08);
  });

  const formats = ['date', 'date-time', 'time', 'duration', 'email', 'hostname', 'ipv4', 'ipv6', 'uri', 'uri-reference', 'uuid', 'regex', 'json-pointer', 'relative-json-pointer', 'iri', 'iri-reference', 'uri-template'];
  it.each(checkout === undefined ? [] : formats)('optional/format/%s', async (format) => {
    const wrong = await wrongVerdicts(readGroups(join(folder, 'optional/format', `${format}.json`)));
    expect(wrong.filter((test) => !undecoded.test(test))).toEqual([]);
  });
});
