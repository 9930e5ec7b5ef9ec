/** Objects: members, names, numbers of members. */
import type { Schema } from '../../model/model.js';
import { isJsonArray } from '../../model/pointer.js';
import { jsonLiteral, objectKey, stringLiteral } from '../../typescript/literals.js';
import { patternOf } from '../../patterns/pattern.js';
import { call, indent, labelOf, limitArguments, unmarked } from '../code.js';
import type { Compiler } from './compiler.js';
import { refusesAbsence } from './facts.js';

/**
 * The checks of a schema's keywords about objects.
 * @param sure whether the schema accepts nothing but objects
 */
export function objectChecks(schema: Schema, sure: boolean, label: string, compiler: Compiler): string[] {
  const required = new Set(schema.required);
  const properties = [...(schema.properties ?? [])].map(([name, property]) => {
    const check = compiler.laterCheckOf(property, `${label}_${labelOf(name)}`);
    const present = required.has(name) ? check : call('optional', check);
    return `${objectKey(name)}: ${name in {} ? call('own', stringLiteral(name), present) : present}`;
  });
  const patterns = patternRules(schema, label, compiler);
  // With patterns about, additional properties are those that match none: the rule sees to both.
  const additional = patterns.length > 0 ? undefined : additionalCheck(schema, label, compiler);
  // Where no property has a name, a look at those of any value would only tell that they have been looked at.
  const isFree = additional === undefined || (additional === 'open' && properties.length === 0 && !compiler.asksForUnevaluated);
  const rest = isFree ? [] : [additional === 'absent' ? 'closed' : call('rest', additional)];
  // Most checks refuse what is absent; of those that do not it has to be asked.
  const asked = [...required].filter((name) => {
    const property = schema.properties?.get(name);
    return property === undefined || !refusesAbsence(property);
  });
  const present = asked.length === 0 ? [] : [call('present', ...asked.map(stringLiteral))];
  const rules = [...rest, ...present, ...ruleChecks(schema, label, compiler), ...patterns];
  if (!sure && properties.length === 0 && rules.length === 0) return [];
  const check = call('object', members(properties), ...(rules.length > 1 ? [call('rules', ...rules)] : rules));
  return [sure ? check : call('ifObject', check)];
}

function members(entries: readonly string[]): string {
  if (entries.length === 0) return '() => ({})';
  return `() => ({\n${indent(entries.map((entry) => `${unmarked(entry)},\n`).join(''))}})`;
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
  if (minProperties > 0 || maxProperties !== undefined) rules.push(call('size', ...limitArguments(minProperties, maxProperties)));
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
  if (patterns.length === 0) return [];
  const additional = additionalCheck(schema, label, compiler);
  // Which properties are named matters only where something is said of the others.
  const named = additional === undefined ? [] : [...(schema.properties?.keys() ?? [])];
  return [call('others', jsonLiteral(named), additional ?? 'undefined', ...patterns)];
}

/** The check of properties not named. */
function additionalCheck({ additionalProperties: additional }: Schema, label: string, compiler: Compiler): string | undefined {
  if (additional === undefined) return undefined;
  if (additional.always === false) return 'absent';
  const check = compiler.checkOf(additional, `${label}_value`);
  return check === 'any' ? 'open' : call('optional', check);
}

/** A check that also looks at what `whole` has left unevaluated, where the schema says something about that. */
export function withUnevaluatedProperties(whole: string, schema: Schema, label: string, compiler: Compiler): string {
  const rest = schema.unevaluatedProperties;
  if (rest === undefined) return whole;
  const check = rest.always === false ? 'unevaluated' : compiler.checkOf(rest, `${label}_unevaluated`);
  return call('unevaluatedProperties', whole, check);
}
