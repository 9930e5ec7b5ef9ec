import * as tsMorph from 'ts-morph';
import { describe, expect, it } from 'vitest';
import { declareAlias, declareInterface } from '../../../generators/typescript/declarations.js';
import { TypeScriptPrinter, banner } from '../../../generators/typescript/print.js';
import { StructureKind } from '../../../generators/typescript/tsMorph.js';

const member = (name: string, type: string, documentation = ''): Parameters<typeof declareInterface>[1]['members'][number] => ({ name, type, documentation, optional: false, readonly: false });

describe('TypeScriptPrinter', () => {
  it('lays out text and structures, one empty line between declarations', () => {
    const { contents } = new TypeScriptPrinter().print('a.ts', 'A file.', [
      `import { b } from './b.js';`,
      declareInterface('A', { members: [member('x', '{\n  y: string;\n}', 'What it is.'), member('z-z', 'number')], index: undefined }, 'An A.', { extends: ['B', 'C'] }),
      { kind: StructureKind.Class, name: 'D', isExported: true, properties: [{ name: 'e', type: 'A' }] },
      declareAlias('F', 'A | D', ''),
    ]);
    expect(contents).toBe(`${banner}
/** A file. */

import { b } from './b.js';

/** An A. */
export interface A extends B, C {
  /** What it is. */
  x: {
    y: string;
  };
  'z-z': number;
}

export class D {
  e: A;
}

export type F = A | D;
`);
  });

  it('lays out again what it laid out before, and functions each time', () => {
    const one = (type: string | ((writer: { write(text: string): unknown }) => void)): unknown =>
      new TypeScriptPrinter().print('a.ts', 'A.', [{ kind: StructureKind.Class, name: 'D', properties: [{ name: 'e', type }] }]).contents;
    const first = one('A');
    expect(first).toMatch(/class D \{\n  e: A;\n\}/);
    expect([one('A'), one('B'), one('A')]).toEqual([first, expect.stringContaining('e: B;'), first]);
    expect([one((writer) => void writer.write('F')), one((writer) => void writer.write('G'))]).toEqual([expect.stringContaining('e: F;'), expect.stringContaining('e: G;')]);
  });

  it('makes a module of nothing', () => {
    expect(new TypeScriptPrinter().print('a.ts', 'Nothing.', []).contents).toMatch(/\nexport \{\};\n$/);
  });

  it('knows the kinds of structures by the numbers of the package', () => {
    for (const [name, kind] of Object.entries(StructureKind)) expect(tsMorph.StructureKind[kind], name).toBe(name);
  });
});

describe('declareInterface', () => {
  it('puts an index signature before the members, and parameters after the name', () => {
    const text = declareInterface('A', { members: [member('x', 'T')], index: 'unknown' }, '', { typeParameters: ['T extends string = string'] });
    expect(text).toBe('\nexport interface A<T extends string = string> {\n  [key: string]: unknown;\n  x: T;\n}');
  });
});
