/**
 * The attribute lists of parameters, bodies, responses and objects, as trees of what a page shows. Built breadth first within
 * a budget, so that a document whose schemas never end still makes pages of bounded size: what no longer fits is linked.
 */
import type { Json, Parameter, Schema } from '../../model/model.js';
import { oneOfRequired } from '../../model/oneOfRequired.js';
import { resolvedShape, shapeOf, type Shape } from '../../model/shape.js';
import { annotationsOf, type Limit } from './annotations.js';
import { isScalar, literalText, typeLabel, variantName, type TypePiece } from './typeLabel.js';

/** One field as a page shows it. */
export interface Attribute {
  /** The fragment that leads here. */
  readonly anchor: string;
  readonly name: string;
  /** From the top of its list: `organization.organization_id`. */
  readonly path: string;
  readonly schema: Schema;
  readonly type: readonly TypePiece[];
  readonly required: boolean;
  readonly deprecated: boolean;
  readonly readOnly: boolean;
  readonly writeOnly: boolean;
  readonly sensitive: boolean;
  readonly description: string | undefined;
  readonly default: string | undefined;
  readonly example: string | undefined;
  readonly limits: readonly Limit[];
  readonly values: readonly EnumValue[];
  readonly children: Children;
  /** The named schema that declares this field, when it is shown inside another. */
  readonly declaredBy: Schema | undefined;
}

/** One value of an enum. */
export interface EnumValue {
  readonly value: string;
  readonly description: string | undefined;
}

/** What is inside a field: its own fields, its alternatives, or a link to where they are shown. */
export interface Children {
  readonly attributes: readonly Attribute[];
  readonly variants: readonly Variant[];
  /** Shown elsewhere: a schema that contains itself, or one too large for this page. */
  readonly elsewhere: Schema | undefined;
  /** Groups of fields of which exactly one must be sent. */
  readonly eitherOr: readonly (readonly string[])[];
}

/** One alternative of a union. */
export interface Variant {
  readonly anchor: string;
  readonly name: string;
  readonly schema: Schema;
  readonly type: readonly TypePiece[];
  readonly description: string | undefined;
  readonly children: Children;
}

/** Hands out the fragments of one page. */
export class Anchors {
  readonly #taken = new Set<string>();

  /** `body.organization_name`; characters that need escaping in a URL become `-`, a second use gets a number. */
  take(wanted: string): string {
    const base = wanted.replace(/[^A-Za-z0-9_.-]+/g, '-') || 'field';
    let anchor = base;
    for (let number = 2; this.#taken.has(anchor); number += 1) anchor = `${base}-${number}`;
    this.#taken.add(anchor);
    return anchor;
  }
}

/** How far a page opens what has a page of its own. */
export interface AttributeOptions {
  /** How many fields the page may show before named schemas are linked instead of opened. */
  readonly budget?: number;
  /**
   * Which schemas have a page of their own. The first of them on the way down is opened; what such an object holds of others is
   * linked, unless it is {@link isSmall}. Without this everything is opened.
   */
  readonly hasPage?: (schema: Schema) => boolean;
}

/** Builds the attribute lists of one page; the budget is shared by all of them. */
export class AttributeBuilder {
  readonly #anchors: Anchors;
  readonly #hasPage: (schema: Schema) => boolean;
  #budget: number;

  /** @param anchors the page's fragments */
  constructor(anchors: Anchors, { budget = 400, hasPage = () => false }: AttributeOptions = {}) {
    this.#anchors = anchors;
    this.#budget = budget;
    this.#hasPage = hasPage;
  }

  /** The fields, alternatives or values of a schema. @param prefix of every fragment: `body`, `response` */
  children(schema: Schema, prefix: string): Children {
    const root = emptyChildren();
    this.#fill([{ schema, into: root, prefix, path: '', ancestors: [], isInside: false }]);
    return root;
  }

