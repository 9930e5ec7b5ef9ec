/** A value that shows what a schema describes, for requests nobody wrote an example for. */
import type { Json, Schema } from './model.js';
import { shapeOf } from './shape.js';

/** Objects inside objects; deeper ones are left out. */
const deepest = 6;

/** By `format` (JSON Schema 2020-12 §7.3). */
const formats: Readonly<Record<string, string>> = {
  'date-time': '2026-01-31T12:00:00Z',
  date: '2026-01-31',
  time: '12:00:00Z',
  duration: 'PT1H',
  email: 'ada@example.com',
  hostname: 'example.com',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  uri: 'https://example.com/',
  'uri-reference': '/path',
  uuid: '8f2c1d0a-4b7e-4c39-9d15-6a0e2b7f3c81',
};

/**
 * The example, default or first value a schema states; else one made of its required members. Write-only members are in it and
 * read-only ones are not: it is something to send. Undefined where the schema admits nothing or nests too deep.
 */
export function sampleOf(schema: Schema): Json | undefined {
  return sample(schema, 0);
}

function sample(schema: Schema, depth: number): Json | undefined {
  const stated = schema.examples[0] ?? schema.default;
  if (stated !== undefined) return stated;
  const shape = shapeOf(schema);
  switch (shape.kind) {
    case 'never':
      return undefined;
    case 'any':
    case 'null':
      return null;
    case 'boolean':
      return true;
    case 'number':
      return numberSample(schema);
    case 'string':
      return formats[shape.format ?? ''] ?? 'text'.padEnd(Math.min(schema.minLength ?? 0, 64), ' text').slice(0, schema.maxLength);
    case 'literal':
      return shape.values[0];
    case 'array': {
      const item = depth < deepest ? sample(shape.items, depth + 1) : undefined;
      return item === undefined ? [] : [item];
    }
    case 'tuple':
      return depth < deepest ? shape.items.map((item) => sample(item, depth + 1) ?? null) : [];
    case 'object':
      return objectSample(shape.properties, depth);
    case 'union':
    case 'intersection': {
      const [first] = shape.members;
      return first === undefined || depth > deepest ? undefined : sample(first, depth + 1);
    }
    case 'reference':
      return depth > deepest ? undefined : sample(shape.target, depth + 1);
  }
}

function objectSample(properties: readonly { readonly name: string; readonly required: boolean; readonly schema: Schema }[], depth: number): Json {
  if (depth > deepest) return {};
  return Object.fromEntries(
    properties.flatMap(({ name, required, schema }) => {
      const value = required && !schema.readOnly ? sample(schema, depth + 1) : undefined;
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}

function numberSample({ minimum, exclusiveMinimum, maximum, multipleOf }: Schema): number {
  const least = minimum ?? (exclusiveMinimum === undefined ? 1 : exclusiveMinimum + 1);
  const rounded = multipleOf === undefined ? least : Math.ceil(least / multipleOf) * multipleOf;
  return maximum !== undefined && rounded > maximum ? maximum : rounded;
}
