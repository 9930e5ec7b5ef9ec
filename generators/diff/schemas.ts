/**
 * Compares schemas as far as values go: not how they are written, but what they admit. Both may be recursive, and as large as
 * documents get: a pair of schemas is compared once per direction.
 */
import type { Json, Schema } from '../model/model.js';
import { type Shape, type ShapeProperty, resolvedShape, shapeOf } from '../model/shape.js';
import { kindText, matchAlternatives } from './alternatives.js';
import { compareAnnotations } from './annotations.js';
import type { Direction } from './change.js';
import type { Findings, Scope, Told } from './findings.js';
import { canonical, compareLimits } from './limits.js';
import type { RuleName } from './rules.js';

/** How to judge. */
export interface SchemaOptions {
  /** Do programs survive an enum value they do not know? Then a new one in a response is additive. */
  readonly openEnums: boolean;
}

/** Where two schemas stand. */
export interface Spot {
  readonly scope: Scope;
  readonly direction: Direction;
  /** `request body.organization_name`. */
  readonly at: string;
}

type Documents = { readonly old: { readonly [key: string]: Json }; readonly new: { readonly [key: string]: Json } };
type ObjectShape = Extract<Shape, { kind: 'object' }>;

/** Compares the schemas of two documents. */
export class SchemaComparison {
  readonly #findings: Findings;
  readonly #documents: Documents;
  readonly #options: SchemaOptions;
  readonly #compared: Record<Direction, WeakMap<Schema, Set<Schema>>> = { request: new WeakMap(), response: new WeakMap() };
  readonly #named = new Map<string, Scope>();
  /** Named schemas still to compare. A chain of references may be longer than the stack is deep. */
  readonly #waiting: (() => void)[] = [];

  constructor(findings: Findings, documents: Documents, options: SchemaOptions) {
    this.#findings = findings;
    this.#documents = documents;
    this.#options = options;
  }

  /** Compares two schemas, and what they refer to. */
  compare(before: Schema, after: Schema, spot: Spot): void {
    this.#compare(before, after, spot);
    for (let next = this.#waiting.pop(); next !== undefined; next = this.#waiting.pop()) next();
  }

  #compare(before: Schema, after: Schema, spot: Spot): void {
    const [old, now] = [shapeOf(before), shapeOf(after)];
    if (old.kind === 'reference' && now.kind === 'reference') {
      // Each use of a named schema counts, for it tells which operations are concerned; the rest is compared once.
      this.#compareNamed(old.target, now.target, spot);
      if (!this.#isNewPair(before, after, spot.direction)) return;
      this.#limits(before, after, false, spot);
      this.#nullability(before, after, old, now, spot);
      this.#annotations(before, after, spot);
      return;
    }
    if (!this.#isNewPair(before, after, spot.direction)) return;
    const [oldResolved, nowResolved] = [resolvedShape(before), resolvedShape(after)];
    this.#limits(before, after, true, spot);
    this.#nullability(before, after, oldResolved, nowResolved, spot);
    this.#annotations(before, after, spot);
    this.#kinds(before, after, oldResolved, nowResolved, spot);
  }

  #isNewPair(before: Schema, after: Schema, direction: Direction): boolean {
    const known = this.#compared[direction].get(before) ?? new Set();
    if (known.has(after)) return false;
    this.#compared[direction].set(before, known.add(after));
    return true;
  }

  #compareNamed(before: Schema, after: Schema, spot: Spot): void {
    const key = `${spot.direction} ${before.pointer} ${after.pointer}`;
    const known = this.#named.get(key);
    const scope = known ?? this.#findings.scope({ kind: 'schema', name: after.name ?? after.pointer });
    spot.scope.refersTo.add(scope);
    if (known !== undefined) return;
    this.#named.set(key, scope);
    if (before.name !== after.name) {
      this.#tell('schema-renamed', before, after, { ...spot, scope, at: '' }, `It stands where ${before.name ?? before.pointer} stood.`);
    }
    this.#waiting.push(() => this.#compare(before, after, { ...spot, scope, at: '' }));
  }

