/** Generated validators, made and loaded from a document in a test. */
import { rmSync } from 'node:fs';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';
import { afterAll } from 'vitest';
import type { Problem } from '../../../generators/diagnostics.js';
import type { GeneratorContext, GeneratorResult, OutputFile, TemplateSource } from '../../../generators/generator.js';
import { buildModel } from '../../../generators/model/build.js';
import type { ApiModel, Json } from '../../../generators/model/model.js';
import { validators } from '../../../generators/validators/index.js';
import type { StandardSchemaV1, Validate } from '../../../templates/validators/runtime/types.js';
import { makeTemporaryFolder } from '../../support/temporaryFolder.js';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const templates = fileURLToPath(new URL('../../../templates/', import.meta.url));

/** A JSON object. */
export type Document = { readonly [key: string]: Json };

/** The validators of the named schemas of a document. */
export interface LoadedSchemas {
  readonly problems: readonly Problem[];
  validate(name: string): Validate;
  is(name: string, value: unknown): boolean;
  standard(name: string): StandardSchemaV1;
  assert(name: string, value: unknown): void;
}

/** An OpenAPI 3.1 document with nothing but schemas. */
export function documentOf(schemas: Document): Document {
  return { openapi: '3.1.0', info: { title: 'Test', version: '1' }, paths: {}, components: { schemas } };
}

/** Builds the model of a document that must be without errors. */
export function modelOf(document: Document): { readonly model: ApiModel; readonly problems: readonly Problem[] } {
  return buildModel({ document, originOf: (pointer) => ({ file: 'test.yaml', pointer }) });
}

/** What a target gets beside the model. */
export async function generatorContext(document: Document): Promise<GeneratorContext> {
  return { document, templates: await templateSource(), guides: new Map(), toolVersion: '0.0.0' };
}

/** Runs the validators target. */
export async function generate(document: Document): Promise<GeneratorResult> {
  const { model, problems } = modelOf(document);
  const result = await validators.generate(model, await generatorContext(document));
  return { files: result.files, problems: [...problems, ...result.problems] };
}

/** Writes generated files as JavaScript into a temporary folder and returns its path. */
export async function writeJavaScript(files: readonly OutputFile[]): Promise<string> {
  const folder = makeTemporaryFolder();
  folders.push(folder);
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  for (const { path, contents } of files) {
    const target = join(folder, path.replace(/\.ts$/, '.js'));
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, javaScriptOf(String(contents)));
  }
  return folder;
}

const transpiled = new Map<string, string>();

/** The text of a module without its types; the runtime's modules come again and again. */
function javaScriptOf(text: string): string {
  const known = transpiled.get(text);
  if (known !== undefined) return known;
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ES2022, verbatimModuleSyntax: true };
  const { outputText } = ts.transpileModule(text, { compilerOptions });
  transpiled.set(text, outputText);
  return outputText;
}

/** Generates and loads the validators of schemas, by component name. */
export async function load(schemas: Document): Promise<LoadedSchemas> {
  return loadFiles(await generate(documentOf(schemas)));
}

/** Loads the validators of what the target has generated. */
export async function loadFiles({ files, problems }: GeneratorResult): Promise<LoadedSchemas> {
  const folder = await writeJavaScript(files);
  const module: unknown = await import(pathToFileURL(join(folder, 'schemas.js')).href);
  const member = (name: string): unknown => {
    const found = isRecord(module) ? module[name] : undefined;
    if (found === undefined) throw new Error(`schemas.ts does not export ${name}.`);
    return found;
  };
  return {
    problems,
    validate: (name) => asFunction<Validate>(member(`validate${name}`)),
    is: (name, value) => asFunction<(value: unknown) => boolean>(member(`is${name}`))(value),
    standard: (name) => asStandard(member(`${name.charAt(0).toLowerCase()}${name.slice(1)}Schema`)),
    assert: (name, value) => asFunction<(value: unknown) => void>(member(`assert${name}`))(value),
  };
}

async function templateSource(): Promise<TemplateSource> {
  const texts = new Map<string, string>();
  for (const folder of ['validators/runtime', 'types']) {
    for (const name of (await readdir(join(templates, folder))).sort()) texts.set(`${folder}/${name}`, await readFile(join(templates, folder, name), 'utf8'));
  }
  return {
    list: (folder) => [...texts.keys()].filter((name) => name.startsWith(`${folder}/`)),
    read: (name) => {
      const text = texts.get(name);
      if (text === undefined) throw new Error(`No template ${name}.`);
      return text;
    },
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function asFunction<F extends (...args: never[]) => unknown>(value: unknown): F {
  if (!isFunction<F>(value)) throw new TypeError('A function is expected.');
  return value;
}

function isFunction<F>(value: unknown): value is F {
  return typeof value === 'function';
}

function asStandard(value: unknown): StandardSchemaV1 {
  if (!isStandard(value)) throw new TypeError('A Standard Schema is expected.');
  return value;
}

function isStandard(value: unknown): value is StandardSchemaV1 {
  return isRecord(value) && isRecord(value['~standard']);
}
