/** Objects: members, names, numbers of members. */
import { isOneWay } from '../../model/direction.js';
import type { Schema } from '../../model/model.js';
import { isJsonArray } from '../../model/pointer.js';
import { objectKey, stringLiteral } from '../../typescript/literals.js';
import { patternOf } from '../patterns.js';
import { call, indent, labelOf, type Compiler } from './compiler.js';

/**
 * The check of a schema's keywords about objects.
 * @param sure whether the schema accepts nothing but objects
 */
export function objectChecks(schema: Schema, sure: boolean, label: string, compiler: Compiler): string[] {
  // Nobody has to send what is read-only, or to answer what is write-only (OAS 3.0.3 §4.7.24.2, 3.1: validation vocabulary §9.4).
  const isRelieved = (name: string): boolean => {
    const property = schema.properties?.get(name);
    return property !== undefined && isOneWay(property, compiler.direction);
  };
  const required = new Set(schema.required?.filter((name) => !isRelieved(name)));
  const properties = [...(schema.properties ?? [])].map(([name, property]) => {
    const check = compiler.checkOf(property, `${label}_${labelOf(name)}`);
    return `${objectKey(name)}: ${required.has(name) ? check : `[${check}]`}`;
  });
  const unnamed = [...required].filter((name) => schema.properties?.has(name) !== true);
  const patterns = patternRules(schema, label, compiler);
  // With patterns about, additional properties are those that match none: the rule sees to both.
  const rest = patterns.length > 0 ? undefined : additionalCheck(schema, label, compiler);
  const present = unnamed.length === 0 ? [] : [call('present', ...unnamed.map(stringLiteral))];
  const rules = [...present, ...ruleChecks(schema, label, compiler), ...patterns];
  if (properties.length === 0 && required.size === 0 && rest === undefined && rules.length === 0 && !sure) return [];

  const further = rest !== undefined || rules.length > 0;
  const check = call('object', members(properties), ...(further ? [rest ?? 'undefined'] : []), ...rules);
  return [sure ? check : call('ifObject', check)];
}

function members(entries: readonly string[]): string {
  if (entries.length === 0) return '{}';
  return `{\n${indent(entries.map((entry) => `${entry},\n`).join(''))}}`;
}

function ruleChecks(schema: Schema, label: string, compiler: Compiler): string[] {
  const { minProperties = 0, maxProperties, propertyNames } = schema;
  const rules: string[] = [];
  for (const [name, others] of schema.dependentRequired ?? []) {
    if (others.length > 0) rules.push(call('requires', ...[name, ...others].map(stringLiteral)));
  }
  for (const [name, dependent] of schema.dependentSchemas ?? []) {
    rules.push(call('dependent', stringLiteral(name), compiler.checkOf(dependent, `${label}_with_${labelOf(name)}`)));
  }
  if (minProperties > 0 || maxProperties !== undefined) {
    rules.push(call('size', String(minProperties), ...(maxProperties === undefined ? [] : [String(maxProperties)])));
  }
  for (const names of exactlyOneLists(schema)) rules.push(call('exactlyOne', ...names.map(stringLiteral)));
  if (propertyNames !== undefined) rules.push(call('propertyNames', compiler.checkOf(propertyNames, `${label}_names`)));
  return rules;
}

/** `x-one-of-required`: lists of properties of which exactly one is present. */
function exactlyOneLists({ extensions }: Schema): readonly (readonly string[])[] {
  const lists = extensions['x-one-of-required'];
  if (!isJsonArray(lists)) return [];
  return lists.flatMap((list) => (isJsonArray(list) ? [list.filter((name) => typeof name === 'string')] : []));
}

function patternRules(schema: Schema, label: string, compiler: Compiler): string[] {
  const patterns = [...(schema.patternProperties ?? [])].flatMap(([source, member], index) => {
    const { literal, longest, problem } = patternOf(source, member.origin);
    if (problem !== undefined) compiler.report(problem);
    const check = compiler.checkOf(member, `${label}_pattern${index + 1}`);
    if (literal === undefined) return [];
    return [`[${longest === undefined ? literal : call('bounded', literal, String(longest))}, ${check}]`];
  });
  return patterns.length === 0 ? [] : [call('others', additionalCheck(schema, label, compiler) ?? 'undefined', ...patterns)];
}

/** The check of properties not named. */
function additionalCheck({ additionalProperties: additional }: Schema, label: string, compiler: Compiler): string | undefined {
  if (additional === undefined) return undefined;
  return additional.always === false ? 'absent' : compiler.checkOf(additional, `${label}_value`);
}

/** A check that also looks at what `whole` has left unevaluated, where the schema says something about that. */
export function withUnevaluatedProperties(whole: string, schema: Schema, label: string, compiler: Compiler): string {
  const rest = schema.unevaluatedProperties;
  if (rest === undefined) return whole;
  const check = rest.always === false ? 'unevaluated' : compiler.checkOf(rest, `${label}_unevaluated`);
  return call('unevaluatedProperties', whole, check);
}