  #limits(before: Schema, after: Schema, follow: boolean, spot: Spot): void {
    const changes = compareLimits({ schema: before, document: this.#documents.old }, { schema: after, document: this.#documents.new }, follow);
    for (const { rule, message } of changes) this.#tell(rule, before, after, spot, message);
  }

  #nullability(before: Schema, after: Schema, old: Shape, now: Shape, spot: Spot): void {
    if (old.nullable === now.nullable || admitsAll(old) || admitsAll(now)) return;
    this.#tell(now.nullable ? 'null-allowed' : 'null-disallowed', before, after, spot, now.nullable ? 'It may be null now.' : 'It may not be null any more.');
  }

  #annotations(before: Schema, after: Schema, spot: Spot): void {
    const { direction } = spot;
    for (const { rule, message } of compareAnnotations(before, after)) this.#tell(rule, before, after, spot, message);
    // What a default means is settled by who fills it in: the API, for what it gets.
    if (direction === 'response') return;
    const [from, to] = [before.default ?? before.ref?.default, after.default ?? after.ref?.default];
    if (from === undefined && to === undefined) return;
    if (from === undefined) this.#tell('default-introduced', before, after, spot, `The default is ${JSON.stringify(to)} now.`);
    else if (to === undefined) this.#tell('default-lifted', before, after, spot, `The default, which was ${JSON.stringify(from)}, is gone.`);
    else if (canonical(from) !== canonical(to)) this.#tell('default-changed', before, after, spot, `The default is ${JSON.stringify(to)} now; it was ${JSON.stringify(from)}.`);
  }

  #kinds(before: Schema, after: Schema, old: Shape, now: Shape, spot: Spot): void {
    if (old.kind === 'reference' || now.kind === 'reference' || (old.kind === now.kind && ['any', 'never', 'null', 'string', 'boolean'].includes(old.kind))) return;
    if (old.kind === 'any' || now.kind === 'never') return this.#kindTold('type-narrowed', before, after, spot);
    if (now.kind === 'any' || old.kind === 'never') return this.#kindTold('type-widened', before, after, spot);
    if (old.kind === 'union' || now.kind === 'union') return this.#alternatives(before, after, old, now, spot);
    if (old.kind === 'intersection' || now.kind === 'intersection') return this.#parts(before, after, old, now, spot);
    if (old.kind === 'number' && now.kind === 'number') {
      if (old.integer !== now.integer) this.#kindTold(now.integer ? 'type-narrowed' : 'type-widened', before, after, spot);
      return;
    }
    if (old.kind === 'literal' && now.kind === 'literal') return this.#values(before, after, old.values, now.values, spot);
    if (old.kind === 'literal' && old.values.every((value) => isOfKind(value, now))) return this.#tell('enum-lifted', before, after, spot, `It may be any ${kindText(after)} now; it was ${listed(old.values)}.`);
    if (now.kind === 'literal' && now.values.every((value) => isOfKind(value, old))) return this.#tell('enum-introduced', before, after, spot, `It must be ${listed(now.values)} now; it could be any ${kindText(before)}.`);
    if (old.kind === 'array' && now.kind === 'array') return this.#compare(old.items, now.items, { ...spot, at: `${spot.at}[]` });
    if (old.kind === 'tuple' && now.kind === 'tuple') return this.#tuples(before, after, old, now, spot);
    if (old.kind === 'object' && now.kind === 'object') return this.#objects(before, after, old, now, spot);
    this.#kindTold('type-changed', before, after, spot);
  }

  #kindTold(rule: RuleName, before: Schema, after: Schema, spot: Spot): void {
    this.#tell(rule, before, after, spot, `It is ${article(kindText(after))} now; it was ${article(kindText(before))}.`);
  }

  #values(before: Schema, after: Schema, old: readonly Json[], now: readonly Json[], spot: Spot): void {
    const [gone, come] = [without(old, now), without(now, old)];
    if (old.length === 1 && now.length === 1 && gone.length === 1) {
      return this.#tell('constant-changed', before, after, spot, `It is always ${JSON.stringify(now[0])} now; it was always ${JSON.stringify(old[0])}.`);
    }
    for (const value of gone) this.#tell('enum-value-removed', before, after, spot, `The value ${JSON.stringify(value)} is gone.`);
    const open = this.#options.openEnums || [before, after].some((schema) => schema.extensions['x-extensible-enum'] !== undefined);
    for (const value of come) {
      this.#tell('enum-value-added', before, after, spot, `There is a value ${JSON.stringify(value)} now.`, open ? { level: 'additive' } : {});
    }
  }

  #alternatives(before: Schema, after: Schema, old: Shape, now: Shape, spot: Spot): void {
    const { pairs, removed, added } = matchAlternatives(membersOf(old), membersOf(now));
    for (const schema of removed) this.#tell('alternative-removed', schema, after, spot, `It may not be ${article(kindText(schema))} any more.`);
    for (const schema of added) this.#tell('alternative-added', before, schema, spot, `It may also be ${article(kindText(schema))} now.`);
    const tags = [old, now].map((shape) => (shape.kind === 'union' ? shape.discriminator?.propertyName : undefined));
    if (tags[0] !== tags[1] && tags[0] !== undefined && tags[1] !== undefined) {
      this.#tell('discriminator-changed', before, after, spot, `The alternatives are told apart by ${tags[1]} now; it was ${tags[0]}.`);
    }
    const several = pairs.length > 1;
    for (const [one, other] of pairs) this.#compare(one, other, several ? { ...spot, at: joined(spot.at, `<${kindText(other)}>`) } : spot);
  }

  #parts(before: Schema, after: Schema, old: Shape, now: Shape, spot: Spot): void {
    const { pairs, removed, added } = matchAlternatives(membersOf(old), membersOf(now));
    for (const schema of removed) this.#tell('constraint-lifted', schema, after, spot, `It need not be ${article(kindText(schema))} too any more.`);
    for (const schema of added) this.#tell('constraint-introduced', before, schema, spot, `It must be ${article(kindText(schema))} too now.`);
    for (const [one, other] of pairs) this.#compare(one, other, spot);
  }

  #tuples(before: Schema, after: Schema, old: Extract<Shape, { kind: 'tuple' }>, now: Extract<Shape, { kind: 'tuple' }>, spot: Spot): void {
    if (old.items.length !== now.items.length || (old.rest === undefined) !== (now.rest === undefined)) {
      const said = ({ items, rest }: typeof old): string => `${items.length} items${rest === undefined ? '' : ' and more'}`;
      this.#tell('tuple-changed', before, after, spot, `The list has ${said(now)} now; it had ${said(old)}.`);
    }
    old.items.forEach((item, index) => {
      const other = now.items[index];
      if (other !== undefined) this.#compare(item, other, { ...spot, at: `${spot.at}[${index}]` });
    });
    if (old.rest !== undefined && now.rest !== undefined) this.#compare(old.rest, now.rest, { ...spot, at: `${spot.at}[]` });
  }

  #objects(before: Schema, after: Schema, old: ObjectShape, now: ObjectShape, spot: Spot): void {
    const { direction } = spot;
    const [oldProperties, newProperties] = [visible(old, direction), visible(now, direction)];
    for (const [name, property] of oldProperties) {
      const at = joined(spot.at, name);
      const other = newProperties.get(name);
      if (other === undefined) {
        this.#tell('property-removed', property.schema, now.properties.find((known) => known.name === name)?.schema ?? after, { ...spot, at }, `${name} is gone${why(now, name, direction)}.`);
        continue;
      }
      if (property.required !== other.required) {
        this.#tell(other.required ? 'property-required' : 'property-optional', property.schema, other.schema, { ...spot, at }, `${name} is ${other.required ? 'required now' : 'not required any more'}.`);
      }
      this.#compare(property.schema, other.schema, { ...spot, at });
    }
    for (const [name, { schema, required }] of newProperties) {
      if (oldProperties.has(name)) continue;
      const what = `There is ${required ? 'a required' : 'an optional'} ${name} now: ${kindText(schema)}.`;
      this.#tell(required ? 'required-property-added' : 'property-added', before, schema, { ...spot, at: joined(spot.at, name) }, what);
    }
    this.#otherMembers(before, after, old, now, spot);
    this.#oneOfRequired(before, after, spot);
  }

  #otherMembers(before: Schema, after: Schema, old: ObjectShape, now: ObjectShape, spot: Spot): void {
    const closed = [old, now].map(({ additional, patterns }) => additional === false && patterns.size === 0);
    if (closed[0] !== closed[1]) {
      this.#tell(closed[1] === true ? 'members-closed' : 'members-opened', before, after, spot, closed[1] === true ? 'There may be no other members any more.' : 'There may be other members now.');
    }
    const at = joined(spot.at, '*');
    if (typeof old.additional === 'object' && typeof now.additional === 'object') this.#compare(old.additional, now.additional, { ...spot, at });
    else if (typeof now.additional === 'object' && old.additional === undefined && resolvedShape(now.additional).kind !== 'any') {
      this.#tell('type-narrowed', before, now.additional, { ...spot, at }, `Other members must be ${kindText(now.additional)} now.`);
    } else if (typeof old.additional === 'object' && now.additional === undefined && resolvedShape(old.additional).kind !== 'any') {
      this.#tell('type-widened', old.additional, after, { ...spot, at }, `Other members need not be ${kindText(old.additional)} any more.`);
    }
    for (const [pattern, schema] of old.patterns) {
      const other = now.patterns.get(pattern);
      if (other === undefined) this.#tell('constraint-lifted', schema, after, { ...spot, at }, `Nothing is said of members that match ${pattern} any more.`);
      else this.#compare(schema, other, { ...spot, at: joined(spot.at, `/${pattern}/`) });
    }
    for (const [pattern, schema] of now.patterns) {
      if (!old.patterns.has(pattern)) this.#tell('constraint-introduced', before, schema, { ...spot, at }, `Members that match ${pattern} must be ${kindText(schema)} now.`);
    }
  }

  #oneOfRequired(before: Schema, after: Schema, spot: Spot): void {
    const [from, to] = [before, after].map(({ extensions }) => canonical(extensions['x-one-of-required'] ?? null));
    if (from !== to) this.#tell('one-of-required-changed', before, after, spot, `Of which members exactly one is required is said by ${to} now; it was ${from}.`);
  }

  #tell(rule: RuleName, before: Schema, after: Schema, { scope, direction, at }: Spot, message: string, more: Pick<Told, 'level'> = {}): void {
    this.#findings.add(scope, rule, { at, direction, message, old: before.origin, new: after.origin, ...more });
  }
}

