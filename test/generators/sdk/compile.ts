/** Type-checks files as a strict user's project would. */
import { join } from 'node:path';
import ts from 'typescript';

/** How strict users compile; without Node's types, as in a browser or a worker. */
export const strictest: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts', 'lib.dom.asynciterable.d.ts'],
  types: [],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noImplicitOverride: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  verbatimModuleSyntax: true,
  isolatedDeclarations: true,
  declaration: true,
  erasableSyntaxOnly: true,
  noEmit: true,
};

/**
 * @param folder holds a package.json with `"type": "module"`
 * @returns every error, as `file(line): message`
 */
export function compile(folder: string, files: readonly string[], options: ts.CompilerOptions = strictest): readonly string[] {
  const program = ts.createProgram(files.map((file) => join(folder, file)), options);
  return ts.getPreEmitDiagnostics(program).map(({ file, start = 0, messageText }) => {
    const line = file === undefined ? 0 : file.getLineAndCharacterOfPosition(start).line + 1;
    return `${file?.fileName.slice(folder.length + 1) ?? ''}(${line}): ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
  });
}
