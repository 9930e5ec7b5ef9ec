import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { buildModel } from '../../../generators/model/build.js';
import type { Json } from '../../../generators/model/model.js';
import { types } from '../../../generators/types/index.js';
import type { GeneratorResult } from '../../../generators/generator.js';
import { linesOf, strictest } from '../../support/strictest.mjs';

/** Runs the target on a document. */
export async function generateTypes(document: { readonly [key: string]: Json }): Promise<GeneratorResult> {
  const { model, problems } = buildModel({ document, originOf: (pointer) => ({ file: 'test.yaml', pointer }) });
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(errors.map(({ message, origin }) => `${origin?.pointer ?? ''}: ${message}`).join('\n'));
  const templates = { list: () => [], read: (name: string) => readFileSync(`templates/${name}`, 'utf8') };
  return types.generate(model, { document, templates, guides: new Map(), toolVersion: '0.0.0' });
}

/** The text of one generated file. */
export function textOf({ files }: GeneratorResult, path: string): string {
  const file = files.find((candidate) => candidate.path === path);
  if (file === undefined) throw new Error(`There is no ${path}.`);
  return typeof file.contents === 'string' ? file.contents : new TextDecoder().decode(file.contents);
}

// Without emitting, the compiler would not say what a declaration cannot name.
const options: ts.CompilerOptions = { ...strictest, noEmit: false };

/** The standard library, parsed once. */
const libraries = new Map<string, ts.SourceFile | undefined>();

/**
 * Compiles files that exist in memory alone, under the strictest flags.
 * @param files text by absolute path
 * @returns what the compiler says, each as `file:line: message`
 */
export function compile(files: ReadonlyMap<string, string>): readonly string[] {
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (path) => files.has(path) || fileExists(path);
  host.directoryExists = (path) => path.startsWith('/virtual') || ts.sys.directoryExists(path);
  host.readFile = (path) => files.get(path) ?? readFile(path);
  host.getSourceFile = (path, version, ...rest) => {
    const text = files.get(path);
    if (text === undefined) {
      if (!libraries.has(path)) libraries.set(path, getSourceFile(path, version, ...rest));
      return libraries.get(path);
    }
    const source = ts.createSourceFile(path, text, version, true);
    source.impliedNodeFormat = ts.ModuleKind.ESNext;
    return source;
  };
  const program = ts.createProgram([...files.keys()], options, host);
  return linesOf(ts.getPreEmitDiagnostics(program), '');
}

/** Compiles what the target made, with a module beside it that uses it. */
export function compileTypes({ files }: GeneratorResult, use = ''): readonly string[] {
  const inputs = new Map(files.map(({ path, contents }) => [`/virtual/types/${path}`, String(contents)]));
  inputs.set('/virtual/use.ts', `export {};\n${use}`);
  return compile(inputs);
}
