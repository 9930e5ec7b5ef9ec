/** Either-or groups: `x-one-of-required`, lists of properties of which exactly one must be present. */
import type { Problem } from '../diagnostics.js';
import type { Json, Schema } from './model.js';

/** One group: the names, at least two. */
export type EitherOr = readonly string[];

/** The groups a schema states itself or takes over through references and `allOf`, each once. */
export function oneOfRequired(schema: Schema): readonly EitherOr[] {
  const groups = new Map<string, EitherOr>();
  const seen = new Set<Schema>([schema]);
  for (const part of seen) {
    for (const group of ownGroups(part)) groups.set(group.join('\0'), group);
    if (part.ref !== undefined) seen.add(part.ref);
    for (const inherited of part.allOf ?? []) seen.add(inherited);
  }
  return [...groups.values()];
}

/** What is wrong with a schema's own `x-one-of-required`, if anything. */
export function oneOfRequiredProblems(schema: Schema): readonly Problem[] {
  const written = schema.extensions['x-one-of-required'];
  if (written === undefined || (isList(written) && written.every((group) => namesOf(group) !== undefined))) return [];
  return [
    {
      code: 'invalid-extension',
      severity: 'warning',
      message: '"x-one-of-required" is ignored, for it is not a list of lists of at least two property names.',
      origin: schema.origin,
    },
  ];
}

function ownGroups(schema: Schema): readonly EitherOr[] {
  const written = schema.extensions['x-one-of-required'];
  return isList(written) ? written.flatMap((group) => (namesOf(group) === undefined ? [] : [namesOf(group) ?? []])) : [];
}

function namesOf(group: Json): EitherOr | undefined {
  if (!isList(group)) return undefined;
  const names = group.filter((name) => typeof name === 'string');
  return names.length === group.length && names.length > 1 ? names : undefined;
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
