/** Marks the schemas that lead back to themselves, and reports those that do so without ever getting to a part of the value. */
import type { Schema } from '../model.js';
import { childSchemas, inPlaceSchemas } from '../walk.js';
import { stronglyConnected } from './components.js';
import type { BuildContext } from './place.js';
import type { SchemaDraft } from './schemaDraft.js';

/** `allOf` within `allOf` …: beyond this, reading a schema in one go would exhaust the stack. */
const deepestComposition = 256;

/** Sets `recursive` on every schema of a cycle; a cycle or a chain of compositions no validator could finish is a problem. */
export function markRecursion(schemas: readonly SchemaDraft[], context: BuildContext): void {
  const drafts = new Map<Schema, SchemaDraft>(schemas.map((schema) => [schema, schema]));
  for (const component of stronglyConnected<Schema>(schemas, childSchemas)) {
    if (!isCycle(component, childSchemas)) continue;
    for (const schema of component) {
      const draft = drafts.get(schema);
      if (draft !== undefined) draft.recursive = true;
    }
  }
  reportEndless(schemas, drafts, context);
}

function reportEndless(schemas: readonly Schema[], drafts: ReadonlyMap<Schema, SchemaDraft>, context: BuildContext): void {
  const depth = new Map<Schema, number>();
  for (const component of stronglyConnected(schemas, inPlaceSchemas)) {
    const [schema] = component.length === 1 ? component : component.toSorted((a, b) => (a.pointer < b.pointer ? -1 : 1));
    if (schema === undefined) continue;
    if (isCycle(component, inPlaceSchemas)) {
      context.problems.push({
        code: 'circular-schema',
        severity: 'error',
        message: 'The schema contains itself as a whole, so no value can ever be checked against it.',
        origin: schema.origin,
        help: 'Let the cycle pass through a property or an item.',
      });
      for (const member of component) cut(drafts.get(member));
      continue;
    }
    const deepest = inPlaceSchemas(schema).reduce((most, child) => Math.max(most, (depth.get(child) ?? 0) + 1), 1);
    depth.set(schema, deepest);
    if (deepest === deepestComposition) {
      context.problems.push({
        code: 'nesting-too-deep',
        severity: 'error',
        message: `More than ${deepestComposition} schemas are composed into one another here.`,
        origin: schema.origin,
      });
      cut(drafts.get(schema));
      depth.set(schema, 1);
    }
  }
}

/** Ends a cycle or a chain, so that whoever reads on after the problem comes to an end. */
function cut(draft: SchemaDraft | undefined): void {
  if (draft === undefined) return;
  for (const keyword of ['ref', 'allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else', 'dependentSchemas'] as const) delete draft[keyword];
}

function isCycle(component: readonly Schema[], edges: (schema: Schema) => readonly Schema[]): boolean {
  const [only] = component;
  return component.length > 1 || (only !== undefined && edges(only).includes(only));
}
