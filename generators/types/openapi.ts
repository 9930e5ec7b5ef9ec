/** openapi.ts: the whole document as one type, by the openapi-typescript package, for tools that are built on its form. */
import openapiTS, { astToString } from 'openapi-typescript';
import type { OpenAPI3 } from 'openapi-typescript';
import type { Origin, Problem } from '../diagnostics.js';
import type { GeneratorResult } from '../generator.js';
import type { Json } from '../model/model.js';
import { escapeToken, isJsonArray, isJsonObject } from '../model/pointer.js';
import { banner } from '../typescript/print.js';

/** Of a discriminated union with an odd branch the package makes types the compiler rejects; that is not for a reader to mend. */
const unchecked = '// @ts-nocheck Printed by openapi-typescript, whose types of some documents the compiler would not accept.';

/** Prints the document. What the package cannot print is a warning, and the file is left out: nothing else depends on it. */
export async function printOpenApi(document: { readonly [key: string]: Json }, origin: Origin): Promise<GeneratorResult> {
  try {
    // The package edits what it is given.
    const nodes = await openapiTS(asOpenApi(withMappedReferences(structuredClone(document))), { silent: true, alphabetize: false });
    return { files: [{ path: 'openapi.ts', contents: `${banner}\n${unchecked}\n\n${astToString(nodes).trim()}\n` }], problems: [] };
  } catch (error) {
    const problem: Problem = {
      code: 'openapi-typescript',
      severity: 'warning',
      message: `openapi.ts is left out, for openapi-typescript cannot print this document: ${error instanceof Error ? error.message : String(error)}`,
      origin,
    };
    return { files: [], problems: [problem] };
  }
}

/** Names in a discriminator's mapping as references: the package takes a bare name for a file that it cannot find. */
function withMappedReferences(document: { [key: string]: Json }): { [key: string]: Json } {
  const { components } = document;
  const schemas = isJsonObject(components) && isJsonObject(components['schemas']) ? components['schemas'] : {};
  const pending: Json[] = [document];
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (isJsonArray(value)) for (const element of value) if (typeof element === 'object') pending.push(element);
    if (!isJsonObject(value)) continue;
    for (const member of Object.values(value)) if (typeof member === 'object') pending.push(member);
    const mapping = isJsonObject(value['discriminator']) ? value['discriminator']['mapping'] : undefined;
    if (!isJsonObject(mapping)) continue;
    for (const [tag, name] of Object.entries(mapping)) {
      if (typeof name === 'string' && Object.hasOwn(schemas, name)) Reflect.set(mapping, tag, `#/components/schemas/${escapeToken(name)}`);
    }
  }
  return document;
}

/** The package checks the form itself; its parameter type is narrower than what it takes. */
function asOpenApi(document: { readonly [key: string]: Json }): OpenAPI3 {
  const { openapi, info } = document;
  if (typeof openapi !== 'string' || typeof info !== 'object' || info === null) throw new TypeError('no "openapi" and "info".');
  return { ...document, openapi, info: { title: '', version: '', ...info } };
}
