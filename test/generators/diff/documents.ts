/** Descriptions for the tests of `diff`: made from fixtures, opened from memory. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { diffDescriptions, type Difference, type DiffOptions } from '../../../generators/diff/index.js';
import type { Json } from '../../../generators/model/model.js';
import { isJsonObject } from '../../../generators/model/pointer.js';
import { openDescription, type OpenedDescription } from '../../../generators/pipeline.js';

export type JsonObject = { readonly [key: string]: Json };

/** A file of the fixtures folder. */
export function fixture<T>(name: string): T {
  return parse(readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8'), { merge: true }) as T;
}

/** JSON Merge Patch (RFC 7386). */
export function patched(target: Json | undefined, patch: Json): Json {
  if (!isJsonObject(patch)) return patch;
  const result: Record<string, Json> = isJsonObject(target) ? { ...target } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete result[name];
    else result[name] = patched(result[name], value);
  }
  return result;
}

/** Opens a document, laid out as JSON with one member per line. */
export function open(document: Json): Promise<OpenedDescription> {
  return openDescription({ input: '-', stdin: JSON.stringify(document, null, 1) });
}

/** What changed between two documents. */
export async function differenceOf(old: Json, now: Json, options: DiffOptions = {}): Promise<Difference> {
  return diffDescriptions(await open(old), await open(now), options);
}

const components = {
  schemas: {
    Cat: { type: 'object', required: ['kind', 'name'], properties: { kind: { const: 'cat' }, name: { type: 'string' } } },
    Dog: { type: 'object', required: ['kind', 'name'], properties: { kind: { const: 'dog' }, name: { type: 'string' } } },
    Tree: { type: 'object', properties: { label: { type: 'string' }, children: { type: 'array', items: { $ref: '#/components/schemas/Tree' } } } },
  },
};

/** A document with one operation, that takes or gives values of one schema. */
export function documentOf(direction: 'request' | 'response', schema: Json): JsonObject {
  const content = { 'application/json': { schema } };
  return {
    openapi: '3.1.0',
    info: { title: 'Animals', version: '1.0.0' },
    paths: {
      '/animals': {
        post: {
          operationId: 'sendAnimal',
          ...(direction === 'request' ? { requestBody: { content } } : {}),
          responses: { 200: { description: 'Done.', ...(direction === 'response' ? { content } : {}) } },
        },
      },
    },
    components,
  };
}
