import { expect, test } from 'vitest';
import { SharedBytes } from '../../../generators/parallel/bytes.js';
import type { Outcome } from '../../../generators/parallel/protocol.js';

test('files hold the bytes of their texts, in memory that another thread sees', () => {
  const texts = ['', 'plain', 'ä → 🚀', 'half \ud800 of a pair'];
  const made: Outcome = { kind: 'made', files: [...texts.map((contents, index) => ({ path: `${index}.txt`, contents })), { path: 'raw', contents: Uint8Array.of(1, 2, 3) }], problems: [], notes: [] };
  const outcome = new SharedBytes().of(made);
  const files = outcome.kind === 'made' ? outcome.files : [];
  expect(files.map(({ path, contents }) => [path, Buffer.from(contents)])).toEqual([...texts.map((text, index) => [`${index}.txt`, Buffer.from(text)]), ['raw', Buffer.of(1, 2, 3)]]);
  expect(files.slice(0, texts.length).every(({ contents }) => typeof contents !== 'string' && contents.buffer instanceof SharedArrayBuffer)).toBe(true);
});

test('what was refused passes as it is', () => {
  const refused: Outcome = { kind: 'refused', problems: [{ code: 'c', severity: 'error', message: 'm' }], exitCode: 1 };
  expect(new SharedBytes().of(refused)).toEqual(refused);
});

test('a text that is larger than what is taken at a time has memory of its own', () => {
  const bytes = new SharedBytes();
  const texts = ['a', 'b'.repeat(5_000_000), 'c'.repeat(10), 'ä'.repeat(2_097_147), 'd'];
  expect(texts.map((text) => bytes.keep(text)).map((kept) => Buffer.from(kept).toString())).toEqual(texts);
});
