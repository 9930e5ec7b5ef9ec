import { expect, test } from 'vitest';
import { inBytes } from '../../../generators/parallel/bytes.js';
import type { Outcome } from '../../../generators/parallel/protocol.js';

test('files arrive with the bytes of their texts, and their memory is no longer here', () => {
  const texts = ['', 'plain', 'ä → 🚀', 'half \ud800 of a pair'];
  const made: Outcome = { kind: 'made', files: [...texts.map((contents, index) => ({ path: `${index}.txt`, contents })), { path: 'raw', contents: Uint8Array.of(1, 2, 3) }], problems: [], notes: [] };
  const { outcome, moved } = inBytes(made);
  const arrived = structuredClone(outcome, { transfer: [...moved] });
  expect(arrived.kind === 'made' && arrived.files.map(({ path, contents }) => [path, Buffer.from(contents)])).toEqual([...texts.map((text, index) => [`${index}.txt`, Buffer.from(text)]), ['raw', Buffer.of(1, 2, 3)]]);
  expect(moved.map(({ byteLength }) => byteLength)).toEqual([0]);
});

test('what was refused passes as it is', () => {
  const refused: Outcome = { kind: 'refused', problems: [{ code: 'c', severity: 'error', message: 'm' }], exitCode: 1 };
  expect(inBytes(refused)).toEqual({ outcome: refused, moved: [] });
});
