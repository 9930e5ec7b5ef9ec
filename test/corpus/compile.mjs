/** Compiles generated TypeScript as the strictest of users would. */
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** Every flag that finds fault, `isolatedDeclarations` among them. */
const strictest = {
  target: ts.ScriptTarget.ES2023,
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts', 'lib.dom.asynciterable.d.ts'],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  types: ['node'],
  typeRoots: [fileURLToPath(new URL('../../node_modules/@types', import.meta.url))],
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

/**
 * Compiles the TypeScript targets below a folder.
 *
 * @param {string} folder holds `types/`, `validators/`, `sdk/`, `server/`, or some of them
 * @returns {readonly string[]} every error, with file and line
 */
export function compileOutput(folder) {
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
  const files = ['types', 'validators', 'sdk', 'server']
    .map((name) => join(folder, name))
    .filter((path) => existsSync(path))
    .flatMap((path) => readdirSync(path, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name));
  const host = ts.createCompilerHost(strictest);
  const read = host.readFile.bind(host);
  // Checked here is also what spares a user's compiler the work, but not what another package printed.
  host.readFile = (file) => (file.endsWith('/types/openapi.ts') ? read(file) : read(file)?.replace(/^\/\/ @ts-nocheck.*$/m, '//'));
  const program = ts.createProgram(files, strictest, host);
  return ts.getPreEmitDiagnostics(program).map(({ file, start = 0, messageText }) => {
    const text = ts.flattenDiagnosticMessageText(messageText, ' ');
    return file === undefined ? text : `${relative(folder, file.fileName)}:${file.getLineAndCharacterOfPosition(start).line + 1}: ${text}`;
  });
}
