/** Schemas on their way into the model. */
import type { Schema } from '../model.js';

/** A schema while it is being filled in; the finished model shows it as {@link Schema}. */
export type SchemaDraft = { -readonly [Member in keyof Schema]: Schema[Member] };

/** Schemas by pointer, apart for each part of the document (`partOf` in documentParts.ts). */
export type SchemasByPart = ReadonlyMap<string, ReadonlyMap<string, SchemaDraft>>;

/** What a schema says that says nothing. */
export const bare = {
  recursive: false,
  examples: [],
  deprecated: false,
  readOnly: false,
  writeOnly: false,
  sensitive: false,
  enumDescriptions: {},
  extensions: {},
} as const satisfies Partial<Schema>;

/** A schema with nothing in it but its place. */
export function emptyDraft(pointer: string, origin: Schema['origin']): SchemaDraft {
  return { pointer, origin, ...bare };
}
