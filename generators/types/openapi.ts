/** openapi.ts: the whole document as one type, by the openapi-typescript package, for tools that are built on its form. */
import type { Origin, Problem } from '../diagnostics.js';
import type { GeneratorResult, OutputFile } from '../generator.js';
import { PieceKind } from '../incremental/pieces.js';
import type { Json } from '../model/model.js';
import { escapeToken, isJsonArray, isJsonObject } from '../model/pointer.js';
import { banner } from '../typescript/print.js';
import { type PrintedDocument, printDocument, printParts } from './openApiParts.js';

type JsonObject = { readonly [key: string]: Json };

/** Of a discriminated union with an odd branch the package makes types the compiler rejects; that is not for a reader to mend. */
const unchecked = '// @ts-nocheck Printed by openapi-typescript, whose types of some documents the compiler would not accept.';

/** What the runs of one watcher printed last. */
const printedBefore = new WeakMap<object, PrintedDocument>();

/** The file of a text. */
const filePieces = new PieceKind<OutputFile>();

/**
 * Prints the document. What the package cannot print is a warning, and the file is left out: nothing else depends on it.
 *
 * @param session stands for runs in the same process that follow one another
 */
export function printOpenApi(document: JsonObject, origin: Origin, session?: object): GeneratorResult {
  try {
    const text = session === undefined ? printWhole(document) : printChanges(document, session);
    const file = filePieces.of(session, () => '').get('openapi.ts', () => [text], () => ({ path: 'openapi.ts', contents: `${banner}\n${unchecked}\n\n${text.trim()}\n` }));
    return { files: [file], problems: [] };
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

function printWhole(document: JsonObject): string {
  const hasDiscriminators = mentionsDiscriminator(document);
  // The package edits nothing but the types that it finds discriminators of.
  return printDocument(hasDiscriminators ? prepare(document) : document, hasDiscriminators);
}

function printChanges(document: JsonObject, session: object): string {
  const printed = printParts(document, { prepare, mentionsDiscriminator }, printedBefore.get(session));
  printedBefore.set(session, printed);
  return printed.text;
}

/** A copy for the package to edit. Its main function would lint and bundle the document first, which it has behind it. */
function prepare(document: JsonObject): JsonObject {
  return withMappedReferences(structuredClone(withoutExamples(document)));
}

/** The document without what the package would copy and look through but not print: extensions, and named examples of bodies. */
function withoutExamples({ paths, components, ...rest }: JsonObject): JsonObject {
  const kept = Object.fromEntries(Object.entries(rest).filter(([name]) => !name.startsWith('x-')));
  return {
    ...kept,
    ...(paths === undefined ? {} : { paths: mapMembers(paths, (item) => mapMembers(item, withoutBodyExamples)) }),
    ...(isJsonObject(components) ? { components: withoutComponentExamples(components) } : components === undefined ? {} : { components }),
  };
}

function withoutComponentExamples({ examples: _examples, ...components }: JsonObject): JsonObject {
  const { responses, requestBodies } = components;
  return {
    ...components,
    ...(responses === undefined ? {} : { responses: mapMembers(responses, withoutContentExamples) }),
    ...(requestBodies === undefined ? {} : { requestBodies: mapMembers(requestBodies, withoutContentExamples) }),
  };
}

/** An operation; what else stands in a Path Item stays as it is. */
function withoutBodyExamples(operation: Json): Json {
  if (!isJsonObject(operation)) return operation;
  const { requestBody, responses } = operation;
  return {
    ...operation,
    ...(requestBody === undefined ? {} : { requestBody: withoutContentExamples(requestBody) }),
    ...(responses === undefined ? {} : { responses: mapMembers(responses, withoutContentExamples) }),
  };
}

function withoutContentExamples(body: Json): Json {
  if (!isJsonObject(body) || body['content'] === undefined) return body;
  return { ...body, content: mapMembers(body['content'], withoutOwnExamples) };
}

function withoutOwnExamples(mediaType: Json): Json {
  if (!isJsonObject(mediaType) || !isJsonObject(mediaType['examples'])) return mediaType;
  const { examples: _examples, ...rest } = mediaType;
  return rest;
}

function mapMembers(value: Json, map: (member: Json) => Json): Json {
  return isJsonObject(value) ? Object.fromEntries(Object.entries(value).map(([name, member]) => [name, map(member)])) : value;
}

/** Names in a discriminator's mapping become references: the package takes a bare name for a file that it cannot find. */
function withMappedReferences(copy: JsonObject): JsonObject {
  const { components } = copy;
  const schemas = isJsonObject(components) && isJsonObject(components['schemas']) ? components['schemas'] : {};
  for (const value of objectsIn(copy)) {
    const mapping = isJsonObject(value['discriminator']) ? value['discriminator']['mapping'] : undefined;
    if (!isJsonObject(mapping)) continue;
    for (const [tag, name] of Object.entries(mapping)) {
      if (typeof name === 'string' && Object.hasOwn(schemas, name)) Reflect.set(mapping, tag, `#/components/schemas/${escapeToken(name)}`);
    }
  }
  return copy;
}

function mentionsDiscriminator(value: JsonObject): boolean {
  for (const object of objectsIn(value)) if (isJsonObject(object['discriminator'])) return true;
  return false;
}

function* objectsIn(root: Json): Generator<JsonObject, void> {
  const pending: Json[] = [root];
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (isJsonArray(value)) for (const element of value) if (typeof element === 'object') pending.push(element);
    if (!isJsonObject(value)) continue;
    for (const member of Object.values(value)) if (typeof member === 'object') pending.push(member);
    yield value;
  }
}
