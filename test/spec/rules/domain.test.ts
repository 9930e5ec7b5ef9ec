/** Every rule has a fixture it passes and fixtures that break it, survives documents of any shape, and has its place in the docs. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../generators/model/model.js';
import { isJsonArray, isJsonObject } from '../../../generators/model/pointer.js';
import { asJson } from '../../../generators/source/limits.js';
import { pointerOf } from '../../../generators/source/pointer.js';
import { domainRules } from '../../../spec/rules/domain/index.js';
import { listAt, objectAt, textAt } from '../../../spec/rules/reading.js';
import type { Rule } from '../../../spec/rules/rule.js';

const folder = 'test/spec/rules/fixtures';
const context = { guides: new Set(['metadata']) };

function fixture(name: string): Json {
  const result = asJson(name, load(readFileSync(path.join(folder, `${name}.yaml`), 'utf8')));
  if ('problem' in result) {
    throw new Error(result.problem.message);
  }
  return result.value;
}

function findings(rule: Rule, document: Json): { at: string; message: string; help: string }[] {
  return [...rule.check(objectAt(document), context)].map((finding) => ({ at: pointerOf(...finding.path), message: finding.message, help: finding.help ?? rule.help }));
}

describe.each(domainRules.map((rule) => [rule.name, rule] as const))('%s', (name, rule) => {
  const file = fixture(name);

  it('passes what it asks for', () => {
    expect(findings(rule, objectAt(file, 'passes'))).toEqual([]);
  });

  it.each(listAt(file, 'breaks').map((broken) => [textAt(broken, 'at') ?? '', broken] as const))('finds what breaks it at %s', (at, broken) => {
    const found = findings(rule, objectAt(broken, 'document'));
    expect(found.map((finding) => finding.at)).toContain(at);
    expect(found.find((finding) => finding.at === at)?.message).toContain(textAt(broken, 'says') ?? '');
    expect(found.find((finding) => finding.at === at)?.help).toContain(textAt(broken, 'help') ?? '');
  });

  it('survives documents of any shape', () => {
    for (const document of [objectAt(file, 'passes'), ...listAt(file, 'breaks').map((broken) => objectAt(broken, 'document'))]) {
      for (const broken of mutations(document)) {
        expect(() => findings(rule, broken)).not.toThrow();
      }
    }
  });

  it('is explained in docs/lint-rules.md', () => {
    expect(readFileSync('docs/lint-rules.md', 'utf8')).toContain(`\`${name}\``);
  });
});

it('no fixture is without its rule', () => {
  const names = domainRules.map((rule) => `${rule.name}.yaml`);
  expect(readdirSync(folder).sort()).toEqual(names.sort());
});

/** The document with each of its values in turn replaced by each kind of other value. */
function* mutations(value: Json): Generator<Json> {
  yield* [null, true, 42, 'text', [], [null], {}, { $ref: '#/components/schemas/Nowhere' }, { $ref: '#' }];
  if (isJsonArray(value)) {
    for (const [index, item] of value.entries()) {
      for (const mutation of mutations(item)) {
        yield value.with(index, mutation);
      }
    }
  } else if (isJsonObject(value)) {
    for (const [key, child] of Object.entries(value)) {
      for (const mutation of mutations(child)) {
        yield { ...value, [key]: mutation };
      }
    }
  }
}
