/** Marks the schemas that lead back to themselves, and reports those that do so without ever getting to a part of the value. */
import type { Schema } from '../model.js';
import { childSchemas, inPlaceSchemas } from '../walk.js';
import { components } from './components.js';
import type { BuildContext } from './place.js';
import type { SchemaDraft } from './schemaDraft.js';

/** `allOf` within `allOf` …: beyond this, reading a schema in one go would exhaust the stack. */
const deepestComposition = 256;

/**
 * Sets `recursive` on every schema of a cycle; a cycle or a chain of compositions no validator could finish is a problem.
 *
 * @param depths receives how deeply schemas are composed, and has it of those that are not among the given ones
 */
export function markRecursion(schemas: readonly SchemaDraft[], depths: WeakMap<Schema, number>, context: BuildContext): void {
  const drafts = new Map<Schema, SchemaDraft>(schemas.map((schema) => [schema, schema]));
  const compositions = new Compositions(drafts, depths, context);
  // What was taken over from another model leads to nothing that was built anew, and has been looked at.
  const edges = context.following === undefined ? childSchemas : (schema: Schema): readonly Schema[] => childSchemas(schema).filter((child) => drafts.has(child));
  for (const { nodes, isCycle } of components<Schema>(schemas, edges)) {
    if (!isCycle) {
      for (const schema of nodes) compositions.measure(schema);
      continue;
    }
    for (const schema of nodes) {
      const draft = drafts.get(schema);
      if (draft !== undefined) draft.recursive = true;
    }
    compositions.check(nodes);
  }
}

/** How deeply schemas are composed into one another. Schemas must come after those they lead to. */
class Compositions {
  readonly #depth: WeakMap<Schema, number>;
  readonly #drafts: ReadonlyMap<Schema, SchemaDraft>;
  readonly #context: BuildContext;

  constructor(drafts: ReadonlyMap<Schema, SchemaDraft>, depths: WeakMap<Schema, number>, context: BuildContext) {
    this.#depth = depths;
    this.#drafts = drafts;
    this.#context = context;
  }

  /** Schemas that lead to each other somehow: as a whole is not allowed. */
  check(schemas: readonly Schema[]): void {
    const inside = new Set(schemas);
    for (const { nodes, isCycle } of components(schemas, (schema) => inPlaceSchemas(schema).filter((child) => inside.has(child)))) {
      const [schema] = nodes.length === 1 ? nodes : nodes.toSorted((a, b) => (a.pointer < b.pointer ? -1 : 1));
      if (schema === undefined) continue;
      if (!isCycle) {
        this.measure(schema);
        continue;
      }
      this.#context.problems.push({
        code: 'circular-schema',
        severity: 'error',
        message: 'The schema contains itself as a whole, so no value can ever be checked against it.',
        origin: schema.origin,
        help: 'Let the cycle pass through a property or an item.',
      });
      for (const member of nodes) cut(this.#drafts.get(member));
    }
  }

  measure(schema: Schema): void {
    const deepest = inPlaceSchemas(schema).reduce((most, child) => Math.max(most, (this.#depth.get(child) ?? 1) + 1), 1);
    if (deepest < deepestComposition) {
      if (deepest > 1) this.#depth.set(schema, deepest);
      return;
    }
    this.#context.problems.push({
      code: 'nesting-too-deep',
      severity: 'error',
      message: `More than ${deepestComposition} schemas are composed into one another here.`,
      origin: schema.origin,
    });
    cut(this.#drafts.get(schema));
  }
}

/** Ends a cycle or a chain, so that whoever reads on after the problem comes to an end. */
function cut(draft: SchemaDraft | undefined): void {
  if (draft === undefined) return;
  for (const keyword of ['ref', 'allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else', 'dependentSchemas'] as const) delete draft[keyword];
}
