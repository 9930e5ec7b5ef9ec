/** Schemas nobody wrote: the parts a reading view takes a schema apart into. */
import type { JsonType, Schema } from './model.js';

/**
 * A schema with the given keywords, at the place of the one it was taken from. `~` followed by a letter is no escape of RFC 6901,
 * so the pointer is nobody else's. Annotations stay with the origin.
 */
export function derivedSchema(from: Schema, label: string, keywords: Partial<Schema>): Schema {
  const { name, title, description, ...rest } = keywords;
  return {
    recursive: from.recursive,
    examples: [],
    deprecated: false,
    readOnly: false,
    writeOnly: false,
    sensitive: from.sensitive,
    enumDescriptions: {},
    extensions: {},
    ...rest,
    pointer: `${from.pointer}/~${label}`,
    origin: from.origin,
  };
}

/** The same schema confined to one of its types. */
export function schemaOfTypes(schema: Schema, type: JsonType): Schema {
  return derivedSchema(schema, type, { ...schema, types: [type] });
}
