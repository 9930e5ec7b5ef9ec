/** Every place in a document where an example stands, with the schema it must match. */
import type { Json } from '../../model/model.js';
import { isJsonArray, isJsonObject, pointerOfFragment, valueAt } from '../../model/pointer.js';
import type { JsonObject } from '../../source/json.js';
import { own, ownObject, ownString } from '../../source/json.js';
import { appendToPointer, pointerOf } from '../../source/pointer.js';
import { isComponentSection, memberOf, type Kind } from '../../source/structure.js';

/** An example and its schema. */
export interface ExampleSite {
  /** Where the value stands: `/components/examples/x/value`. */
  readonly pointer: string;
  readonly value: Json;
  /** Where the schema stands. */
  readonly schemaPointer: string;
  readonly schema: Json;
  readonly kind: 'request' | 'response' | 'parameter' | 'header' | 'property' | 'default';
}

type Direction = 'request' | 'response';

/** Walks the document and lists its examples. */
export function* exampleSites(document: JsonObject): Generator<ExampleSite> {
  yield* walk(document, document, 'document', '', 'response');
}

function* walk(document: JsonObject, value: Json, kind: Kind, pointer: string, direction: Direction): Generator<ExampleSite> {
  if (!isJsonObject(value)) {
    return;
  }
  if (kind === 'schema') {
    yield* ofSchema(value, pointer);
  } else if (kind === 'mediaType' || kind === 'parameter' || kind === 'header') {
    yield* ofContent(document, value, pointer, kind === 'mediaType' ? direction : kind);
  }
  for (const [key, child] of Object.entries(value)) {
    const member = memberOf(kind, key);
    const at = appendToPointer(pointer, key);
    const inner = key === 'requestBody' || key === 'requestBodies' ? 'request' : key === 'responses' ? 'response' : direction;
    if (member === undefined || member.kind === 'example' || member.kind === 'exampleObject') {
      continue;
    }
    if (member.as === 'one') {
      yield* walk(document, child, member.kind, at, inner);
    } else if (isJsonArray(child)) {
      for (const [index, item] of child.entries()) {
        yield* walk(document, item, member.kind, appendToPointer(at, index), inner);
      }
    } else if (isJsonObject(child)) {
      for (const [name, item] of Object.entries(child)) {
        if (!(kind === 'components' && !isComponentSection(key))) {
          yield* walk(document, item, member.kind, appendToPointer(at, name), inner);
        }
      }
    }
  }
}

function* ofSchema(schema: JsonObject, pointer: string): Generator<ExampleSite> {
  const site = (keyword: string, value: Json, kind: ExampleSite['kind']): ExampleSite => ({ pointer: `${pointer}/${keyword}`, value, schemaPointer: pointer, schema, kind });
  const examples = own(schema, 'examples');
  if (isJsonArray(examples)) {
    for (const [index, value] of examples.entries()) {
      yield site(`examples/${index}`, value, 'property');
    }
  }
  const example = own(schema, 'example');
  if (example !== undefined) {
    yield site('example', example, 'property');
  }
  const fallback = own(schema, 'default');
  if (fallback !== undefined) {
    yield site('default', fallback, 'default');
  }
}

function* ofContent(document: JsonObject, owner: JsonObject, pointer: string, kind: ExampleSite['kind']): Generator<ExampleSite> {
  const schema = own(owner, 'schema');
  if (schema === undefined) {
    return;
  }
  const schemaPointer = `${pointer}/schema`;
  const example = own(owner, 'example');
  if (example !== undefined) {
    yield { pointer: `${pointer}/example`, value: example, schemaPointer, schema, kind };
  }
  for (const [name, entry] of Object.entries(ownObject(owner, 'examples') ?? {})) {
    const found = exampleObject(document, entry, pointer + pointerOf('examples', name));
    if (found !== undefined) {
      yield { ...found, schemaPointer, schema, kind };
    }
  }
}

/** The value of an Example Object, a reference followed; none for an external one. */
function exampleObject(document: JsonObject, entry: Json, pointer: string): { pointer: string; value: Json } | undefined {
  if (!isJsonObject(entry)) {
    return undefined;
  }
  const reference = ownString(entry, '$ref');
  const target = reference === undefined ? pointer : pointerOfFragment(reference);
  const example = target === undefined ? undefined : reference === undefined ? entry : valueAt(document, target);
  const value = isJsonObject(example) ? own(example, 'value') : undefined;
  return value === undefined || target === undefined ? undefined : { pointer: `${target}/value`, value };
}
