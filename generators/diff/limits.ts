/**
 * What a schema asks of a value beyond its kind: limits, patterns, formats and conditions, gathered from all the schemas that
 * apply to the same value, and compared keyword by keyword.
 */
import type { Json, Schema } from '../model/model.js';
import { isJsonObject, valueAt } from '../model/pointer.js';
import { shapeOf } from '../model/shape.js';
import { saysNothing } from '../model/silence.js';
import type { RuleName } from './rules.js';

type Document = { readonly [key: string]: Json };

/** A difference that is not yet told to anybody. */
export interface LimitChange {
  readonly rule: RuleName;
  readonly message: string;
}

/** Of these the greatest counts, and a greater one is tighter. */
const lowerBounds = ['minLength', 'minimum', 'exclusiveMinimum', 'minItems', 'minContains', 'minProperties'] as const;
/** Of these the least counts, and a lesser one is tighter. */
const upperBounds = ['maxLength', 'maximum', 'exclusiveMaximum', 'maxItems', 'maxContains', 'maxProperties'] as const;
/** Conditions that are compared as they are written. */
const conditions = ['not', 'if', 'then', 'else', 'contains', 'propertyNames', 'dependentRequired', 'dependentSchemas', 'unevaluatedItems'] as const;

/** Formats of numbers, each with those it is a part of. */
const widerFormats: Readonly<Record<string, readonly string[]>> = { int8: ['int16', 'int32', 'int64'], int16: ['int32', 'int64'], int32: ['int64'], float: ['double'] };

/** What {@link gather} finds. */
interface Limits {
  readonly bounds: Map<string, number>;
  readonly multiples: Set<number>;
  readonly patterns: Set<string>;
  readonly formats: Set<string>;
  readonly encodings: Set<string>;
  readonly conditions: Map<string, Set<string>>;
  unique: boolean;
}

/** A schema and the document it is of. */
export interface Side {
  readonly schema: Schema;
  readonly document: Document;
}

/**
 * The differences between the limits of two schemas.
 *
 * @param follow also what a schema's reference leads to; false where that is compared by itself
 */
export function compareLimits(before: Side, after: Side, follow: boolean): readonly LimitChange[] {
  const [old, now] = [gather(before, follow), gather(after, follow)];
  return [
    ...boundChanges(old, now),
    ...uniqueChange(old, now),
    ...multipleChanges(old, now),
    ...setChange('pattern', old.patterns, now.patterns),
    ...formatChange(old.formats, now.formats),
    ...encodingChange(old.encodings, now.encodings),
    ...conditionChanges(old, now),
  ];
}

function gather(side: Side, follow: boolean): Limits {
  const limits: Limits = { bounds: new Map(), multiples: new Set(), patterns: new Set(), formats: new Set(), encodings: new Set(), conditions: new Map(), unique: false };
  const parts = new Set([side.schema]);
  // A Set hands out what is added while it is walked.
  for (const schema of parts) {
    collect(limits, schema, side.document);
    for (const part of schema.allOf ?? []) parts.add(part);
    for (const keyword of ['anyOf', 'oneOf'] as const) {
      // Of one alternative beside null, what it says is said of the whole.
      const [only, ...others] = (schema[keyword] ?? []).filter((member) => shapeOf(member).kind !== 'null');
      if (only !== undefined && others.length === 0) parts.add(only);
    }
    if (follow && schema.ref !== undefined) parts.add(schema.ref);
  }
  return limits;
}

function collect(limits: Limits, schema: Schema, document: Document): void {
  for (const keyword of lowerBounds) raise(limits.bounds, keyword, schema[keyword], Math.max);
  for (const keyword of upperBounds) raise(limits.bounds, keyword, schema[keyword], Math.min);
  if (schema.multipleOf !== undefined) limits.multiples.add(schema.multipleOf);
  if (schema.uniqueItems === true) limits.unique = true;
  if (schema.pattern !== undefined) limits.patterns.add(schema.pattern);
  if (schema.format !== undefined) limits.formats.add(schema.format);
  if (schema.contentEncoding !== undefined) limits.encodings.add(`encoding ${schema.contentEncoding}`);
  if (schema.contentMediaType !== undefined) limits.encodings.add(`media type ${schema.contentMediaType}`);
  const choices = (['anyOf', 'oneOf'] as const).filter((keyword) => schema[keyword]?.some(saysNothing) === true);
  const present = [...conditions.filter((keyword) => schema[keyword] !== undefined), ...choices];
  if (present.length === 0) return;
  const written = valueAt(document, schema.pointer);
  if (!isJsonObject(written)) return;
  for (const keyword of present) {
    const known = limits.conditions.get(keyword) ?? new Set();
    limits.conditions.set(keyword, known.add(canonical(written[keyword] ?? null)));
  }
}

