/** Every kind of change, from a fixture that has it and no other. */
import { expect, test } from 'vitest';
import type { Level } from '../../../generators/diff/change.js';
import { rules } from '../../../generators/diff/index.js';
import type { Json } from '../../../generators/model/model.js';
import { differenceOf, documentOf, fixture, type JsonObject, patched } from './documents.js';

interface SchemaCase {
  readonly rule: string;
  readonly says?: string;
  readonly old: Json;
  readonly new: Json;
  readonly at?: string;
  readonly request?: Level;
  readonly response?: Level;
}

interface OperationCase {
  readonly rule: string;
  readonly level: Level;
  readonly old?: JsonObject;
  readonly new?: JsonObject;
  readonly operation?: JsonObject;
  readonly newOperation?: JsonObject;
  /** How often it is told, when not once. */
  readonly times?: number;
  /** Further rules that go with it. */
  readonly also?: readonly string[];
}

const schemaCases = fixture<readonly SchemaCase[]>('schemas.yaml');
const operationCases = fixture<readonly OperationCase[]>('operations.yaml');
const base = fixture<JsonObject>('base.yaml');

const directed = schemaCases.flatMap((one) => (['request', 'response'] as const).map((direction) => ({ ...one, direction, title: `${one.rule}${one.says === undefined ? '' : ` (${one.says})`} in a ${direction}` })));

test.each(directed)('$title', async ({ rule, old, new: now, at, direction, ...levels }) => {
  const { changes } = await differenceOf(documentOf(direction, old), documentOf(direction, now));
  const expected = levels[direction];
  if (expected === undefined) {
    expect(changes).toEqual([]);
    return;
  }
  const body = direction === 'request' ? 'request body' : '200 response';
  const place = at === undefined ? body : at.startsWith('[') ? `${body}${at}` : `${body}.${at}`;
  expect(changes.map(({ rule: name, level, at: found }) => ({ rule: name, level, at: found }))).toEqual([{ rule, level: expected, at: place }]);
  const [change] = changes;
  expect(change).toMatchObject({ directions: [direction], operations: ['sendAnimal'], subject: { kind: 'operation', id: 'sendAnimal' } });
  // Both sides have a line, and a person can read what happened.
  expect(change?.old?.position?.line).toBeGreaterThan(1);
  expect(change?.new?.position?.line).toBeGreaterThan(1);
  expect(change?.message).toMatch(/^\S.*\.$/);
});

test.each(operationCases.map((one, index) => ({ ...one, title: `${index + 1}: ${one.rule} is ${one.level}` })))('$title', async ({ rule, level, old = {}, new: now, operation = {}, newOperation, times = 1, also = [] }) => {
  const operationPatch = (patch: JsonObject): JsonObject => (Object.keys(patch).length === 0 ? {} : { paths: { '/robots/{robot_id}': { post: patch } } });
  const before = patched(patched(base, old), operationPatch(operation));
  // A case with one side only is compared with the base as it is.
  const after = patched(patched(base, now ?? {}), operationPatch(newOperation ?? {}));
  const { changes } = await differenceOf(before, after);
  expect(changes.filter((change) => !also.includes(change.rule)).map((change) => ({ rule: change.rule, level: change.level }))).toEqual(Array.from({ length: times }, () => ({ rule, level })));
  expect(changes.map((change) => change.rule)).toEqual(expect.arrayContaining([...also]));
  for (const change of changes) {
    expect(change.old).toMatchObject({ file: '<stdin>', pointer: expect.any(String) });
    expect(change.new).toMatchObject({ file: '<stdin>', pointer: expect.any(String) });
  }
});

test.each(fixture<readonly { readonly says: string; readonly old: Json; readonly new: Json }[]>('same.yaml'))('$says is no change', async ({ old, new: now }) => {
  for (const direction of ['request', 'response'] as const) {
    expect((await differenceOf(documentOf(direction, old), documentOf(direction, now))).changes).toEqual([]);
    expect((await differenceOf(documentOf(direction, now), documentOf(direction, old))).changes).toEqual([]);
  }
});

test('every rule has a fixture, and every fixture a rule', () => {
  const covered = new Set([...schemaCases, ...operationCases].map(({ rule }) => rule));
  expect([...covered].toSorted()).toEqual(Object.keys(rules).toSorted());
});