  /** One list entry per parameter, with what is inside. */
  parameters(parameters: readonly Parameter[], prefix: string): readonly Attribute[] {
    const tasks: Task[] = [];
    const list = parameters.map((parameter) => {
      const { name, required, description, deprecated, schema } = parameter;
      const attribute = this.#attribute({ name, required, schema, ...(description === undefined ? {} : { description }) }, prefix, '', undefined);
      tasks.push({ schema, into: attribute.children, prefix: attribute.anchor, path: name, ancestors: [], isInside: false });
      const example = parameter.examples[0]?.value;
      return { ...attribute, deprecated: attribute.deprecated || deprecated, example: example === undefined ? attribute.example : literalText(example) };
    });
    this.#fill(tasks);
    return list;
  }

  #fill(tasks: Task[]): void {
    // An array hands out what is pushed while it is walked: breadth first.
    for (const task of tasks) this.#open(task, tasks);
  }

  #open({ schema, into, prefix, path, ancestors, isInside }: Task, tasks: Task[]): void {
    const shape = contentShape(schema);
    const target = namedTarget(schema);
    if (target !== undefined && hasInside(shape)) {
      const isElsewhere = isInside && this.#hasPage(target) && !isSmall(shape);
      if (isElsewhere || ancestors.includes(target) || this.#budget <= 0) {
        into.elsewhere = target;
        return;
      }
    } else if (ancestors.includes(shape.schema)) {
      return;
    }
    const within = [...ancestors, shape.schema, ...(target === undefined ? [] : [target])];
    const inside = { ancestors: within, isInside: isInside || (ancestors.length > 0 && target !== undefined && this.#hasPage(target)) };
    const declaredBy = ancestors.length === 0 ? undefined : [...within].reverse().find((ancestor) => ancestor.name !== undefined);
    into.eitherOr = oneOfRequired(shape.schema);
    if (shape.kind === 'object') {
      for (const property of shape.properties) {
        const attribute = this.#attribute(property, prefix, path, declaredBy);
        into.attributes.push(attribute);
        tasks.push({ schema: property.schema, into: attribute.children, prefix: attribute.anchor, path: attribute.path, ...inside });
      }
      for (const [name, value] of extraMembers(shape)) {
        if (shape.properties.length === 0 && shape.patterns.size === 0 && !hasInside(contentShape(value))) continue;
        const attribute = this.#attribute({ name, required: false, schema: value }, prefix, path, declaredBy);
        into.attributes.push(attribute);
        tasks.push({ schema: value, into: attribute.children, prefix: attribute.anchor, path: attribute.path, ...inside });
      }
    } else if (shape.kind === 'union' || shape.kind === 'intersection' || shape.kind === 'tuple') {
      const members = shape.kind === 'tuple' ? shape.items : shape.members;
      if (shape.kind === 'union' && members.every(isScalar)) return;
      for (const [index, member] of members.entries()) {
        const name = shape.kind === 'tuple' ? `Item ${index + 1}` : variantName(member);
        const variant: MutableVariant = {
          anchor: this.#anchors.take(`${prefix}.${slug(name)}`),
          name,
          schema: member,
          type: typeLabel(member),
          description: annotationsOf(member).description,
          children: emptyChildren(),
        };
        this.#budget -= 1;
        into.variants.push(variant);
        tasks.push({ schema: member, into: variant.children, prefix: variant.anchor, path, ...inside });
      }
    }
  }

  #attribute(property: Property, prefix: string, path: string, declaredBy: Schema | undefined): Attribute & { children: MutableChildren } {
    this.#budget -= 1;
    const { name, schema, required } = property;
    const notes = annotationsOf(schema);
    const items = itemSchema(schema);
    return {
      anchor: this.#anchors.take(prefix === '' ? name : `${prefix}.${name}`),
      name,
      path: path === '' ? name : `${path}.${name}`,
      schema,
      type: typeLabel(schema),
      required,
      deprecated: notes.deprecated,
      readOnly: notes.readOnly,
      writeOnly: notes.writeOnly,
      sensitive: notes.sensitive,
      description: property.description ?? notes.description ?? (items === schema ? undefined : annotationsOf(items).description),
      default: text(notes.default),
      example: shortText(notes.example),
      // The limits of a named scalar are on its own page.
      limits: namedTarget(schema) === undefined || !isBare(schema) ? notes.limits : notes.limits.filter((limit) => !limit.code),
      values: enumValues(items),
      children: emptyChildren(),
      declaredBy,
    };
  }
}

