/** Type-checks files as a strict user's project would. */
import { join } from 'node:path';
import ts from 'typescript';
import { uncheckedLine } from '../../../generators/typescript/unchecked.js';
import { strictest as base, withBrowser } from '../../support/strictest.mjs';

/** How strict users compile; without Node's types, as in a browser or a worker. */
export const strictest: ts.CompilerOptions = { ...base, ...withBrowser, target: ts.ScriptTarget.ES2022, skipLibCheck: false };

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

/**
 * What an editor shows as documentation.
 *
 * @returns takes the name of a place, which a comment marks: `1` for what follows `/*1*\/`
 */
export function hovering(folder: string, file: string, text: string): (place: string) => string {
  const path = join(folder, file);
  const service = ts.createLanguageService({
    fileExists: ts.sys.fileExists,
    readFile: ts.sys.readFile,
    directoryExists: ts.sys.directoryExists,
    getScriptFileNames: () => [path],
    getScriptVersion: () => '1',
    getScriptSnapshot: (name) => (ts.sys.fileExists(name) ? ts.ScriptSnapshot.fromString(ts.sys.readFile(name) ?? '') : undefined),
    getCurrentDirectory: () => folder,
    getCompilationSettings: () => strictest,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
  });
  return (place) => {
    const mark = `/*${place}*/`;
    return ts.displayPartsToString(service.getQuickInfoAtPosition(path, text.indexOf(mark) + mark.length)?.documentation);
  };
}
