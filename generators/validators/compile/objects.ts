/** Objects: members, names, numbers of members. */
import type { Schema } from '../../model/model.js';
import { isJsonArray } from '../../model/pointer.js';
import { stringLiteral } from '../../typescript/literals.js';
import { patternOf } from '../patterns.js';
import { checkPart, conjunction, indent, labelOf, pureCall, type Compiler, type Part } from './compiler.js';
import { refusesAbsence } from './facts.js';

/** What every object inherits: a property of this name counts only when it is the object's own. */
const inherited: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/**
 * The part of a schema about objects.
 * @param sure whether the schema accepts nothing but objects
 */
export function objectParts(schema: Schema, sure: boolean, label: string, compiler: Compiler): Part[] {
  const inside = [
    ...propertyParts(schema, label, compiler),
    ...dependencyParts(schema, label, compiler),
    ...namesParts(schema, label, compiler),
    ...additionalParts(schema, label, compiler),
  ];
  const names = namesOf(schema, label, compiler);
  if (inside.length === 0 && names === undefined && !sure) return [];
  const enter = `object(value, run, depth, key${names === undefined ? '' : `, ${names}`})`;
  const body = inside.length === 0 ? `(${enter} || run.all)` : `(${enter}\n  ? ${indent(conjunction(inside)).trimStart()}\n  : run.all)`;
  const local = inside.some((part) => part.local === true);
  return [{ code: sure ? body : `(!isObject(value) || ${body})`, local }];
}

/** The constant with the names of an object's properties. */
function namesOf({ properties }: Schema, label: string, { writer }: Compiler): string | undefined {
  if (properties === undefined || properties.size === 0) return undefined;
  const list = [...properties.keys()].map(stringLiteral).join(', ');
  return writer.constant(`namesOf${label}`, 'ReadonlySet<string>', `/* @__PURE__ */ new Set([${list}])`);
}

function propertyParts(schema: Schema, label: string, compiler: Compiler): Part[] {
  const required = new Set(schema.required);
  const parts: Part[] = [];
  for (const [name, property] of schema.properties ?? []) {
    const key = stringLiteral(name);
    const check = compiler.checkOf(property, `${label}_${labelOf(name)}`);
    const read = inherited.has(name) ? `own(value, ${key})` : `value[${key}]`;
    if (required.delete(name)) {
      if (!refusesAbsence(property)) parts.push({ code: `has(value, run, depth, ${key})` });
      if (refusesAbsence(property) || check !== 'any') parts.push({ code: `${check}(${read}, run, depth + 1, ${key})` });
    } else if (check !== 'any') {
      parts.push({ code: `((x = ${read}) === undefined || ${check}(x, run, depth + 1, ${key}))`, local: true });
    }
  }
  for (const name of required) parts.push({ code: `has(value, run, depth, ${stringLiteral(name)})` });
  return parts;
}

function dependencyParts(schema: Schema, label: string, compiler: Compiler): Part[] {
  const parts: Part[] = [];
  for (const [name, others] of schema.dependentRequired ?? []) {
    if (others.length === 0) continue;
    const needed = others.map((other) => ({ code: `has(value, run, depth, ${stringLiteral(other)})` }));
    parts.push({ code: `(own(value, ${stringLiteral(name)}) === undefined || (${conjunction(needed)}))` });
  }
  for (const [name, dependent] of schema.dependentSchemas ?? []) {
    const check = checkPart(compiler.checkOf(dependent, `${label}_with_${labelOf(name)}`));
    parts.push({ code: `(own(value, ${stringLiteral(name)}) === undefined || ${check.code})` });
  }
  return parts;
}

function namesParts(schema: Schema, label: string, compiler: Compiler): Part[] {
  const { minProperties = 0, maxProperties, propertyNames } = schema;
  const parts: Part[] = [];
  if (minProperties > 0 || maxProperties !== undefined) {
    const most = maxProperties === undefined ? '' : `, ${maxProperties}`;
    parts.push({ code: `size(value, run, depth, key, ${minProperties}${most})` });
  }
  for (const names of exactlyOneLists(schema)) {
    parts.push({ code: `exactlyOne(value, run, depth, key, ${names.map(stringLiteral).join(', ')})` });
  }
  if (propertyNames !== undefined) {
    parts.push({ code: `propertyNames(value, run, depth, ${compiler.checkOf(propertyNames, `${label}_names`)})` });
  }
  return parts;
}

/** `x-one-of-required`: lists of properties of which exactly one is present. */
function exactlyOneLists({ extensions }: Schema): readonly (readonly string[])[] {
  const lists = extensions['x-one-of-required'];
  if (!isJsonArray(lists)) return [];
  return lists.flatMap((list) => (isJsonArray(list) ? [list.filter((name) => typeof name === 'string')] : []));
}

function additionalParts(schema: Schema, label: string, compiler: Compiler): Part[] {
  const { writer } = compiler;
  const { patternProperties, additionalProperties: additional } = schema;
  const patterns = [...(patternProperties ?? [])].flatMap(([source, member], index) => {
    const { literal, problem } = patternOf(source, { ...member.origin });
    if (problem !== undefined) compiler.report(problem);
    const check = writer.eager(compiler.checkOf(member, `${label}_pattern${index + 1}`));
    return literal === undefined ? [] : [`[${literal}, ${check}]`];
  });
  if (patterns.length === 0) {
    if (additional === undefined) return [];
    if (additional.always === true) return [{ code: `openObject(value, run, depth, key)` }];
    if (additional.always === false) {
      const names = namesOf(schema, label, compiler);
      return [{ code: `only(value, run, depth${names === undefined ? '' : `, ${names}`})` }];
    }
  }
  const list = writer.constant(`patternsOf${label}`, `readonly (readonly [RegExp, Check])[]`, `[${patterns.join(', ')}]`);
  const names = namesOf(schema, label, compiler) ?? 'undefined';
  const rest = additional === undefined ? '' : `, ${additional.always === false ? 'absent' : compiler.checkOf(additional, `${label}_value`)}`;
  return [{ code: `members(value, run, depth, key, ${names}, ${list}${rest})` }];
}

/** A check that also looks at what `whole` has left unevaluated, where the schema says something about that. */
export function withUnevaluatedProperties(whole: string, schema: Schema, label: string, compiler: Compiler): string {
  const { writer } = compiler;
  const rest = schema.unevaluatedProperties;
  if (rest === undefined) return whole;
  const check = rest.always === false ? 'unevaluated' : compiler.checkOf(rest, `${label}_unevaluated`);
  return pureCall('unevaluatedProperties', [writer.eager(whole), writer.eager(check)]);
}
