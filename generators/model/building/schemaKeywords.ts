/** One Schema Object read keyword by keyword; subschemas and references are left to the {@link SchemaSource}. */
import type { JsonType, Schema } from '../model.js';
import { isJsonArray, isJsonObject } from '../pointer.js';
import { readEnumDescriptions } from './extensions.js';
import { defined } from './place.js';
import type { Place } from './place.js';
import type { SchemaDraft } from './schemaDraft.js';

/** Where the keywords' subschemas come from: the same object for the same pointer. */
export type SchemaSource = (place: Place) => Schema;

const jsonTypes: ReadonlySet<string> = new Set<JsonType>(['null', 'boolean', 'object', 'array', 'number', 'integer', 'string']);

/** Takes one keyword, or a few that belong together, out of a schema into its draft. */
interface Reader {
  /** Any of them calls for it. */
  readonly keywords: readonly string[];
  readonly read: (draft: SchemaDraft, place: Place, source: SchemaSource) => void;
}

const title = (keyword: 'title' | 'description'): Reader => ({
  keywords: [keyword],
  read(draft, place) {
    const value = place.text(keyword);
    if (value !== undefined) draft[keyword] = value;
  },
});

const flag = (keyword: 'deprecated' | 'readOnly' | 'writeOnly'): Reader => ({
  keywords: [keyword],
  read(draft, place) {
    draft[keyword] = place.boolean(keyword) ?? false;
  },
});

/** The keywords that describe and do not restrict, in the order in which they are read whatever that of the document. */
const annotations: readonly Reader[] = [
  title('title'),
  title('description'),
  {
    keywords: ['default'],
    read(draft, place) {
      const { value } = place.member('default');
      if (value !== undefined) draft.default = value;
    },
  },
  {
    keywords: ['examples', 'example'],
    read(draft, place) {
      const { value: examples } = place.member('examples');
      const { value: example } = place.member('example');
      draft.examples = isJsonArray(examples) ? examples : example === undefined ? [] : [example];
    },
  },
  flag('deprecated'),
  flag('readOnly'),
  flag('writeOnly'),
  {
    keywords: ['x-sensitive', 'format'],
    read(draft, place) {
      draft.sensitive = place.member('x-sensitive').value === true || place.member('format').value === 'password';
    },
  },
  {
    keywords: ['x-enum-descriptions'],
    read(draft, place) {
      draft.enumDescriptions = readEnumDescriptions(place);
    },
  },
];

/** A keyword that changes what a schema accepts in a way nothing here can express. */
const unsupported = (keyword: string, help: string): Reader => ({
  keywords: [keyword],
  read(_, place) {
    place.member(keyword).problem('unsupported-keyword', `The keyword "${keyword}" is not supported.`, { help });
  },
});

const text = (keyword: 'format' | 'pattern' | 'contentEncoding' | 'contentMediaType'): Reader => ({
  keywords: [keyword],
  read(draft, place) {
    const value = place.text(keyword);
    if (value !== undefined) draft[keyword] = value;
  },
});

type Count = 'minLength' | 'maxLength' | 'minContains' | 'maxContains' | 'minItems' | 'maxItems' | 'minProperties' | 'maxProperties';

const count = (keyword: Count): Reader => ({
  keywords: [keyword],
  read(draft, place) {
    const value = place.number(keyword);
    if (value === undefined || (Number.isInteger(value) && value >= 0)) {
      if (value !== undefined) draft[keyword] = value;
    } else {
      place.member(keyword).problem('invalid-document', `"${keyword}" must be a whole number that is not negative.`);
    }
  },
});

type Subschema = 'not' | 'if' | 'then' | 'else' | 'contains' | 'unevaluatedItems' | 'additionalProperties' | 'propertyNames' | 'unevaluatedProperties';

const one = (keyword: Subschema): Reader => ({
  keywords: [keyword],
  read(draft, place, source) {
    draft[keyword] = source(place.member(keyword));
  },
});

const several = (keyword: 'allOf' | 'anyOf' | 'oneOf' | 'prefixItems'): Reader => ({
  keywords: [keyword],
  read(draft, place, source) {
    const schemas = place.member(keyword).elements().map((element) => source(element));
    if (schemas.length > 0) draft[keyword] = schemas;
  },
});

const named = (keyword: 'properties' | 'patternProperties' | 'dependentSchemas'): Reader => ({
  keywords: [keyword],
  read(draft, place, source) {
    draft[keyword] = new Map(place.member(keyword).members().map(([name, member]) => [name, source(member)]));
  },
});

