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
import { readReference } from '../../../spec/rules/reference/reference.js';
import type { Rule, RuleContext } from '../../../spec/rules/rule.js';

const folder = 'test/spec/rules/fixtures';
const pages = 'docs/lint-rules';
/** What the pages of the rules about the reference say that is in the reference. */
const factsOfPages: RuleContext = {
  guides: new Set(['metadata']),
  reference: readReference({
    pages: 'group\tsubgroup\tpage\tkind\tmethod\tpath\tsdk\nOrganizations\t\tCreate an organization\toperation\tPOST\t/v1/b2b/organizations\torganizations.create\n',
    fields: { calls: { 'POST /v1/b2b/organizations': { sdk: 'organizations.create', request: 'CreateRequest' } }, types: { CreateRequest: { 'organization_name?': 'string' } } },
    divergences: [],
  }),
};

/** What the rules of a fixture may ask: a guide, and the facts that the fixture brings. */
function contextOf(file: Json): RuleContext {
  const guides = new Set(['metadata']);
  const facts = objectAt(file, 'reference');
  const reference = readReference({ pages: textAt(facts, 'pages') ?? '', fields: objectAt(facts, 'fields'), divergences: listAt(facts, 'divergences') });
  return Object.keys(facts).length === 0 ? { guides } : { guides, reference };
}

function fixture(name: string): Json {
  return parsed(readFileSync(path.join(folder, `${name}.yaml`), 'utf8'));
}

function parsed(text: string): Json {
  const result = asJson('fixture', load(text));
  if ('problem' in result) {
    throw new Error(result.problem.message);
  }
  return result.value;
}

function findings(rule: Rule, document: Json, context: RuleContext): { at: string; message: string; help: string }[] {
  return [...rule.check(objectAt(document), context)].map((finding) => ({ at: pointerOf(...finding.path), message: finding.message, help: finding.help ?? rule.help }));
}

describe.each(domainRules.map((rule) => [rule.name, rule] as const))('%s', (name, rule) => {
  const file = fixture(name);
  const context = contextOf(file);

  it('passes what it asks for', () => {
    expect(findings(rule, objectAt(file, 'passes'), context)).toEqual([]);
  });

  it.each(listAt(file, 'breaks').map((broken) => [textAt(broken, 'at') ?? '', broken] as const))('finds what breaks it at %s', (at, broken) => {
    const found = findings(rule, objectAt(broken, 'document'), context);
    expect(found.map((finding) => finding.at)).toContain(at);
    const told = found.filter((finding) => finding.at === at && finding.message.includes(textAt(broken, 'says') ?? ''));
    expect(told).not.toEqual([]);
    expect(told[0]?.help).toContain(textAt(broken, 'help') ?? '');
  });

  it('survives documents of any shape', () => {
    for (const document of [objectAt(file, 'passes'), ...listAt(file, 'breaks').map((broken) => objectAt(broken, 'document'))]) {
      for (const broken of mutations(document)) {
        expect(() => findings(rule, broken, context)).not.toThrow();
      }
    }
  });

  it('has a page, whose examples do what they say', () => {
    const page = readFileSync(path.join(pages, `${name}.md`), 'utf8');
    const [fails, passes] = [...page.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, code]) => parsed(code ?? ''));
    expect(page).toMatch(new RegExp(`^# ${name}\\n\\n${rule.summary.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\n`));
    expect(findings(rule, objectAt(fails), factsOfPages)).not.toEqual([]);
    expect(findings(rule, objectAt(passes), factsOfPages)).toEqual([]);
    expect(readFileSync(`${pages}.md`, 'utf8')).toContain(`[\`${name}\`](lint-rules/${name}.md) | ${rule.summary} |`);
  });
});

it('no fixture and no page is without its rule', () => {
  const names = domainRules.map((rule) => rule.name).sort();
  expect(readdirSync(folder).sort()).toEqual(names.map((name) => `${name}.yaml`));
  expect(readdirSync(pages).sort()).toEqual(names.map((name) => `${name}.md`));
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
