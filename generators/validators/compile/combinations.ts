/** Schemas that apply other schemas to the same value. */
import type { Json, Schema } from '../../model/model.js';
import { patternOf } from '../../patterns/pattern.js';
import { jsonLiteral, stringLiteral } from '../../typescript/literals.js';
import { allOf, call, labelOf } from '../code.js';
import type { Compiler } from './compiler.js';
import { allowedValues, refusesNull, unionTag } from './facts.js';
import { acceptsAllOf, commonPattern } from './texts.js';

/** The checks of a schema about `$ref`, `allOf`, `anyOf`, `oneOf`, `not` and `if`. */
export function combinedChecks(schema: Schema, label: string, compiler: Compiler): string[] {
  const check = (inner: Schema, suffix: string): string => compiler.checkOf(inner, `${label}_${suffix}`);
  const checks: string[] = [];
  if (schema.ref !== undefined) checks.push(check(schema.ref, 'reference'));
  for (const [index, part] of (schema.allOf ?? []).entries()) {
    const name = check(part, `part${index + 1}`);
    if (name !== 'any') checks.push(name);
  }
  for (const keyword of ['anyOf', 'oneOf'] as const) {
    const branches = schema[keyword];
    if (branches !== undefined) checks.push(unionCheck(schema, keyword, branches, label, compiler));
  }
  if (schema.not !== undefined) checks.push(call('not', check(schema.not, 'refused')));
  if (schema.if !== undefined) {
    const branches = [
      schema.then === undefined ? 'undefined' : check(schema.then, 'then'),
      schema.else === undefined ? 'undefined' : check(schema.else, 'else'),
    ];
    checks.push(call('when', check(schema.if, 'if'), ...branches));
  }
  return checks;
}

function unionCheck(schema: Schema, keyword: 'anyOf' | 'oneOf', all: readonly Schema[], label: string, compiler: Compiler): string {
  const others = all.filter((branch) => !isNull(branch));
  const nullable = others.length === all.length - 1 && others.every(refusesNull);
  const union = alternatives(schema, keyword, nullable ? others : all, label, compiler);
  return nullable ? call('nullable', union) : union;
}

function alternatives(schema: Schema, keyword: 'anyOf' | 'oneOf', all: readonly Schema[], label: string, compiler: Compiler): string {
  const written = all.map((branch, index) => compiler.checkOf(branch, branchLabel(branch, label, index)));
  // Asked twice, an alternative of `anyOf` answers the same; and what a wider one accepts need not be asked a narrower one.
  const areTexts = all.every(isText);
  const isNeedless = (index: number, other: number): boolean => {
    const [branch, wider] = [all[index], all[other]];
    if (branch === undefined || wider === undefined || index === other) return false;
    if (written[index] === written[other]) return other < index;
    return areTexts && acceptsAllOf(wider, branch) && (other < index || !acceptsAllOf(branch, wider));
  };
  const isKept = (_: unknown, index: number): boolean => {
    // Two alternatives of `oneOf` that are the same are never the only one: asking them, nested, would take twice as long on every level.
    if (keyword === 'oneOf') return !written.some((other, place) => other === written[index] && place !== index);
    return !all.some((__, other) => isNeedless(index, other));
  };
  const checks = written.filter(isKept);
  const branches = all.filter(isKept);
  if (keyword === 'oneOf' && checks.length < written.length) {
    const refused = checks.length === 0 ? [] : [...new Set(written.filter((check) => !checks.includes(check)))];
    return allOf([...refused.map((check) => call('not', check)), call('oneOf', `[${checks.join(', ')}]`)]);
  }
  const [only] = checks;
  if (only !== undefined && checks.length === 1) return only;
  if (keyword === 'anyOf' && areTexts) return commonTextCheck(schema, branches) ?? textUnion(branches, checks);
  const tag = unionTag(schema, branches);
  const list = `[${checks.join(', ')}]`;
  if (tag === undefined) return call(keyword, list);
  const selected = [...tag.branches].map(([value, branch]) => ({ value: jsonLiteral(value), index: branches.indexOf(branch) }));
  const name = stringLiteral(tag.name);
  if (tag.decisive) return call('tagged', name, ...selected.map(({ value, index }) => `[${value}, ${checks[index] ?? 'never'}]`));
  const known = selected.filter(({ index }) => index >= 0);
  return call(keyword, list, call('tag', name, ...known.map(({ value, index }) => `[${value}, ${index}]`)));
}

/** The alternatives of a union of strings as one expression, which an issue can show; undefined where there is no such expression. */
function commonTextCheck(schema: Schema, branches: readonly Schema[]): string | undefined {
  const pattern = commonPattern(branches);
  if (pattern === undefined) return undefined;
  const { literal, longest, problem } = patternOf(pattern, schema.origin);
  return literal === undefined || longest !== undefined || problem !== undefined ? undefined : call('pattern', literal);
}

/** A union of strings needs no look at the value's type to tell which branch is meant: the only one that is no fixed value. */
function textUnion(branches: readonly Schema[], checks: readonly string[]): string {
  const isOpen = (_: string, index: number): boolean => branches[index] !== undefined && fixed(branches[index]) === undefined;
  const open = checks.filter(isOpen);
  const others = checks.filter((check, index) => !isOpen(check, index));
  return open.length === 1 ? call('either', ...open, ...others) : call('texts', ...checks);
}

/** True when a schema accepts nothing but strings. */
function isText(schema: Schema): boolean {
  const values = fixed(schema);
  if (values !== undefined) return values.every((value) => typeof value === 'string');
  return schema.types === undefined ? schema.ref !== undefined && isText(schema.ref) : schema.types.length === 1 && schema.types[0] === 'string';
}

function fixed(schema: Schema): readonly Json[] | undefined {
  return allowedValues(schema) ?? (schema.ref && fixed(schema.ref));
}

function branchLabel(branch: Schema, label: string, index: number): string {
  return `${label}_${branch.title === undefined ? `choice${index + 1}` : labelOf(branch.title)}`;
}

function isNull(schema: Schema): boolean {
  const { types, ref, allOf, anyOf, oneOf, not, constant, enum: list } = schema;
  if ([ref, allOf, anyOf, oneOf, not, schema.if, list].some((keyword) => keyword !== undefined)) return false;
  return constant === undefined ? types?.length === 1 && types[0] === 'null' : constant.value === null && types?.includes('null') !== false;
}
