/** What a schema can describe, for whoever reads rather than checks: the types behind shape.ts. */
import type { Discriminator, Json, Schema } from './model.js';

/** What a schema describes. `schema` is the one asked about; `nullable` says that `null` is a value too. */
export type Shape = { readonly schema: Schema; readonly nullable: boolean } & ShapeKind;

/** {@link Shape} without the flag: one member per kind of value. */
export type ShapeKind =
  | { readonly kind: 'any' }
  | { readonly kind: 'never' }
  | { readonly kind: 'null' }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'number'; readonly integer: boolean; readonly format?: string }
  | { readonly kind: 'string'; readonly format?: string }
  /** `enum` or `const`, without `null`. */
  | { readonly kind: 'literal'; readonly values: readonly Json[] }
  | { readonly kind: 'array'; readonly items: Schema }
  /** `rest` describes what may follow; undefined when nothing may. */
  | { readonly kind: 'tuple'; readonly items: readonly Schema[]; readonly rest: Schema | undefined }
  | {
      readonly kind: 'object';
      readonly properties: readonly ShapeProperty[];
      /** What other members must be: undefined when nothing is said, false when there are none. */
      readonly additional: Schema | false | undefined;
      /** By regular expression. */
      readonly patterns: ReadonlyMap<string, Schema>;
    }
  | { readonly kind: 'union'; readonly members: readonly Schema[]; readonly discriminator?: Discriminator }
  | { readonly kind: 'intersection'; readonly members: readonly Schema[] }
  /** `target.name` is set. */
  | { readonly kind: 'reference'; readonly target: Schema };

/** One property of an object. */
export interface ShapeProperty {
  readonly name: string;
  readonly required: boolean;
  readonly schema: Schema;
  readonly description?: string;
}
