/** JSONPath (RFC 9535), as much of it as criteria need: members, indexes, wildcards, and filters that compare. */
import type { Json } from '../model/model.js';
import { isJsonArray, isJsonObject } from '../model/pointer.js';
import { type Condition, ConditionError, holds, operandsOf, parseCondition } from './condition.js';

/** A path, taken apart. */
export type JsonPath = readonly Segment[];

type Segment =
  | { readonly kind: 'member'; readonly name: string }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'all' }
  | { readonly kind: 'filter'; readonly condition: Condition };

/** A member by name in either notation, a wildcard, an index or a filter; the quoted parts of a filter may hold brackets. */
const segment = /\.(?<dotted>[A-Za-z_][\w-]*)|(?<all>\.\*|\[\*\])|\[(?<index>-?\d+)\]|\['(?<quoted>(?:[^'\\]|\\.)*)'\]|\[\?(?<filter>(?:'[^']*'|[^'\]])+)\]/gy;

/**
 * Takes a path apart.
 *
 * @throws ConditionError when it is none, or uses what is not understood here
 */
export function parseJsonPath(text: string): JsonPath {
  if (!text.startsWith('$')) throw new ConditionError(`The JSONPath \`${text}\` does not begin with \`$\`.`);
  const segments: Segment[] = [];
  let end = 1;
  for (const match of text.slice(1).matchAll(segment)) {
    end = 1 + match.index + match[0].length;
    const { dotted, all, index, quoted, filter } = match.groups ?? {};
    if (all !== undefined) segments.push({ kind: 'all' });
    else if (index !== undefined) segments.push({ kind: 'index', index: Number(index) });
    else if (filter !== undefined) segments.push({ kind: 'filter', condition: filterOf(filter) });
    else segments.push({ kind: 'member', name: dotted ?? (quoted ?? '').replace(/\\(.)/g, '$1') });
  }
  if (end !== text.length) throw new ConditionError(`\`${text.slice(end)}\` in the JSONPath \`${text}\` is not understood.`);
  return segments;
}

/** The values a path selects. */
export function select(path: JsonPath, value: Json): readonly Json[] {
  return path.reduce<readonly Json[]>((found, step) => found.flatMap((one) => applied(step, one)), [value]);
}

function applied(step: Segment, value: Json): readonly Json[] {
  switch (step.kind) {
    case 'member':
      return isJsonObject(value) && Object.hasOwn(value, step.name) ? [value[step.name] ?? null] : [];
    case 'index': {
      const item = isJsonArray(value) ? value.at(step.index) : undefined;
      return item === undefined ? [] : [item];
    }
    case 'all':
      return children(value);
    case 'filter':
      return children(value).filter((child) => holds(step.condition, (operand) => select(parseJsonPath(`$${operand.slice(1)}`), child)[0]));
  }
}

function children(value: Json): readonly Json[] {
  if (isJsonArray(value)) return value;
  return isJsonObject(value) ? Object.values(value) : [];
}

function filterOf(text: string): Condition {
  const condition = parseCondition(text);
  for (const operand of operandsOf(condition)) {
    if (!operand.startsWith('@')) throw new ConditionError(`\`${operand}\` in a filter does not begin with \`@\`.`);
    parseJsonPath(`$${operand.slice(1)}`);
  }
  return condition;
}