/** The keywords that restrict, subschemas included, in the order in which they are read. */
const assertions: readonly Reader[] = [
  unsupported('dependencies', 'Use "dependentRequired" or "dependentSchemas"; this is a keyword of an older JSON Schema.'),
  unsupported('additionalItems', 'Use "items" after "prefixItems"; this is a keyword of an older JSON Schema.'),
  text('format'),
  count('minLength'),
  count('maxLength'),
  text('pattern'),
  text('contentEncoding'),
  text('contentMediaType'),
  {
    keywords: ['multipleOf'],
    read(draft, place) {
      const value = place.number('multipleOf');
      if (value !== undefined && value > 0) draft.multipleOf = value;
      else if (value !== undefined) place.member('multipleOf').problem('invalid-document', '"multipleOf" must be greater than 0.');
    },
  },
  count('minContains'),
  count('maxContains'),
  count('minItems'),
  count('maxItems'),
  {
    keywords: ['uniqueItems'],
    read(draft, place) {
      const value = place.boolean('uniqueItems');
      if (value !== undefined) draft.uniqueItems = value;
    },
  },
  count('minProperties'),
  count('maxProperties'),
  {
    keywords: ['required'],
    read(draft, place) {
      const names = requiredOf(place.member('required'));
      if (names !== undefined) draft.required = names;
    },
  },
  {
    keywords: ['dependentRequired'],
    read(draft, place) {
      draft.dependentRequired = new Map(place.member('dependentRequired').members().map(([name, names]) => [name, names.asTexts() ?? []]));
    },
  },
  several('allOf'),
  several('anyOf'),
  several('oneOf'),
  one('not'),
  one('if'),
  one('then'),
  one('else'),
  {
    keywords: ['items'],
    read(draft, place, source) {
      const items = itemsOf(place.member('items'), source);
      if (items !== undefined) draft.items = items;
    },
  },
  several('prefixItems'),
  one('contains'),
  one('unevaluatedItems'),
  named('properties'),
  named('patternProperties'),
  one('additionalProperties'),
  one('propertyNames'),
  one('unevaluatedProperties'),
  named('dependentSchemas'),
  {
    keywords: ['type'],
    read(draft, place) {
      const types = typesOf(place.member('type'));
      if (types !== undefined) draft.types = types;
    },
  },
  {
    keywords: ['enum'],
    read(draft, place) {
      draft.enum = place.member('enum').elements().flatMap((element) => (element.value === undefined ? [] : [element.value]));
    },
  },
  {
    keywords: ['const'],
    read(draft, place) {
      draft.constant = { value: place.member('const').value ?? null };
    },
  },
  {
    keywords: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'],
    read(draft, place) {
      Object.assign(draft, limits(place));
    },
  },
];

const annotationsByKeyword = byKeyword(annotations);
const assertionsByKeyword = byKeyword(assertions);

/** Reads the keywords that describe and do not restrict. They apply beside a `$ref` in either dialect. */
export function annotate(draft: SchemaDraft, place: Place, source: SchemaSource): void {
  for (const { read } of readersFor(place, annotationsByKeyword)) read(draft, place, source);
  draft.extensions = place.extensions();
}

/** Reads the keywords that restrict, subschemas included; not `$ref`, `discriminator` and what OpenAPI 3.0 says differently. */
export function restrict(draft: SchemaDraft, place: Place, source: SchemaSource): void {
  for (const { read } of readersFor(place, assertionsByKeyword)) read(draft, place, source);
}

interface RankedReader extends Reader {
  readonly rank: number;
}

function byKeyword(readers: readonly Reader[]): ReadonlyMap<string, RankedReader> {
  const ranked = readers.map((reader, rank) => ({ ...reader, rank }));
  return new Map(ranked.flatMap((reader) => reader.keywords.map((keyword) => [keyword, reader])));
}

/** The readers that a schema calls for: most schemas have two or three of some fifty keywords. */
function readersFor({ value }: Place, readers: ReadonlyMap<string, RankedReader>): Iterable<Reader> {
  const found = new Set<RankedReader>();
  for (const keyword of isJsonObject(value) ? Object.keys(value) : []) {
    const reader = readers.get(keyword);
    if (reader !== undefined) found.add(reader);
  }
  return found.size < 2 ? found : [...found].sort((a, b) => a.rank - b.rank);
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

function typesOf(type: Place): readonly JsonType[] | undefined {
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

/** `required` as a list. A boolean (a property's own `required: true`, as in old drafts) says nothing here and is pointed out. */
function requiredOf(required: Place): readonly string[] | undefined {
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

function itemsOf(items: Place, source: SchemaSource): Schema | undefined {
  if (Array.isArray(items.value)) {
    items.problem('unsupported-keyword', 'A list of schemas under "items" is a form of older drafts.', { help: 'Use "prefixItems".' });
    return undefined;
  }
  return source(items);
}
