/** The editor set-up leads where it says, and its snippets are right by the schemas it names. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { describe, expect, test } from 'vitest';
import { packageRoot } from '../../generators/package.js';

const read = (path: string): string => readFileSync(join(packageRoot, path), 'utf8');
const settings: { readonly 'yaml.schemas': Readonly<Record<string, string | readonly string[]>> } = JSON.parse(read('.vscode/settings.json'));
const snippets: Readonly<Record<string, { readonly prefix: string; readonly body: readonly string[] }>> = JSON.parse(read('.vscode/description.code-snippets'));

/** A snippet as it stands when every place to fill in keeps its first suggestion. */
function filledIn(name: string): unknown {
  const snippet = Object.values(snippets).find(({ prefix }) => prefix === name);
  const text = (snippet?.body ?? []).join('\n');
  return parse(text.replaceAll(/\$\{\d+\|([^,|]*)[^}]*\}/g, '$1').replaceAll(/\$\{\d+:([^}]*)\}/g, '$1').replaceAll('\\$', '$'));
}

function faults(schema: string, value: unknown): unknown {
  const validate = new Ajv2020({ strict: false, allErrors: true }).compile(JSON.parse(read(`spec/rules/schemas/${schema}.json`)));
  return validate(value) ? [] : validate.errors;
}

/** The files below spec/ that a pattern of the editor means. */
function filesOf(pattern: string): readonly string[] {
  const expression = new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '[^/]*')}$`);
  const files = readdirSync(join(packageRoot, 'spec'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map((entry) => `/${relative(packageRoot, join(entry.parentPath, entry.name)).split(sep).join('/')}`).filter((path) => expression.test(path));
}

test.each(Object.entries(settings['yaml.schemas']))('%s is a schema, and %s are files', (schema, patterns) => {
  expect(existsSync(join(packageRoot, schema))).toBe(true);
  for (const pattern of [patterns].flat()) expect(filesOf(pattern), pattern).not.toEqual([]);
});

describe('the snippets', () => {
  test('are right by the schemas of their files', () => {
    expect(faults('error-entry', filledIn('error-type'))).toEqual([]);
    expect(faults('path-item', filledIn('operation'))).toEqual([]);
    expect(faults('path-item', { get: { ...Object(Object(filledIn('operation')).get), ...Object(filledIn('x-errors')) } })).toEqual([]);
  });

  test('would be found wrong if they were', () => {
    expect(faults('error-entry', { ...Object(filledIn('error-type')), actor: 'nobody' })).not.toEqual([]);
    expect(faults('path-item', { get: { ...Object(Object(filledIn('operation')).get), 'x-retry': 'perhaps' } })).not.toEqual([]);
  });
});
