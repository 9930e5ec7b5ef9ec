/** A value that shows what a schema describes, where nobody wrote an example. */
import { appliedSchemas } from './appliedSchemas.js';
import type { Json, Schema } from './model.js';
import { isJsonObject } from './pointer.js';
import { resolvedShape } from './shape.js';
import type { Shape, ShapeProperty } from './shape.js';

/** What a value is for. */
export interface SampleUse {
  /** What only the other direction holds is left out: of a request what is read-only, of an answer what is write-only. */
  readonly direction: 'request' | 'response';
  /** Required members alone make the least that is accepted; all of them, deprecated ones aside, show what there is. */
  readonly members: 'required' | 'all';
}

/** Objects and lists inside each other; what lies deeper is left out. */
const deepest = 8;

/** Values in one sample: schemas of schemas can be endless. */
const most = 300;

/** By `format` (JSON Schema 2020-12 §7.3, and the registry of the OpenAPI Initiative). */
const formats: ReadonlyMap<string, string> = new Map([
  ['date-time', '2026-01-15T09:30:00Z'],
  ['date', '2026-01-15'],
  ['time', '09:30:00Z'],
  ['duration', 'PT1H'],
  ['email', 'ada@example.com'],
  ['hostname', 'example.com'],
  ['ipv4', '192.0.2.1'],
  ['ipv6', '2001:db8::1'],
  ['uri', 'https://example.com/'],
  ['url', 'https://example.com/'],
  ['uri-reference', '/path'],
  ['uuid', '8f2c1d0a-4b7e-4c39-9d15-6a0e2b7f3c81'],
  ['byte', 'ZXhhbXBsZQ=='],
  ['binary', ''],
]);

/** The example or default a schema states; else a value made of its keywords. Undefined where it admits nothing, or is endless. */
export function sampleOf(schema: Schema, use: SampleUse): Json | undefined {
  return new Sampler(use).value(schema, []);
}

/** Makes one sample. */
class Sampler {
  readonly #use: SampleUse;
  #left = most;

  constructor(use: SampleUse) {
    this.#use = use;
  }

  /** @param path the schemas the value is inside of */
  value(schema: Schema, path: readonly Schema[]): Json | undefined {
    const { stated } = saidOf(schema);
    if (stated !== undefined) return stated;
    const shape = resolvedShape(schema);
    if (path.includes(shape.schema) || path.length > deepest || this.#left <= 0) return undefined;
    this.#left -= 1;
    return this.#made(shape, [...path, shape.schema]);
  }

  #made(shape: Shape, path: readonly Schema[]): Json | undefined {
    switch (shape.kind) {
      case 'null':
        return null;
      case 'boolean':
        return true;
      case 'number':
        return sampleNumber(shape.schema, shape.integer);
      case 'string':
        return formats.get(shape.format ?? '') ?? sampleText(shape.schema);
      case 'literal':
        return shape.values[0];
      case 'array': {
        const item = this.value(shape.items, path);
        return item === undefined ? [] : [item];
      }
      case 'tuple':
        return shape.items.map((item) => this.value(item, path) ?? null);
      case 'object':
        return Object.fromEntries(shape.properties.flatMap((property) => this.#member(property, path)));
      case 'union':
        return firstDefined(shape.members, (member) => this.value(member, path));
      case 'intersection':
        return together(shape.members.map((member) => this.value(member, path)));
      case 'any':
      case 'never':
      case 'reference':
        return undefined;
    }
  }

  /** The entry of a member, if it is in the sample. */
  #member({ name, required, schema }: ShapeProperty, path: readonly Schema[]): readonly (readonly [string, Json])[] {
    const { readOnly, writeOnly, deprecated } = saidOf(schema);
    const { direction, members } = this.#use;
    if (direction === 'request' ? readOnly : writeOnly) return [];
    if (!required && (members === 'required' || deprecated)) return [];
    const value = this.value(schema, path) ?? (required ? whereNothingIs(schema) : undefined);
    return value === undefined ? [] : [[name, value]];
  }
}

/** For a required member of which nothing better can be said. */
function whereNothingIs(schema: Schema): null | undefined {
  const { kind, nullable } = resolvedShape(schema);
  return kind === 'any' || nullable ? null : undefined;
}

/** What the author says of a value, at the schema or at one that applies with it. */
interface Said {
  readonly stated: Json | undefined;
  readonly deprecated: boolean;
  readonly readOnly: boolean;
  readonly writeOnly: boolean;
}

const known = new WeakMap<Schema, Said>();

function saidOf(schema: Schema): Said {
  let said = known.get(schema);
  if (said === undefined) {
    const parts = appliedSchemas(schema);
    said = {
      stated: firstDefined(parts, ({ examples }) => examples[0]) ?? firstDefined(parts, (part) => part.default),
      deprecated: parts.some((part) => part.deprecated),
      readOnly: parts.some((part) => part.readOnly),
      writeOnly: parts.some((part) => part.writeOnly),
    };
    known.set(schema, said);
  }
  return said;
}

function firstDefined<From, To>(list: readonly From[], pick: (element: From) => To | undefined): To | undefined {
  for (const element of list) {
    const picked = pick(element);
    if (picked !== undefined) return picked;
  }
  return undefined;
}

/** A value that all the values agree on: the members of all objects, or the first value. */
function together(values: readonly (Json | undefined)[]): Json | undefined {
  const objects = values.filter((value) => value !== undefined).filter(isJsonObject);
  return objects.length === 0 ? firstDefined(values, (value) => value) : Object.fromEntries(objects.flatMap((object) => Object.entries(object)));
}

function sampleText({ minLength = 0, maxLength }: Schema): string {
  return 'string'.padEnd(Math.min(minLength, 64), ' string').slice(0, maxLength);
}

function sampleNumber({ minimum, exclusiveMinimum, maximum, exclusiveMaximum, multipleOf }: Schema, integer: boolean): number {
  const step = multipleOf !== undefined && multipleOf > 0 ? multipleOf : integer ? 1 : undefined;
  const least = minimum ?? (exclusiveMinimum === undefined ? undefined : exclusiveMinimum + (step ?? 1));
  const greatest = maximum ?? (exclusiveMaximum === undefined ? undefined : exclusiveMaximum - (step ?? 1));
  const wanted = least ?? Math.min(1, greatest ?? 1);
  const rounded = step === undefined ? wanted : Math.ceil(wanted / step) * step;
  return greatest !== undefined && rounded > greatest ? greatest : rounded;
}