/** The properties that travel in a direction: what is read-only is not sent, what is write-only is not received. */
function visible(shape: ObjectShape, direction: Direction): ReadonlyMap<string, ShapeProperty> {
  return new Map(shape.properties.filter(({ schema }) => !isHidden(schema, direction)).map((property) => [property.name, property]));
}

function isHidden(schema: Schema, direction: Direction): boolean {
  return direction === 'request' ? schema.readOnly || schema.ref?.readOnly === true : schema.writeOnly || schema.ref?.writeOnly === true;
}

function why(shape: ObjectShape, name: string, direction: Direction): string {
  if (!shape.properties.some((property) => property.name === name)) return '';
  return direction === 'request' ? ': it is read-only now' : ': it is write-only now';
}

function membersOf(shape: Shape): readonly Schema[] {
  return shape.kind === 'union' || shape.kind === 'intersection' ? shape.members : [shape.schema];
}

function admitsAll({ kind }: Shape): boolean {
  return kind === 'any';
}

function isOfKind(value: Json, shape: Shape): boolean {
  if (shape.kind === 'number') return typeof value === 'number' && (!shape.integer || Number.isInteger(value));
  return (shape.kind === 'string' || shape.kind === 'boolean') && typeof value === shape.kind;
}

function without(values: readonly Json[], others: readonly Json[]): readonly Json[] {
  const known = new Set(others.map(canonical));
  return values.filter((value) => !known.has(canonical(value)));
}

function listed(values: readonly Json[]): string {
  const shown = values.slice(0, 5).map((value) => JSON.stringify(value));
  return `one of ${shown.join(', ')}${values.length > 5 ? ' …' : ''}`;
}

function article(words: string): string {
  return /^(?:any|no|one|all|the|an?) |^null$/.test(words) ? words : `${/^[aeiou]/i.test(words) ? 'an' : 'a'} ${words}`;
}

/** The way to a member; names that are no plain words are quoted. */
export function joined(at: string, name: string): string {
  const shown = /^[\w$*-]+$|^<.*>$/.test(name) ? name : JSON.stringify(name);
  return at === '' ? shown : `${at}.${shown}`;
}
