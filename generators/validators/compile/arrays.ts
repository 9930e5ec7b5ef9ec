/** Arrays: items, numbers of items, uniqueness. */
import type { Schema } from '../../model/model.js';
import { conjunction, indent, pureCall, type Compiler, type Part } from './compiler.js';

/**
 * The part of a schema about arrays.
 * @param sure whether the schema accepts nothing but arrays
 */
export function arrayParts(schema: Schema, sure: boolean, label: string, compiler: Compiler): Part[] {
  const { writer } = compiler;
  const inside = insideParts(schema, label, compiler);
  if (sure && inside.length === 1 && schema.items !== undefined && schema.prefixItems === undefined) {
    const items = writer.eager(compiler.checkOf(schema.items, `${label}_item`));
    const check = writer.check(label, pureCall('arrayOf', [items]));
    return [{ code: `${check}(value, run, depth, key)`, check }];
  }
  if (inside.length === 0 && !sure) return [];
  const enter = `array(value, run, depth, key)`;
  const body = inside.length === 0 ? `(${enter} || run.all)` : `(${enter}\n  ? ${indent(conjunction(inside)).trimStart()}\n  : run.all)`;
  return [{ code: sure ? body : `(!Array.isArray(value) || ${body})` }];
}

function insideParts(schema: Schema, label: string, compiler: Compiler): Part[] {
  const { writer } = compiler;
  const { minItems = 0, maxItems, prefixItems, items, contains, minContains, maxContains, uniqueItems } = schema;
  const parts: Part[] = [];
  if (minItems > 0 || maxItems !== undefined) {
    parts.push({ code: `count(value, run, depth, key, ${minItems}${maxItems === undefined ? '' : `, ${maxItems}`})` });
  }
  if (prefixItems !== undefined) {
    const checks = prefixItems.map((item, index) => writer.eager(compiler.checkOf(item, `${label}_item${index}`)));
    const list = writer.constant(`itemsOf${label}`, `readonly Check[]`, `[${checks.join(', ')}]`);
    parts.push({ code: `prefixItems(value, run, depth, key, ${list})` });
  }
  if (items !== undefined) {
    const start = prefixItems === undefined ? '' : `, ${prefixItems.length}`;
    parts.push({ code: `items(value, run, depth, key, ${compiler.checkOf(items, `${label}_item`)}${start})` });
  }
  if (contains !== undefined) {
    const check = compiler.checkOf(contains, `${label}_contained`);
    const most = maxContains === undefined ? '' : `, ${maxContains}`;
    parts.push({ code: `contains(value, run, depth, key, ${check}, ${minContains ?? 1}${most})` });
  }
  if (uniqueItems === true) parts.push({ code: `uniqueItems(value, run, depth, key)` });
  return parts;
}

/** A check that also looks at the items `whole` has left unevaluated, where the schema says something about those. */
export function withUnevaluatedItems(whole: string, schema: Schema, label: string, compiler: Compiler): string {
  const { writer } = compiler;
  const rest = schema.unevaluatedItems;
  if (rest === undefined) return whole;
  const check = compiler.checkOf(rest, `${label}_unevaluatedItem`);
  return pureCall('unevaluatedItems', [writer.eager(whole), writer.eager(check)]);
}
