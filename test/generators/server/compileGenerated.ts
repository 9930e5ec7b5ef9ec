/** Generates a server into a temporary folder, type-checks it as a user's project would, and makes it importable. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { hasErrors } from '../../../generators/diagnostics.js';
import type { Generator } from '../../../generators/generator.js';
import { buildModel } from '../../../generators/model/build.js';
import { fileTemplates } from '../../../generators/package.js';
import { server } from '../../../generators/server/index.js';
import { scaffoldServer } from '../../../generators/server/scaffold.js';
import { loadDescription, type Description } from '../../../generators/source/index.js';
import { types } from '../../../generators/types/index.js';
import { validators } from '../../../generators/validators/index.js';
import { linesOf, ofProgram, strictest, withNode } from '../../support/strictest.mjs';
import { writeFiles } from '../../support/temporaryFolder.js';

const options: ts.CompilerOptions = { ...strictest, ...withNode, ...ofProgram };

/** Reads a description. */
async function open(input: string): Promise<{ readonly description: Description } & ReturnType<typeof buildModel>> {
  const description = await loadDescription(input);
  return { description, ...buildModel({ document: description.document, originOf: (pointer) => description.originOf(pointer) }) };
}

/** Writes the files a user begins with. @returns their paths */
export async function scaffold(input: string, folder: string, into: string, serverImport: string): Promise<readonly string[]> {
  const { model } = await open(input);
  const files = scaffoldServer(model, { serverImport }).map((file) => [`${into}/${file.path}`, String(file.contents)] as const);
  writeFiles(folder, Object.fromEntries(files));
  return files.map(([path]) => path);
}

/** Generates types, validators and server of a description. @returns the codes of the problems found */
export async function generateServer(input: string, folder: string): Promise<readonly string[]> {
  const { description, model, problems } = await open(input);
  const found = [...description.problems, ...problems];
  writeFiles(folder, { 'package.json': '{ "type": "module" }\n' });
  const generators: readonly Generator[] = [types, validators, server];
  for (const generator of generators) {
    const context = { document: description.document, templates: fileTemplates(), guides: new Map<string, string>(), toolVersion: '0' };
    const result = await generator.generate(model, context);
    found.push(...result.problems);
    writeFiles(folder, Object.fromEntries(result.files.map((file) => [`${generator.name}/${file.path}`, String(file.contents)])));
  }
  if (hasErrors(found)) throw new Error(found.map(({ code, message, origin }) => `${code}: ${message} ${origin?.file ?? ''}`).join('\n'));
  return found.map(({ code }) => code);
}

/** Type-checks files and everything they import. @returns one line per error, with file and line */
export function typeErrors(folder: string, files: readonly string[]): readonly string[] {
  const program = ts.createProgram(files.map((file) => join(folder, file)), options);
  return linesOf(ts.getPreEmitDiagnostics(program), folder);
}

/** Compiles files and everything they import, and imports the first. @throws Error with every type error */
export async function compileAndImport(folder: string, files: readonly string[]): Promise<{ readonly [name: string]: unknown }> {
  const out = join(folder, 'out');
  const program = ts.createProgram(files.map((file) => join(folder, file)), { ...options, noEmit: false, rootDir: folder, outDir: out });
  const errors = linesOf(ts.getPreEmitDiagnostics(program), folder);
  if (errors.length > 0) throw new Error(errors.join('\n'));
  program.emit();
  return importCompiled(folder, files[0] ?? '');
}

/** Imports what was compiled from a file. */
export async function importCompiled(folder: string, file: string): Promise<{ readonly [name: string]: unknown }> {
  const path = join(folder, 'out', file.replace(/\.ts$/, '.js'));
  const imported: unknown = await import(/* @vite-ignore */ pathToFileURL(path).href);
  return typeof imported === 'object' && imported !== null ? Object.fromEntries(Object.entries(imported)) : {};
}
