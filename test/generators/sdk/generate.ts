/** Generates an SDK from a document, without disk or command line. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Generator, GeneratorResult, OutputFile } from '../../../generators/generator.js';
import { buildModel } from '../../../generators/model/build.js';
import type { Json } from '../../../generators/model/model.js';
import { fileTemplates } from '../../../generators/package.js';
import { sdk } from '../../../generators/sdk/index.js';
import { types } from '../../../generators/types/index.js';

/** A plain OpenAPI document. */
export type Document = { readonly [key: string]: Json };

/** Runs the target alone. */
export async function generateSdk(document: Document): Promise<GeneratorResult> {
  return generating(document)(sdk);
}

/** Runs the targets an SDK is made of, and others, and writes `types/`, `sdk/` … below a folder. */
export async function writeSdk(document: Document, folder: string, others: readonly Generator[] = []): Promise<void> {
  const generate = generating(document);
  for (const target of [types, sdk, ...others]) for (const file of (await generate(target)).files) write(join(folder, target.name), file);
}

function generating(document: Document): (target: Generator) => GeneratorResult | Promise<GeneratorResult> {
  const { model } = buildModel({ document, originOf: (pointer) => ({ file: 'test.yaml', pointer }) });
  const context = { document, templates: fileTemplates(), guides: new Map<string, string>(), toolVersion: '1.2.3' };
  return (target) => target.generate(model, context);
}

function write(folder: string, { path, contents }: OutputFile): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), contents);
}