/** Every attribute of a tree, depth first. */
export function* everyAttribute(children: Children): Generator<Attribute> {
  for (const attribute of children.attributes) {
    yield attribute;
    yield* everyAttribute(attribute.children);
  }
  for (const variant of children.variants) yield* everyAttribute(variant.children);
}

/** The values a schema, or the items of an array, may have, with what each means. */
export function enumValues(schema: Schema): readonly EnumValue[] {
  const shape = resolvedShape(schema);
  if (shape.kind === 'union' && shape.members.every(isScalar)) return shape.members.flatMap(enumValues);
  if (shape.kind !== 'literal') return [];
  const { enumDescriptions } = annotationsOf(schema);
  return shape.values.map((value) => ({ value: literalText(value), description: enumDescriptions.get(String(value)) }));
}

interface Property {
  readonly name: string;
  readonly required: boolean;
  readonly schema: Schema;
  readonly description?: string;
}

interface MutableVariant extends Variant {
  readonly children: MutableChildren;
}

interface MutableChildren extends Children {
  readonly attributes: Attribute[];
  readonly variants: Variant[];
  elsewhere: Schema | undefined;
  eitherOr: readonly (readonly string[])[];
}

interface Task {
  readonly schema: Schema;
  readonly into: MutableChildren;
  readonly prefix: string;
  readonly path: string;
  /** What this lies inside of: named schemas, and unnamed ones that could come back to themselves. */
  readonly ancestors: readonly Schema[];
  /** Whether one of them, below the top, has a page of its own. */
  readonly isInside: boolean;
}

function emptyChildren(): MutableChildren {
  return { attributes: [], variants: [], elsewhere: undefined, eitherOr: [] };
}

const knownItems = new WeakMap<Schema, Schema>();

/** What arrays (of arrays) hold. */
function itemSchema(schema: Schema): Schema {
  let items = knownItems.get(schema);
  if (items === undefined) knownItems.set(schema, (items = findItems(schema)));
  return items;
}

function findItems(schema: Schema): Schema {
  let current = schema;
  for (let depth = 0; depth < 8; depth += 1) {
    const shape = resolvedShape(current);
    if (shape.kind !== 'array') return current;
    current = shape.items;
  }
  return current;
}

function contentShape(schema: Schema): Shape {
  return resolvedShape(itemSchema(schema));
}

function namedTarget(schema: Schema): Schema | undefined {
  const shape = shapeOf(itemSchema(schema));
  return shape.kind === 'reference' ? shape.target : undefined;
}

function hasInside(shape: Shape): boolean {
  switch (shape.kind) {
    case 'object':
      return shape.properties.length > 0 || shape.patterns.size > 0 || (shape.additional !== undefined && shape.additional !== false);
    case 'union':
    case 'intersection':
    case 'tuple':
      return true;
    default:
      return false;
  }
}

/** An object that says less than a link to it would cost its reader: a few fields, none of them with anything inside. */
function isSmall(shape: Shape): boolean {
  return shape.kind === 'object' && shape.properties.length <= 4 && shape.patterns.size === 0 && shape.properties.every(({ schema }) => !hasInside(contentShape(schema)));
}

function isBare(schema: Schema): boolean {
  const shape = contentShape(schema);
  return !hasInside(shape) && shape.kind !== 'literal';
}

/** Members of any name, and members whose name matches a pattern. */
function extraMembers(shape: Shape & { readonly kind: 'object' }): readonly (readonly [string, Schema])[] {
  const patterns = [...shape.patterns].map(([pattern, schema]) => [`/${pattern}/`, schema] as const);
  const { additional } = shape;
  if (additional === undefined || additional === false || additional.always === true) return patterns;
  return [...patterns, ['any other name', additional] as const];
}

function slug(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9_]+/g, '-').replace(/^-|-$/g, '') || 'variant';
}

function text(value: Json | undefined): string | undefined {
  return value === undefined ? undefined : literalText(value);
}

function shortText(value: Json | undefined): string | undefined {
  if (typeof value === 'object' && value !== null) return undefined;
  const words = text(value);
  return words === undefined || words.length > 120 ? undefined : words;
}
