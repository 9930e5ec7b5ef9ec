import { expect, it } from 'vitest';
import { ProblemError } from '../../../generators/diagnostics.js';
import { buildModel } from '../../../generators/model/build.js';
import { sampleOf } from '../../../generators/model/sample.js';
import { shapeOf } from '../../../generators/model/shape.js';
import { reachableSchemas } from '../../../generators/model/walk.js';
import { typeScriptNames } from '../../../generators/typescript/names.js';
import { constructs } from '../types/constructs.js';

type Draft = null | boolean | number | string | Draft[] | { [key: string]: Draft };

/** What a member may turn into: every JSON type, names that mean something to JavaScript, references to anything. */
const junk: readonly string[] = [
  'null', 'true', 'false', '0', '-1', '1e400', '""', '"x"', '"__proto__"', '[]', '{}', '[null]', '["null"]', '{"$ref":"#"}', '{"$ref":"#/paths"}',
  '{"$ref":"#/components/schemas/"}', '{"$ref":"#/components/schemas/Tree/properties/parent"}', '{"$ref":1}', '{"allOf":[{"$ref":"#/components"}]}',
  '{"nullable":true,"oneOf":[null]}', '{"anyOf":[]}', '{"enum":[[],{}]}', '{"type":["object","string"],"properties":{"a":{"$ref":"#/components/schemas/Pet"}}}',
];

/** The same numbers on every run (a linear congruential generator). */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return Math.floor((state / 0x80000000) * below);
  };
}

function members(value: Draft, found: (readonly [Draft[] | { [key: string]: Draft }, string])[]): typeof found {
  if (typeof value !== 'object' || value === null) return found;
  for (const [key, member] of Object.entries(value)) {
    found.push([value, key]);
    members(member, found);
  }
  return found;
}

function mutate(document: Draft, random: (below: number) => number): void {
  const all = members(document, []);
  const [owner, key] = all[random(all.length)] ?? [[], ''];
  const [otherOwner, otherKey] = all[random(all.length)] ?? [[], ''];
  const copied: Draft = JSON.parse(JSON.stringify(Reflect.get(otherOwner, otherKey) ?? null));
  const made: Draft = random(2) === 0 ? copied : JSON.parse(junk[random(junk.length)] ?? 'null');
  if (random(4) === 0) {
    if (Array.isArray(owner)) owner.splice(Number(key), 1);
    else Reflect.deleteProperty(owner, key);
  } else {
    Reflect.defineProperty(owner, key, { value: made, writable: true, enumerable: true, configurable: true });
  }
}

it('no document breaks the builder, only itself', () => {
  const random = numbers(20);
  let refused = 0;
  for (let round = 0; round < 120; round += 1) {
    const document: { [key: string]: Draft } = JSON.parse(JSON.stringify(constructs));
    for (let count = random(4); count >= 0; count -= 1) mutate(document, random);
    try {
      const { model, problems } = buildModel({ document, originOf: (pointer) => ({ file: '', pointer }) });
      if (problems.some(({ severity }) => severity === 'error')) refused += 1;
      for (const problem of problems) expect(problem.origin).toBeDefined();
      for (const schema of reachableSchemas(model.schemas)) {
        shapeOf(schema);
        sampleOf(schema, { direction: 'request', members: 'all' });
      }
      typeScriptNames(model);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      refused += 1;
    }
  }
  // The mutations matter: many documents are refused, and not all.
  expect(refused).toBeGreaterThan(20);
  expect(refused).toBeLessThan(110);
});
