/** Answers with texts that a pattern of the description would be matched against for ever. */
import { expect, test } from 'vitest';
import { ResponseChecker } from '../../../generators/conformance/check/response.js';
import { openDescription } from '../../../generators/pipeline.js';

const endless = `${'a'.repeat(200_000)}!`;
const text = { type: 'string', pattern: '^(a+)+$' };
const schema = { type: 'object', properties: { text, lines: { type: 'array', items: { type: 'string', pattern: 'a+$' } } }, patternProperties: { '^(b+)+$': text } };
const document = {
  openapi: '3.1.0',
  info: { title: 'Long', version: '1' },
  paths: { '/a': { get: { operationId: 'getA', responses: { 200: { description: 'ok', content: { 'application/json': { schema } } } } } } },
};

test('are checked in no time, and all that can be', { timeout: 20_000 }, async () => {
  const { model } = await openDescription({ input: '-', stdin: JSON.stringify(document) });
  const [operation] = model.operations;
  if (operation === undefined) throw new Error('There is no operation.');
  const checker = new ResponseChecker(model);
  const answer = { status: 200, headers: new Headers({ 'content-type': 'application/json' }) };
  const found = checker.check(operation, answer, { text: endless, lines: [endless], [`${'b'.repeat(200_000)}!`]: 'aaa' });
  expect(found.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(checker.check(operation, answer, { text: 'b', bb: 'c' }).map(({ message }) => message)).toEqual([
    expect.stringMatching(/^\/text .*but is "b"\.$/),
    expect.stringMatching(/^\/bb .*but is "c"\.$/),
  ]);
});
