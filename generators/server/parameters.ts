/** How parameters and form fields are decoded: their serialisation and the JSON types their schemas admit. */
import type { Content, Operation, Parameter, Schema } from '../model/model.js';
import { resolvedShape, type Shape } from '../model/shape.js';
import type { Literal } from './literal.js';

/**
 * The parameters of an operation in one place, as the generated types and validators have them. One that also carries a credential is among them
 * when the document lists it: its validator may require it.
 */
export function parametersIn(operation: Operation, place: Parameter['in']): readonly Parameter[] {
  return operation.parameters.filter((parameter) => parameter.in === place);
}

/** The descriptors of parameters; `undefined` when there are none. */
export function parameterDescriptors(parameters: readonly Parameter[]): Literal | undefined {
  if (parameters.length === 0) return undefined;
  return parameters.map(({ name, style, explode, mediaType, schema }) => ({
    name,
    style,
    explode,
    shape: mediaType === undefined ? valueShape(schema) : { kind: 'json' },
  }));
}

/** The shapes of the fields of a form body. */
export function formShapes({ schema }: Content): Literal {
  const shape = resolvedShape(schema);
  if (shape.kind !== 'object') return {};
  return Object.fromEntries(shape.properties.map((property) => [property.name, valueShape(property.schema)]));
}

function valueShape(schema: Schema): Literal {
  const shape = resolvedShape(schema);
  switch (shape.kind) {
    case 'array':
      return { kind: 'array', items: scalarKinds([shape.items]) };
    case 'tuple':
      return { kind: 'array', items: scalarKinds(shape.items) };
    case 'object':
      return {
        kind: 'object',
        members: Object.fromEntries(shape.properties.map((property) => [property.name, scalarKinds([property.schema])])),
      };
    case 'union': {
      const list = shape.members.find((member) => resolvedShape(member).kind === 'array');
      return list === undefined ? { kind: 'scalar', kinds: scalarKinds(shape.members) } : valueShape(list);
    }
    default:
      return { kind: 'scalar', kinds: scalarKinds([schema]) };
  }
}

/** In the order in which a text is tried: the narrowest first, text last. */
const ORDER = ['integer', 'number', 'boolean', 'null', 'string'] as const;

type ScalarKind = (typeof ORDER)[number];

function scalarKinds(schemas: readonly Schema[]): readonly ScalarKind[] {
  const found = new Set<ScalarKind>();
  const seen = new Set<Schema>();
  const visit = (schema: Schema): void => {
    if (seen.has(schema)) return;
    seen.add(schema);
    const shape = resolvedShape(schema);
    if (shape.nullable) found.add('null');
    for (const kind of ownKinds(shape)) found.add(kind);
    if (shape.kind === 'union' || shape.kind === 'intersection') shape.members.forEach(visit);
  };
  schemas.forEach(visit);
  // The text `null` is a text where texts are welcome.
  if (found.has('string') || found.size === 0) {
    found.delete('null');
    found.add('string');
  }
  return ORDER.filter((kind) => found.has(kind));
}

function ownKinds(shape: Shape): readonly ScalarKind[] {
  switch (shape.kind) {
    case 'number':
      return [shape.integer ? 'integer' : 'number'];
    case 'boolean':
    case 'null':
    case 'string':
      return [shape.kind];
    case 'literal':
      return shape.values.map((value) => (typeof value === 'number' ? 'number' : typeof value === 'boolean' ? 'boolean' : 'string'));
    default:
      return [];
  }
}
