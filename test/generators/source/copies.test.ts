import { describe, expect, it } from 'vitest';
import { load, onlyProblem, openapi } from './workspace.js';

const names = Array.from({ length: 30 }, (_, index) => `f${index}`);

describe('references within references that are copied in place', () => {
  it('are refused when a few small files would become more than a machine holds', async () => {
    const items = names.map((name, index) => {
      const next = names[index + 1];
      const callbacks = next === undefined ? '' : `\n  callbacks:\n    a: { x: { $ref: ${next}.yaml } }\n    b: { x: { $ref: ${next}.yaml } }`;
      return [`${name}.yaml`, `post:\n  responses: {}${callbacks}\n`];
    });
    const problem = await onlyProblem(load({ 'openapi.yaml': openapi('/a: { $ref: f0.yaml }'), ...Object.fromEntries(items) }));
    expect(problem).toMatchObject({ code: 'too-large', severity: 'error' });
  });

  it('are refused in fixtures, too', async () => {
    const fixtures = names.map((name, index) => {
      const next = names[index + 1];
      return [`examples/fixtures/${name}.yaml`, next === undefined ? 'text\n' : `a: { x-fixture: ${next} }\nb: { x-fixture: ${next} }\n`];
    });
    const root = openapi('{}', 'components:\n  schemas:\n    A: { example: { x-fixture: f0 } }\n').replace('paths:\n  {}', 'paths: {}');
    const problem = await onlyProblem(load({ 'openapi.yaml': root, ...Object.fromEntries(fixtures) }));
    expect(problem).toMatchObject({ code: 'too-large', severity: 'error' });
  });
});
