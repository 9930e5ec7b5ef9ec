/** One Schema Object read keyword by keyword; subschemas and references are left to the {@link SchemaSource}. */
import type { Json, JsonType, Schema } from '../model.js';
import { readEnumDescriptions } from './extensions.js';
import { defined } from './place.js';
import type { Place } from './place.js';

/** Where the keywords' subschemas come from: the same object for the same pointer. */
export type SchemaSource = (place: Place) => Schema;

const jsonTypes: ReadonlySet<string> = new Set<JsonType>(['null', 'boolean', 'object', 'array', 'number', 'integer', 'string']);

/** Keywords that change what a schema accepts in a way nothing here can express. */
const unsupported: Readonly<Record<string, string>> = {
  dependencies: 'Use "dependentRequired" or "dependentSchemas"; this is a keyword of an older JSON Schema.',
  additionalItems: 'Use "items" after "prefixItems"; this is a keyword of an older JSON Schema.',
};

/** The keywords that describe and do not restrict. They apply beside a `$ref` in either dialect. */
export function annotations(place: Place) {
  const examples = place.has('examples') ? place.member('examples').value : undefined;
  const example = place.has('example') ? place.member('example').value : undefined;
  return {
    ...defined({
      title: place.text('title'),
      description: place.text('description'),
      default: place.has('default') ? place.member('default').value : undefined,
    }),
    examples: Array.isArray(examples) ? (examples satisfies readonly Json[]) : example === undefined ? [] : [example],
    deprecated: place.boolean('deprecated') ?? false,
    readOnly: place.boolean('readOnly') ?? false,
    writeOnly: place.boolean('writeOnly') ?? false,
    sensitive: (place.has('x-sensitive') && place.member('x-sensitive').value === true) || (place.has('format') && place.member('format').value === 'password'),
    enumDescriptions: readEnumDescriptions(place),
    extensions: place.extensions(),
  };
}

/** The keywords that restrict, subschemas included; not `$ref`, `discriminator` and what OpenAPI 3.0 says differently. */
export function assertions(place: Place, source: SchemaSource) {
  for (const [keyword, help] of Object.entries(unsupported)) {
    if (place.has(keyword)) place.member(keyword).problem('unsupported-keyword', `The keyword "${keyword}" is not supported.`, { help });
  }
  return {
    ...values(place),
    ...applicators(place, source),
    ...defined({ types: typesOf(place), enum: enumOf(place) }),
    ...(place.has('const') ? { constant: { value: place.member('const').value ?? null } } : {}),
    ...limits(place),
  };
}

function values(place: Place) {
  return defined({
    format: place.text('format'),
    minLength: count(place, 'minLength'),
    maxLength: count(place, 'maxLength'),
    pattern: place.text('pattern'),
    contentEncoding: place.text('contentEncoding'),
    contentMediaType: place.text('contentMediaType'),
    multipleOf: positive(place, 'multipleOf'),
    minContains: count(place, 'minContains'),
    maxContains: count(place, 'maxContains'),
    minItems: count(place, 'minItems'),
    maxItems: count(place, 'maxItems'),
    uniqueItems: place.boolean('uniqueItems'),
    minProperties: count(place, 'minProperties'),
    maxProperties: count(place, 'maxProperties'),
    required: requiredOf(place),
    dependentRequired: place.has('dependentRequired')
      ? new Map(place.member('dependentRequired').members().map(([name, names]) => [name, names.asTexts() ?? []]))
      : undefined,
  });
}

