import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { CORE_SCHEMA, load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { parsePlainYaml } from '../../../generators/source/plainYaml.js';

const spec = path.join(import.meta.dirname, '../../../spec');
const texts = readdirSync(spec, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.yaml'))
  .sort()
  .map((name) => readFileSync(path.join(spec, name), 'utf8'));

/** What js-yaml makes of a text; a text in place of the value where it refuses it. JSON tells the order of keys, too. */
function reference(text: string): string {
  try {
    return JSON.stringify(load(text, { schema: CORE_SCHEMA }));
  } catch (error) {
    return `refused: ${String(error)}`;
  }
}

/** What to put into a text, to make it another or to break it. */
const insertions = [
  '-', '- ', ' ', '  ', ':', ': ', '#', ' #', '\n', '\n\n', '  \n', '|', '>', '|-', '>-', '|+', '|2', '"', "'", "''", '[', ']', '{', '}', ',', '&a', '*a', '!!str', '? ', 'true', 'null', '~',
  '1', '-0', '0x1', '1e3', '1_0', '.5', '3.1.1', '<<', '%', '@', '`', '---', '...', '\t', '\r\n', 'a', 'b: c', '__proto__: 1', '\u00e9', '\u00a0', '\u2028', '\ufeff', '\\', '\\n', 'True', 'NO',
];

/** Small texts cut out of the description and changed here and there, the same ones each time. */
class Mutations {
  private state = 7;

  text(): string {
    const lines = (texts[this.below(texts.length)] ?? '').split('\n');
    const from = this.below(2) * this.below(lines.length);
    let text = lines.slice(from, from + 12).join('\n');
    for (let count = this.below(4); count > 0; count -= 1) text = this.changed(text);
    return text;
  }

  private changed(text: string): string {
    const at = this.below(text.length + 1);
    const lines = text.split('\n');
    const line = this.below(lines.length);
    switch (this.below(4)) {
      case 0:
        return text.slice(0, at) + text.slice(at + 1 + this.below(3));
      case 1:
        return text.slice(0, at) + (insertions[this.below(insertions.length)] ?? '') + text.slice(at);
      case 2:
        return lines.with(line, ' '.repeat(this.below(6)) + (lines[line] ?? '').trim()).join('\n');
      default:
        return lines.toSpliced(line, 0, lines[this.below(lines.length)] ?? '').join('\n');
    }
  }

  private below(limit: number): number {
    this.state = (Math.imul(this.state, 1103515245) + 12345) & 0x7fffffff;
    return (this.state >> 8) % limit;
  }
}

describe('parsePlainYaml', () => {
  it('reads nearly all of the description, and as js-yaml does', () => {
    const read = texts.flatMap((text) => {
      const value = parsePlainYaml(text);
      return value === undefined ? [] : [{ value, text }];
    });
    expect(read.length).toBeGreaterThan(texts.length * 0.9);
    for (const { value, text } of read) expect(JSON.stringify(value)).toBe(reference(text));
  });

  it('reads as js-yaml does, or not at all, whatever the text', () => {
    const mutations = new Mutations();
    let read = 0;
    for (let count = 0; count < 8000; count += 1) {
      const text = mutations.text();
      const value = parsePlainYaml(text);
      if (value === undefined) continue;
      read += 1;
      expect(JSON.stringify(value), text).toBe(reference(text));
    }
    expect(read).toBeGreaterThan(1000);
  });

  it.each([
    ['a: |\n  one\n\n   two\nb: >-\n  three\n  four\n\n  five\n', { a: 'one\n\n two\n', b: 'three four\nfive' }],
    ['a: one\n  two\n\n  three\nb:\n', { a: 'one two\nthree', b: null }],
    ['a:\n- 1\n- - 2.5\n  - b: true\n    c: [x, {y: null}]\n', { a: [1, [2.5, { b: true, c: ['x', { y: null }] }]] }],
    ['"a b": \'it\'\'s\'\n# note\nc: ""\n', { 'a b': "it's", c: '' }],
    ['toString: {}\n', { toString: {} }],
  ])('reads %j', (text, value) => {
    expect(parsePlainYaml(text)).toStrictEqual(value);
  });

  it.each([
    '', '# nothing\n', 'text\n', '---\na: 1\n', 'a: 1\na: 2\n', '__proto__: 1\n', 'a: &b 1\n', 'a: *b\n', 'a: !t 1\n', '? a\n: 1\n', 'a: 1 # one\n', 'a: -1\n', 'a: 0x1\n', 'a: 1e3\n', 'a: True\n', 'True: 1\n',
    'a: b: c\n', 'a: "b\\n"\n', 'a: [b\n', 'a: [b,]\n', 'a: [b: c]\n', 'a: |+\n  b\n', 'a: |\n\n  b\n', 'a: |\n b\n  \n', 'a: >\n b\n  c\n', 'a:\tb\n', 'a: b\r\n', 'a:\n  - b\n  c: 1\n', 'a:\n  b: 1\n c: 2\n', '- a\nb: 1\n',
    `${'- '.repeat(50)}a\n`, `a: ${'['.repeat(100000)}\n`,
  ])('leaves %j to js-yaml', (text) => {
    expect(parsePlainYaml(text)).toBeUndefined();
  });
});
