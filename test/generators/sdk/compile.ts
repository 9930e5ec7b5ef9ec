/** Type-checks files as a strict user's project would. */
import { join } from 'node:path';
import ts from 'typescript';
import { uncheckedLine } from '../../../generators/typescript/unchecked.js';

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
 * Checks every file, those too that say a user's compiler need not.
 *
 * @param folder holds a package.json with `"type": "module"`
 * @param everything false to check what a user's compiler checks
 * @returns every error, as `file(line): message`
 */
export function compile(folder: string, files: readonly string[], options: ts.CompilerOptions = strictest, everything = true): readonly string[] {
  const host = ts.createCompilerHost(options);
  const read = host.readFile.bind(host);
  if (everything) host.readFile = (file) => read(file)?.replace(uncheckedLine, '//');
  const program = ts.createProgram(files.map((file) => join(folder, file)), options, host);
  return ts.getPreEmitDiagnostics(program).map(({ file, start = 0, messageText }) => {
    const line = file === undefined ? 0 : file.getLineAndCharacterOfPosition(start).line + 1;
    return `${file?.fileName.slice(folder.length + 1) ?? ''}(${line}): ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
  });
}
