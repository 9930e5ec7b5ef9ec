import { dump } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../generators/model/model.js';
import { printBundle, printBundleBytes, PrintedParts } from '../../../generators/source/index.js';

/** Parts of texts that YAML has opinions about. */
const parts = [
  'a', 'B', '0', '1', '9', '.', '-', '_', ' ', '  ', '\n', '\n\n', ':', ': ', '#', ' #', '/', '\t', '\r', '\u2028', '\u00e9', '\ud83d\ude00', '\ud800', '\0', '\x7f',
  '\u0085', '\ufeff', '"', "'", '|', '>', '&', '*', '!', '%', '@', '`', '{', '}', '[', ']', ',', '?', '? ', '- ', '~', 'null', 'true', 'No', 'y', '0x1F', '1e3', '.inf',
  '12:30', '2020-01-01', '=', '<<', 'e', '+', '(', ')',
];
const others: readonly Json[] = [0, -1, 1.5, -0, 1e21, 1e-7, 2 ** 53, null, true, false, '', [], {}];

/** Documents without end, the same ones each time. */
class Documents {
  private state = 42;

  document(): { readonly [key: string]: Json } {
    return this.object(0);
  }

  private object(depth: number): { readonly [key: string]: Json } {
    const members = Array.from({ length: this.below(6) }, (): [string, Json] => [this.below(60) === 0 ? '__proto__' : this.text(), this.value(depth + 1)]);
    return Object.fromEntries(members);
  }

  private value(depth: number): Json {
    const kind = this.below(depth > 4 ? 2 : 4);
    if (kind === 2) return Array.from({ length: this.below(4) }, () => this.value(depth + 1));
    if (kind === 3) return this.object(depth);
    return this.below(4) > 0 ? this.text() : (others[this.below(others.length)] ?? null);
  }

  private text(): string {
    const text = Array.from({ length: 1 + this.below(6) }, () => parts[this.below(parts.length)] ?? '').join('');
    return this.below(400) === 0 ? text.padEnd(1020, 'long') : text;
  }

  private below(limit: number): number {
    this.state = (Math.imul(this.state, 1103515245) + 12345) & 0x7fffffff;
    return (this.state >> 8) % limit;
  }
}

describe('printBundle', () => {
  it('prints the YAML that js-yaml prints', () => {
    const documents = new Documents();
    for (let count = 0; count < 2000; count += 1) {
      const document = documents.document();
      expect(printBundle(document, 'yaml')).toBe(dump(document, { noRefs: true, lineWidth: -1, quotingType: "'", noArrayIndent: false }));
    }
  });

  it('prints the same in bytes, with what it printed before', () => {
    const documents = new Documents();
    for (let count = 0; count < 300; count += 1) {
      const known = new PrintedParts();
      // As deep as the parts of a document that are kept, and some of them in two places.
      const [one, other] = [documents.document(), documents.document()];
      const document = { info: one, paths: { '/a': one, '/b': { get: other } }, components: { schemas: { One: { properties: one }, Other: other, Again: one } } };
      for (const edited of [document, { ...document, info: other }, { ...document, paths: { '/b': one, '/a': { ...other, one } } }]) {
        for (const format of ['yaml', 'json'] as const) {
          expect(printBundleBytes(edited, format, known).equals(Buffer.from(printBundle(edited, format)))).toBe(true);
        }
      }
    }
  });

  it('sets long keys apart as js-yaml does', () => {
    for (const length of [400, 511, 512, 1022, 1023, 1024, 1025]) {
      for (const letter of ['k', "'", '#', '\n']) {
        const document = { a: [{ [letter.repeat(length)]: { b: 'text\nof lines\n' } }] };
        expect(printBundle(document, 'yaml')).toBe(dump(document, { noRefs: true, lineWidth: -1 }));
      }
    }
  });

  it('indents texts of several lines as deep as they stand', () => {
    expect(printBundle({ a: 'x\n\n y\n', b: [['x\ny']] }, 'yaml')).toBe('a: |\n  x\n\n   y\nb:\n  - - |-\n      x\n      y\n');
  });
});
