/** Example values, for descriptions whose authors gave none. */
import type { Json, Schema } from '../../model/model.js';
import { resolvedShape } from '../../model/shape.js';
import { annotationsOf } from './annotations.js';

/** What the value is for: a request leaves out what only an answer holds, and the other way round. */
export type Direction = 'request' | 'response';

const byFormat: Readonly<Record<string, string>> = {
  'date-time': '2026-01-15T09:30:00Z',
  date: '2026-01-15',
  time: '09:30:00Z',
  email: 'ada@example.com',
  uri: 'https://example.com/',
  url: 'https://example.com/',
  uuid: '8f2c1d0a-4b7e-4c39-9d15-6a0e2b7f3c81',
  hostname: 'example.com',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  byte: 'ZXhhbXBsZQ==',
  binary: '',
};

/** A value of the schema: its own example where it has one, otherwise one made from its keywords. */
export function exampleOf(schema: Schema, direction: Direction): Json {
  return makeExample(schema, direction, [], { left: 300 }) ?? null;
}

/** Bounds the size of a made example: schemas of schemas can be endless. */
interface Budget {
  left: number;
}

function makeExample(schema: Schema, direction: Direction, path: readonly Schema[], budget: Budget): Json | undefined {
  const notes = annotationsOf(schema);
  if (notes.example !== undefined) return notes.example;
  if (notes.default !== undefined) return notes.default;
  const shape = resolvedShape(schema);
  if (path.includes(shape.schema) || path.length > 8 || budget.left <= 0) return undefined;
  budget.left -= 1;
  const inside = [...path, shape.schema];
  switch (shape.kind) {
    case 'boolean':
      return true;
    case 'number':
      return numberExample(shape.schema);
    case 'string':
      return Object.hasOwn(byFormat, shape.format ?? '') ? (byFormat[shape.format ?? ''] ?? 'string') : 'string';
    case 'literal':
      return shape.values[0];
    case 'array': {
      const item = makeExample(shape.items, direction, inside, budget);
      return item === undefined ? [] : [item];
    }
    case 'tuple':
      return shape.items.map((item) => makeExample(item, direction, inside, budget) ?? null);
    case 'object': {
      const members = shape.properties.flatMap((property): [string, Json][] => {
        const { readOnly, writeOnly, deprecated } = annotationsOf(property.schema);
        if (deprecated || (direction === 'request' ? readOnly : writeOnly)) return [];
        const value = makeExample(property.schema, direction, inside, budget);
        return value === undefined ? [] : [[property.name, value]];
      });
      return Object.fromEntries(members);
    }
    case 'union':
      return shape.members[0] === undefined ? undefined : makeExample(shape.members[0], direction, inside, budget);
    case 'intersection':
      return Object.assign({}, ...shape.members.map((member) => makeExample(member, direction, inside, budget)));
    default:
      return undefined;
  }
}

function numberExample(schema: Schema): number {
  const least = schema.minimum ?? (schema.exclusiveMinimum === undefined ? undefined : schema.exclusiveMinimum + 1);
  return least ?? Math.min(1, schema.maximum ?? 1);
}
