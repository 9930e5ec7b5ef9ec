/** How the strictest of users compile what is generated. */
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/**
 * Every flag that finds fault, `isolatedDeclarations` among them; without a browser's or Node's names.
 *
 * @type {import('typescript').CompilerOptions}
 */
export const strictest = {
  target: ts.ScriptTarget.ES2023,
  lib: ['lib.es2023.d.ts'],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  types: [],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
  noFallthroughCasesInSwitch: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  isolatedDeclarations: true,
  declaration: true,
  erasableSyntaxOnly: true,
  skipLibCheck: true,
  noEmit: true,
};

/** The names of browsers, for {@link strictest}. */
export const withBrowser = { lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts', 'lib.dom.asynciterable.d.ts'] };

/** The names of Node, for {@link strictest}. */
export const withNode = { types: ['node'], typeRoots: [fileURLToPath(new URL('../../node_modules/@types', import.meta.url))] };

/** What a user writes, for {@link strictest}: programs, which nobody imports. */
export const ofProgram = { isolatedDeclarations: false, declaration: false };

/**
 * What a compiler says, one line each: `sdk/client.ts:12: …`.
 *
 * @param {readonly import('typescript').Diagnostic[]} diagnostics
 * @param {string} folder that the files are named relative to
 */
export function linesOf(diagnostics, folder) {
  return diagnostics.map(({ file, start = 0, messageText }) => {
    const text = ts.flattenDiagnosticMessageText(messageText, ' ');
    if (file === undefined) return text;
    const name = file.fileName.startsWith(`${folder}/`) ? file.fileName.slice(folder.length + 1) : file.fileName;
    return `${name}:${file.getLineAndCharacterOfPosition(start).line + 1}: ${text}`;
  });
}
