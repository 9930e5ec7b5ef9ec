/** Generates an SDK from a document, without disk or command line. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { GeneratorResult, OutputFile } from '../../../generators/generator.js';
import { buildModel } from '../../../generators/model/build.js';
import type { Json } from '../../../generators/model/model.js';
import { fileTemplates } from '../../../generators/package.js';
import { sdk } from '../../../generators/sdk/index.js';
import { types } from '../../../generators/types/index.js';

/** A plain OpenAPI document. */
export type Document = { readonly [key: string]: Json };

/** Runs the target alone. */
export async function generateSdk(document: Document): Promise<GeneratorResult> {
  return (await run(document)).sdk;
}

/** Runs the targets an SDK is made of and writes `types/` and `sdk/` below a folder. */
export async function writeSdk(document: Document, folder: string): Promise<void> {
  const results = await run(document);
  for (const [name, { files }] of Object.entries(results)) for (const file of files) write(join(folder, name), file);
}

async function run(document: Document): Promise<{ readonly types: GeneratorResult; readonly sdk: GeneratorResult }> {
  const { model } = buildModel({ document, originOf: (pointer) => ({ file: 'test.yaml', pointer }) });
  const context = { document, templates: fileTemplates(), guides: new Map<string, string>(), toolVersion: '1.2.3' };
  return { types: await types.generate(model, context), sdk: await sdk.generate(model, context) };
}

function write(folder: string, { path, contents }: OutputFile): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), contents);
}