function applicators(place: Place, source: SchemaSource) {
  const one = (keyword: string): Schema | undefined => (place.has(keyword) ? source(place.member(keyword)) : undefined);
  const several = (keyword: string): readonly Schema[] | undefined => {
    if (!place.has(keyword)) return undefined;
    const schemas = place.member(keyword).elements().map((element) => source(element));
    return schemas.length === 0 ? undefined : schemas;
  };
  const named = (keyword: string): ReadonlyMap<string, Schema> | undefined =>
    place.has(keyword) ? new Map(place.member(keyword).members().map(([name, member]) => [name, source(member)])) : undefined;
  return defined({
    allOf: several('allOf'),
    anyOf: several('anyOf'),
    oneOf: several('oneOf'),
    not: one('not'),
    if: one('if'),
    then: one('then'),
    else: one('else'),
    items: itemsOf(place, source),
    prefixItems: several('prefixItems'),
    contains: one('contains'),
    unevaluatedItems: one('unevaluatedItems'),
    properties: named('properties'),
    patternProperties: named('patternProperties'),
    additionalProperties: one('additionalProperties'),
    propertyNames: one('propertyNames'),
    unevaluatedProperties: one('unevaluatedProperties'),
    dependentSchemas: named('dependentSchemas'),
  });
}

/** `minimum` and its kin; OpenAPI 3.0's boolean `exclusiveMinimum` moves the limit to the exclusive keyword. */
function limits(place: Place) {
  const minimum = place.number('minimum');
  const maximum = place.number('maximum');
  if (!place.has('exclusiveMinimum') && !place.has('exclusiveMaximum')) return defined({ minimum, maximum });
  const lower = place.member('exclusiveMinimum');
  const upper = place.member('exclusiveMaximum');
  return defined({
    minimum: lower.value === true ? undefined : minimum,
    exclusiveMinimum: typeof lower.value === 'boolean' ? (lower.value ? minimum : undefined) : lower.asNumber(),
    maximum: upper.value === true ? undefined : maximum,
    exclusiveMaximum: typeof upper.value === 'boolean' ? (upper.value ? maximum : undefined) : upper.asNumber(),
  });
}

function typesOf(place: Place): readonly JsonType[] | undefined {
  if (!place.has('type')) return undefined;
  const type = place.member('type');
  const names = typeof type.value === 'string' ? [type] : type.elements();
  const types = new Set<JsonType>();
  for (const name of names) {
    const text = name.asText();
    if (text === undefined) continue;
    if (isJsonType(text)) types.add(text);
    else name.problem('invalid-document', `"${text}" is not a JSON Schema type.`, { help: `Use one of ${[...jsonTypes].join(', ')}.` });
  }
  return types.size === 0 ? undefined : [...types];
}

function isJsonType(name: string): name is JsonType {
  return jsonTypes.has(name);
}

function enumOf(place: Place): readonly Json[] | undefined {
  if (!place.has('enum')) return undefined;
  return place.member('enum').elements().flatMap((element) => (element.value === undefined ? [] : [element.value]));
}

/** `required` as a list. A boolean (a property's own `required: true`, as in old drafts) says nothing here and is pointed out. */
function requiredOf(place: Place): readonly string[] | undefined {
  if (!place.has('required')) return undefined;
  const required = place.member('required');
  if (typeof required.value === 'boolean') {
    required.problem('ignored-keyword', 'A boolean "required" says nothing in a schema.', {
      severity: 'warning',
      help: 'List the property under "required" of the object that has it.',
    });
    return undefined;
  }
  const names = required.asTexts();
  return names === undefined ? undefined : [...new Set(names)];
}

function itemsOf(place: Place, source: SchemaSource): Schema | undefined {
  if (!place.has('items')) return undefined;
  const items = place.member('items');
  if (Array.isArray(items.value)) {
    items.problem('unsupported-keyword', 'A list of schemas under "items" is a form of older drafts.', { help: 'Use "prefixItems".' });
    return undefined;
  }
  return source(items);
}

function count(place: Place, keyword: string): number | undefined {
  const value = place.number(keyword);
  if (value === undefined || (Number.isInteger(value) && value >= 0)) return value;
  place.member(keyword).problem('invalid-document', `"${keyword}" must be a whole number that is not negative.`);
  return undefined;
}

function positive(place: Place, keyword: string): number | undefined {
  const value = place.number(keyword);
  if (value === undefined || value > 0) return value;
  place.member(keyword).problem('invalid-document', `"${keyword}" must be greater than 0.`);
  return undefined;
}
