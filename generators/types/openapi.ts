/** openapi.ts: the whole document as one type, by the openapi-typescript package, for tools that are built on its form. */
import { createRequire } from 'node:module';
import type { GlobalContext, OpenAPI3 } from 'openapi-typescript';
import type { Origin, Problem } from '../diagnostics.js';
import type { GeneratorResult } from '../generator.js';
import type { Json } from '../model/model.js';
import { escapeToken, isJsonArray, isJsonObject } from '../model/pointer.js';
import { banner } from '../typescript/print.js';

type OpenApiTypeScript = typeof import('openapi-typescript');

/** Of a discriminated union with an odd branch the package makes types the compiler rejects; that is not for a reader to mend. */
const unchecked = '// @ts-nocheck Printed by openapi-typescript, whose types of some documents the compiler would not accept.';

/** Prints the document. What the package cannot print is a warning, and the file is left out: nothing else depends on it. */
export function printOpenApi(document: { readonly [key: string]: Json }, origin: Origin): GeneratorResult {
  const { transformSchema, astToString, ...rest } = openApiTypeScript();
  try {
    // The package edits what it is given. Its main function would lint and bundle the document first, which it has behind it.
    const copy = asOpenApi(withMappedReferences(structuredClone(document)));
    const text = astToString(transformSchema(copy, contextOf(copy, rest))).trim();
    return { files: [{ path: 'openapi.ts', contents: `${banner}\n${unchecked}\n\n${withoutControls(text)}\n` }], problems: [] };
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

/**
 * The parts of the package that print, as CommonJS: its entry would load a linter, and an import of CommonJS reads the compiler's ten
 * megabytes twice more to learn what they export. Together that is a third of the time that all types take.
 */
function openApiTypeScript(): Pick<OpenApiTypeScript, 'transformSchema' | 'astToString' | 'scanDiscriminators' | 'resolveRef'> {
  const require = createRequire(import.meta.url);
  const transformSchema: OpenApiTypeScript['transformSchema'] = require('openapi-typescript/dist/transform/index.cjs');
  const { astToString }: Pick<OpenApiTypeScript, 'astToString'> = require('openapi-typescript/dist/lib/ts.cjs');
  const { resolveRef, scanDiscriminators }: Pick<OpenApiTypeScript, 'resolveRef' | 'scanDiscriminators'> = require('openapi-typescript/dist/lib/utils.cjs');
  return { transformSchema, astToString, resolveRef, scanDiscriminators };
}

/** What the package's main function would give its parts: its defaults. */
function contextOf(document: OpenAPI3, { scanDiscriminators, resolveRef }: Pick<OpenApiTypeScript, 'scanDiscriminators' | 'resolveRef'>): GlobalContext {
  return {
    additionalProperties: false,
    alphabetize: false,
    arrayLength: false,
    conditionalEnums: false,
    dedupeEnums: false,
    defaultNonNullable: true,
    discriminators: scanDiscriminators(document, { silent: true }),
    emptyObjectsUnknown: false,
    enum: false,
    enumValues: false,
    excludeDeprecated: false,
    exportType: false,
    generatePathParams: false,
    immutable: false,
    injectFooter: [],
    makePathsEnum: false,
    pathParamsAsTypes: false,
    propertiesRequiredByDefault: false,
    readWriteMarkers: false,
    get redoc(): GlobalContext['redoc'] {
      throw new Error('its linter is not used');
    },
    resolve: (reference) => resolveRef(document, reference, { silent: true }),
    rootTypes: false,
    rootTypesKeepCasing: false,
    rootTypesNoSchemaPrefix: false,
    silent: true,
    postTransform: undefined,
    transform: undefined,
    transformProperty: undefined,
  };
}

/** Characters that hide or reorder text, as escapes: they mean the same in a literal, and nothing in a comment. */
function withoutControls(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]|\p{Cs}/gu, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
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
