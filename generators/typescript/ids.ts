/** Which schemas are kinds of ids, told apart by their types. */
import type { Schema } from '../model/model.js';
import { resolvedShape } from '../model/shape.js';

/**
 * True for a named string whose name ends in `Id` and whose pattern says what such an id looks like: the description means a kind
 * of its own by it, and not just some text.
 */
export function isIdKind({ name, pattern, types, enum: values, constant }: Schema): boolean {
  return name !== undefined && /(?:Id|ID)$/.test(name) && pattern !== undefined && types?.length === 1 && types[0] === 'string' && (values ?? constant) === undefined;
}

/** Of alternatives, those that need to be printed: where one is an id, any text fits already, save ids of other kinds. */
export function withoutPlainText(alternatives: readonly Schema[]): readonly Schema[] {
  if (!alternatives.some(containsId)) return alternatives;
  return alternatives.filter((schema) => containsId(schema) || resolvedShape(schema).kind !== 'string');
}

function containsId(schema: Schema): boolean {
  const { kind, ...shape } = resolvedShape(schema);
  return isIdKind(shape.schema) || (kind === 'union' && 'members' in shape && shape.members.some((member) => isIdKind(resolvedShape(member).schema)));
}
