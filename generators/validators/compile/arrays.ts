/** Arrays: items, numbers of items, uniqueness. */
import type { Schema } from '../../model/model.js';
import { call, limitArguments } from '../code.js';
import type { Compiler } from './compiler.js';

/**
 * The checks of a schema's keywords about arrays. How many items there are comes first: it takes no look at any of them.
 * @param sure whether the schema accepts nothing but arrays
 */
export function arrayChecks(schema: Schema, sure: boolean, label: string, compiler: Compiler): string[] {
  const { minItems = 0, maxItems, items, prefixItems = [], contains, minContains, maxContains, uniqueItems } = schema;
  const checks: string[] = [];
  if (minItems > 0 || maxItems !== undefined) checks.push(call('count', ...limitArguments(minItems, maxItems)));
  if (contains !== undefined) {
    checks.push(call('contains', compiler.checkOf(contains, `${label}_contained`), ...limitArguments(minContains ?? 1, maxContains)));
  }
  if (uniqueItems === true) checks.push('uniqueItems');
  const first = prefixItems.map((item, index) => compiler.checkOf(item, `${label}_item${index}`));
  const item = items === undefined ? undefined : compiler.checkOf(items, `${label}_item`);
  if (item !== undefined && first.length === 0) return [...checks, call(sure ? 'arrayOf' : 'items', item)];
  if (first.length > 0) checks.push(call('prefixItems', ...first));
  if (item !== undefined) checks.push(call('items', item, String(first.length)));
  return sure ? ['array', ...checks] : checks;
}

/** A check that also looks at the items `whole` has left unevaluated, where the schema says something about those. */
export function withUnevaluatedItems(whole: string, schema: Schema, label: string, compiler: Compiler): string {
  const rest = schema.unevaluatedItems;
  return rest === undefined ? whole : call('unevaluatedItems', whole, compiler.checkOf(rest, `${label}_unevaluatedItem`));
}