function raise(bounds: Map<string, number>, keyword: string, value: number | undefined, choose: (a: number, b: number) => number): void {
  if (value === undefined) return;
  const known = bounds.get(keyword);
  bounds.set(keyword, known === undefined ? value : choose(known, value));
}

function boundChanges(old: Limits, now: Limits): readonly LimitChange[] {
  const tellOf = (keyword: string, tighter: (from: number, to: number) => boolean): readonly LimitChange[] => {
    const [from, to] = [old.bounds.get(keyword), now.bounds.get(keyword)];
    if (from === to) return [];
    if (from === undefined) return [{ rule: 'limit-tightened', message: `${keyword} is ${to} now; there was no such limit.` }];
    if (to === undefined) return [{ rule: 'limit-loosened', message: `${keyword}, which was ${from}, is gone.` }];
    return [{ rule: tighter(from, to) ? 'limit-tightened' : 'limit-loosened', message: `${keyword} is ${to} now; it was ${from}.` }];
  };
  return [...lowerBounds.flatMap((keyword) => tellOf(keyword, (from, to) => to > from)), ...upperBounds.flatMap((keyword) => tellOf(keyword, (from, to) => to < from))];
}

function uniqueChange(old: Limits, now: Limits): readonly LimitChange[] {
  if (old.unique === now.unique) return [];
  return [now.unique ? { rule: 'limit-tightened', message: 'The items must differ from each other now.' } : { rule: 'limit-loosened', message: 'The items need not differ from each other any more.' }];
}

function multipleChanges({ multiples: old }: Limits, { multiples: now }: Limits): readonly LimitChange[] {
  const [[from, ...others], [to, ...more]] = [difference(old, now), difference(now, old)];
  if (from === undefined && to === undefined) return [];
  if (from === undefined) return [{ rule: 'limit-tightened', message: `It must be a multiple of ${to} now.` }];
  if (to === undefined) return [{ rule: 'limit-loosened', message: `It need not be a multiple of ${from} any more.` }];
  const message = `It must be a multiple of ${to} now; it was ${from}.`;
  if (others.length > 0 || more.length > 0) return [{ rule: 'multiple-changed', message }];
  return [{ rule: to % from === 0 ? 'limit-tightened' : from % to === 0 ? 'limit-loosened' : 'multiple-changed', message }];
}

function setChange(what: 'pattern' | 'format', old: ReadonlySet<string>, now: ReadonlySet<string>): readonly LimitChange[] {
  const [gone, come] = [difference(old, now), difference(now, old)];
  if (gone.length === 0 && come.length === 0) return [];
  if (gone.length === 0) return [{ rule: `${what}-introduced`, message: `It must have the ${what} ${come.join(' and ')} now.` }];
  if (come.length === 0) return [{ rule: `${what}-lifted`, message: `It need not have the ${what} ${gone.join(' and ')} any more.` }];
  return [{ rule: `${what}-changed`, message: `Its ${what} is ${come.join(' and ')} now; it was ${gone.join(' and ')}.` }];
}

function formatChange(old: ReadonlySet<string>, now: ReadonlySet<string>): readonly LimitChange[] {
  const [[from], [to]] = [difference(old, now), difference(now, old)];
  if (from !== undefined && to !== undefined && old.size === 1 && now.size === 1) {
    const message = `Its format is ${to} now; it was ${from}.`;
    if (widerFormats[from]?.includes(to) === true) return [{ rule: 'limit-loosened', message }];
    if (widerFormats[to]?.includes(from) === true) return [{ rule: 'limit-tightened', message }];
  }
  return setChange('format', old, now);
}

function encodingChange(old: ReadonlySet<string>, now: ReadonlySet<string>): readonly LimitChange[] {
  const [gone, come] = [difference(old, now), difference(now, old)];
  if (gone.length === 0 && come.length === 0) return [];
  const said = (list: readonly string[]): string => (list.length === 0 ? 'none' : list.join(' and '));
  return [{ rule: 'content-encoding-changed', message: `The content of the string has ${said(come)} now; it had ${said(gone)}.` }];
}

function conditionChanges(old: Limits, now: Limits): readonly LimitChange[] {
  const keywords = [...new Set([...old.conditions.keys(), ...now.conditions.keys()])];
  return keywords.flatMap((keyword): readonly LimitChange[] => {
    const [from, to] = [old.conditions.get(keyword), now.conditions.get(keyword)];
    if (from === undefined) return [{ rule: 'constraint-introduced', message: `There is a condition ${keyword} now.` }];
    if (to === undefined) return [{ rule: 'constraint-lifted', message: `The condition ${keyword} is gone.` }];
    return difference(from, to).length + difference(to, from).length === 0 ? [] : [{ rule: 'constraint-changed', message: `The condition ${keyword} is another.` }];
  });
}

function difference<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): readonly T[] {
  return [...a].filter((value) => !b.has(value));
}

/** JSON whose text does not depend on the order of members. */
export function canonical(value: Json): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member) ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1))) : member,
  );
}
