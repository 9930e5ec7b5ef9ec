/** Members of a value that its description does not speak of. */
import type { Json, Schema } from '../../model/model.js';
import { escapeToken, isJsonArray, isJsonObject } from '../../model/pointer.js';
import { boundedRegExp } from '../../patterns/boundedRegExp.js';
import { inPlace } from '../http/redaction.js';

/**
 * Finds the members of objects, at any depth, that no part of the description names.
 *
 * An object about which nothing is said, or that takes other members on purpose (`additionalProperties`), holds none.
 *
 * @returns JSON Pointers into the value
 */
export function undocumentedMembers(value: Json, schemas: readonly Schema[], pointer = ''): readonly string[] {
  const described = inPlace(schemas);
  if (isJsonArray(value)) {
    return value.flatMap((item, index) => undocumentedMembers(item, described.flatMap((schema) => schema.prefixItems?.[index] ?? schema.items ?? []), `${pointer}/${index}`));
  }
  if (!isJsonObject(value)) return [];
  const speaks = described.some((schema) => schema.properties !== undefined || schema.patternProperties !== undefined);
  const open = !speaks || described.some(({ additionalProperties, unevaluatedProperties }) => isOpen(additionalProperties) || isOpen(unevaluatedProperties));
  return Object.entries(value).flatMap(([name, member]) => {
    const own = described.flatMap((schema) => [
      ...(schema.properties?.has(name) === true ? [schema.properties.get(name)] : []),
      ...[...(schema.patternProperties ?? [])].filter(([pattern]) => boundedRegExp(pattern).test(name)).map(([, part]) => part),
    ]);
    const parts = own.length > 0 ? own : described.map((schema) => schema.additionalProperties);
    const below = `${pointer}/${escapeToken(name)}`;
    if (own.length === 0 && !open) return [below];
    return undocumentedMembers(member, parts.filter((part) => part !== undefined), below);
  });
}

function isOpen(schema: Schema | undefined): boolean {
  return schema !== undefined && schema.always !== false;
}
