/** Arrays: items, numbers of items, uniqueness. */
import type { Schema } from '../../model/model.js';
import { call, type Compiler } from './compiler.js';

/**
 * The check of a schema's keywords about arrays.
 * @param sure whether the schema accepts nothing but arrays
 */
export function arrayChecks(schema: Schema, sure: boolean, label: string, compiler: Compiler): string[] {
  const { items, prefixItems } = schema;
  const rules = arrayRules(schema, label, compiler);
  if (items === undefined && prefixItems === undefined && rules.length === 0 && !sure) return [];
  const item = items === undefined ? undefined : compiler.checkOf(items, `${label}_item`);
  let check: string;
  if (item !== undefined && prefixItems === undefined) {
    check = call('arrayOf', item, ...rules);
  } else {
    const first = (prefixItems ?? []).map((schemaOfItem, index) => compiler.checkOf(schemaOfItem, `${label}_item${index}`));
    const prefix = first.length === 0 ? [] : [call('prefixItems', ...first)];
    const rest = item === undefined ? [] : [call('items', item, String(first.length))];
    check = call('array', ...rules, ...prefix, ...rest);
  }
  return [sure ? check : call('ifArray', check)];
}

function arrayRules(schema: Schema, label: string, compiler: Compiler): string[] {
  const { minItems = 0, maxItems, contains, minContains, maxContains, uniqueItems } = schema;
  const rules: string[] = [];
  if (minItems > 0 || maxItems !== undefined) {
    rules.push(call('count', String(minItems), ...(maxItems === undefined ? [] : [String(maxItems)])));
  }
  if (contains !== undefined) {
    const check = compiler.checkOf(contains, `${label}_contained`);
    rules.push(call('contains', check, String(minContains ?? 1), ...(maxContains === undefined ? [] : [String(maxContains)])));
  }
  if (uniqueItems === true) rules.push('uniqueItems');
  return rules;
}

/** A check that also looks at the items `whole` has left unevaluated, where the schema says something about those. */
export function withUnevaluatedItems(whole: string, schema: Schema, label: string, compiler: Compiler): string {
  const rest = schema.unevaluatedItems;
  return rest === undefined ? whole : call('unevaluatedItems', whole, compiler.checkOf(rest, `${label}_unevaluatedItem`));
}
