/**
 * Schemas for checking examples: as in the document, but closed, so that a misspelt or undescribed member of an example is a
 * finding although answers are open to clients.
 *
 * Closing happens where a value begins (a body, a property, an item), never inside a composition: `unevaluatedProperties: false`
 * (JSON Schema 2020-12 §11.3) sees through `$ref`, `allOf`, `anyOf` and `oneOf` and rejects what none of them describes.
 */
import type { Json } from '../../model/model.js';
import { isJsonArray, isJsonObject, pointerOfFragment, valueAt } from '../../model/pointer.js';
import { type JsonObject, type MutableJsonObject, own, ownObject, ownString, setOwn } from '../../source/json.js';

const values = new Set(['items', 'contains', 'additionalProperties', 'additionalItems', 'unevaluatedItems', 'unevaluatedProperties']);
const branches = new Set(['if', 'then', 'else']);
const branchLists = new Set(['allOf', 'anyOf', 'oneOf']);
const valueMaps = new Set(['properties', 'patternProperties', '$defs', 'definitions']);

/** The id under which the schemas of the document are known to the validator. */
export const documentId = 'https://openapi.invalid/document';

/** Rewrites schemas of one document. */
export class ClosedSchemas {
  private readonly document: JsonObject;
  private readonly isOpenApi30: boolean;
  /** Pointers of referenced schemas, in the order in which they were met: each becomes a definition. */
  private readonly definitions = new Map<string, Json>();

  constructor(document: JsonObject) {
    this.document = document;
    this.isOpenApi30 = ownString(document, 'openapi')?.startsWith('3.0') === true;
  }

  /** The schema of a value, closed, complete with the definitions of everything it refers to by {@link definition}. */
  forValue(schema: Json): Json {
    return this.close(schema);
  }

  /** The schema that a `$ref` in a rewritten schema leads to, in open form. */
  definition(pointer: string): Json | undefined {
    if (!this.definitions.has(pointer)) {
      const schema = valueAt(this.document, pointer);
      if (schema === undefined) {
        return undefined;
      }
      // Before the walk, so that a circle ends here.
      this.definitions.set(pointer, true);
      this.definitions.set(pointer, this.open(schema));
    }
    return this.definitions.get(pointer);
  }

  /** A schema where a value begins. */
  private close(schema: Json): Json {
    const open = this.open(schema);
    if (!isJsonObject(open) || !this.describesMembers(schema, new Set()) || Object.hasOwn(open, 'unevaluatedProperties')) {
      return open;
    }
    return { ...open, unevaluatedProperties: false };
  }

  /** A schema as a part of another: only the values inside it are closed. */
  private open(schema: Json): Json {
    if (!isJsonObject(schema)) {
      return schema;
    }
    const copy: MutableJsonObject = {};
    for (const [keyword, value] of Object.entries(schema)) {
      const rewritten = this.keyword(keyword, value);
      if (rewritten !== undefined) {
        setOwn(copy, keyword, rewritten);
      }
    }
    return this.isOpenApi30 ? modernised(copy) : copy;
  }

  private keyword(keyword: string, value: Json): Json | undefined {
    if (keyword === '$ref' && typeof value === 'string') {
      const pointer = pointerOfFragment(value);
      return pointer === undefined ? value : referenceTo(pointer);
    }
    if (keyword === 'nullable' && !this.isOpenApi30) {
      // The validator would honour what is no keyword of OpenAPI 3.1.
      return undefined;
    }
    if (keyword === '$id' || keyword === '$schema' || keyword === '$anchor' || keyword === 'discriminator' || keyword === 'example' || keyword === 'examples' || keyword === 'xml' || keyword === 'externalDocs') {
      return undefined;
    }
    if (branchLists.has(keyword) || keyword === 'prefixItems') {
      return isJsonArray(value) ? value.map((item) => (keyword === 'prefixItems' ? this.close(item) : this.open(item))) : value;
    }
    if (valueMaps.has(keyword) || keyword === 'dependentSchemas') {
      if (!isJsonObject(value)) {
        return value;
      }
      const copy: MutableJsonObject = {};
      for (const [name, child] of Object.entries(value)) {
        setOwn(copy, name, keyword === 'dependentSchemas' ? this.open(child) : this.close(child));
      }
      return copy;
    }
    if (values.has(keyword)) {
      return isJsonArray(value) ? value.map((item) => this.close(item)) : this.close(value);
    }
    return branches.has(keyword) || keyword === 'not' ? this.open(value) : value;
  }

  /** True when the schema, or one it is composed of, names members: a schema that does not is a free-form map. */
  private describesMembers(schema: Json, seen: Set<JsonObject>): boolean {
    if (!isJsonObject(schema) || seen.has(schema)) {
      return false;
    }
    seen.add(schema);
    if (ownObject(schema, 'properties') !== undefined) {
      return true;
    }
    const reference = ownString(schema, '$ref');
    const pointer = reference === undefined ? undefined : pointerOfFragment(reference);
    const target = pointer === undefined ? undefined : valueAt(this.document, pointer);
    const parts = [...branchLists].flatMap((keyword) => {
      const list = own(schema, keyword);
      return isJsonArray(list) ? list : [];
    });
    return [...(target === undefined ? [] : [target]), ...parts].some((part) => this.describesMembers(part, seen));
  }
}

/** The reference by which the validator knows the schema at a pointer of the document. */
function referenceTo(pointer: string): string {
  return `${documentId}?${encodeURIComponent(pointer)}`;
}

/** The pointer in a reference that {@link ClosedSchemas} made. */
export function pointerOfReference(reference: string): string | undefined {
  return reference.startsWith(`${documentId}?`) ? decodeURIComponent(reference.slice(documentId.length + 1)) : undefined;
}

/** OpenAPI 3.0's own forms of JSON Schema (OAS 3.0 §4.7.24) in those of 2020-12. */
function modernised(schema: MutableJsonObject): MutableJsonObject {
  const { nullable, exclusiveMinimum, exclusiveMaximum, ...rest } = schema;
  const type = rest['type'];
  if (nullable === true && typeof type === 'string') {
    rest['type'] = [type, 'null'];
    if (isJsonArray(rest['enum']) && !rest['enum'].includes(null)) {
      rest['enum'] = [...rest['enum'], null];
    }
  }
  for (const [keyword, flag, bound] of [['exclusiveMinimum', exclusiveMinimum, 'minimum'], ['exclusiveMaximum', exclusiveMaximum, 'maximum']] as const) {
    const limit = rest[bound];
    if (flag === true && limit !== undefined) {
      rest[keyword] = limit;
      delete rest[bound];
    }
  }
  return rest;
}
