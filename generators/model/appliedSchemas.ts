/** Which schemas say something about one value. */
import type { Schema } from './model.js';

/** The schema, what it refers to, and what must hold as well, nearest first. */
export function appliedSchemas(schema: Schema): readonly Schema[] {
  const parts = new Set([schema]);
  // A Set hands out what is added while it is walked.
  for (const part of parts) {
    if (part.ref !== undefined) parts.add(part.ref);
    for (const other of part.allOf ?? []) parts.add(other);
    // A lone alternative beside `null` is the value's own description.
    for (const list of [part.oneOf, part.anyOf]) {
      const others = list?.filter((member) => !isNull(member)) ?? [];
      if (others.length === 1 && others[0] !== undefined) parts.add(others[0]);
    }
  }
  return [...parts];
}

function isNull(schema: Schema): boolean {
  return schema.types?.length === 1 && schema.types[0] === 'null';
}
