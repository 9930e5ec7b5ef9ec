/** A schema cut down to what it says of one value, so that the faults of a union's other branches are not told. */
import type { Json, Schema } from '../../model/model.js';
import { isJsonArray, isJsonObject } from '../../model/pointer.js';
import { inPlace } from '../http/redaction.js';

type JsonObject = { readonly [key: string]: Json };

/**
 * Prints a schema with its references followed along a value, and with the branches of unions left out that are meant for
 * values of another kind: those whose type, or whose tag (`const`), is another.
 *
 * @param print prints a schema as it is, references included
 */
export function narrowed(schema: Schema, value: Json, print: (schema: Schema) => JsonObject | boolean, above: ReadonlySet<Schema> = new Set()): JsonObject | boolean {
  const printed = print(schema);
  if (typeof printed === 'boolean' || above.has(schema)) return printed;
  const inside = new Set([...above, schema]);
  const inPlaceOf = (part: Schema): Json => narrowed(part, value, print, inside);
  const below = (part: Schema, member: Json): Json => narrowed(part, member, print);
  const { $ref: _ref, ...rest } = printed;
  const parts = [...(schema.allOf ?? []), ...(schema.ref === undefined ? [] : [schema.ref])].map(inPlaceOf);
  const { properties, items } = schema;
  return {
    ...rest,
    ...(parts.length === 0 ? {} : { allOf: parts }),
    ...union('oneOf', schema.oneOf, value, inPlaceOf),
    ...union('anyOf', schema.anyOf, value, inPlaceOf),
    ...(properties !== undefined && isJsonObject(value)
      ? { properties: Object.fromEntries([...properties].map(([name, part]) => [name, Object.hasOwn(value, name) ? below(part, value[name] ?? null) : print(part)])) }
      : {}),
    ...(items !== undefined && isJsonArray(value) && value.length > 0 && schema.prefixItems === undefined ? { prefixItems: value.map((item) => below(items, item)) } : {}),
  };
}

function union(keyword: 'oneOf' | 'anyOf', branches: readonly Schema[] | undefined, value: Json, print: (schema: Schema) => Json): JsonObject {
  if (branches === undefined) return {};
  const meant = branches.filter((branch) => isMeantFor(branch, value));
  const [only, ...others] = meant;
  return { [keyword]: only !== undefined && others.length === 0 ? [print(only)] : branches.map(print) };
}

/** Whether a branch is for values of this kind: of one of its types, and with its tags. */
function isMeantFor(branch: Schema, value: Json): boolean {
  const schemas = inPlace([branch]);
  return schemas.every(({ types, constant, properties }) => {
    if (types !== undefined && !types.some((type) => isOfType(type, value))) return false;
    if (constant !== undefined && constant.value !== value) return false;
    if (!isJsonObject(value)) return true;
    return [...(properties ?? [])].every(([name, part]) => part.constant === undefined || part.constant.value === value[name]);
  });
}

function isOfType(type: string, value: Json): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'array':
      return isJsonArray(value);
    case 'object':
      return isJsonObject(value);
    case 'integer':
    case 'number':
      return typeof value === 'number';
    default:
      return typeof value === type;
  }
}
