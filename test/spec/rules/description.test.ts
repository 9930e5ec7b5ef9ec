/** The description itself keeps every rule, and the editors' ruleset agrees with the lint's. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { lint } from '../../../generators/lint/index.js';
import { redoclyOff, spectralOff } from '../../../spec/rules/switchedOff.js';

describe('the description', () => {
  it('has no finding', { timeout: 120_000 }, async () => {
    const { problems } = await lint('spec/openapi.yaml');
    expect(problems.map(({ origin, position, code, message }) => `${origin?.file ?? ''}:${position?.line ?? 0} ${code} ${message}`)).toEqual([]);
  });
});

describe('the source files', () => {
  it('give an editor with Spectral nothing to say', { timeout: 120_000 }, async () => {
    const command = createRequire(import.meta.url).resolve('@stoplight/spectral-cli/dist/index.js');
    const { stdout } = await promisify(execFile)(process.execPath, [command, 'lint', 'spec/openapi.yaml', '--fail-severity=hint']);
    expect(stdout).toContain('No results');
  });
});

describe('rules that are off', () => {
  it('are off in the editors’ ruleset only when they are off here, source-only reasons aside', () => {
    const ruleset: unknown = load(readFileSync('spec/rules/source.yaml', 'utf8'));
    const rules = typeof ruleset === 'object' && ruleset !== null && 'rules' in ruleset ? Object.keys(Object(ruleset.rules)) : [];
    const sourceOnly = ['oas3-schema'];
    expect(rules.filter((name) => !Object.hasOwn(spectralOff, name) && !sourceOnly.includes(name))).toEqual([]);
  });

  it('are in the docs, each with its reason', () => {
    const docs = readFileSync('docs/lint-rules.md', 'utf8');
    for (const name of [...Object.keys(spectralOff), ...Object.keys(redoclyOff)]) {
      expect(docs).toMatch(new RegExp(`^\\| \`${name}\` \\| \\S.{20,}\\|$`, 'm'));
    }
  });
});
