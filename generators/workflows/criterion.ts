/** Criteria of Arazzo 1.0 (§4.6.11): of steps, and of the actions that follow them. */
import { type Condition, ConditionError, holds, operandsOf, parseCondition } from './condition.js';
import { type ExpressionContext, evaluate, parseExpression } from './expression.js';
import { parseJsonPath, select } from './jsonPath.js';
import { isJsonObject } from '../model/pointer.js';
import { type JsonObject, words } from './values.js';

/** Criterion Object (§4.6.11). */
export interface Criterion {
  /** `simple`, `regex` or `jsonpath`; what else is written is refused where the criterion is checked. */
  readonly type: string;
  /** The runtime expression that regex and jsonpath look at. */
  readonly context?: string;
  readonly condition: string;
}

/** Reads a criterion. */
export function criterionOf({ condition, context, type }: JsonObject): Criterion {
  const name = words(isJsonObject(type) ? type['type'] : type) || 'simple';
  return { type: name, ...(context === undefined ? {} : { context: words(context) }), condition: words(condition) };
}

/** The runtime expressions that a criterion uses. Throws a {@link ConditionError} for one that cannot be understood. */
export function criterionExpressions({ type, context, condition }: Criterion): readonly string[] {
  if (type === 'simple') return operandsOf(parseCondition(condition));
  if (type === 'xpath') throw new ConditionError('XPath is not supported: answers are JSON. Use the type `jsonpath` with the same context, or a plain condition such as `$response.body#/id == "x"`.');
  if (type !== 'regex' && type !== 'jsonpath') throw new ConditionError(`There is no criterion of the type \`${type}\`: it is simple, regex or jsonpath.`);
  if (context === undefined) throw new ConditionError(`A criterion of the type ${type} needs a \`context\`.`);
  if (type === 'jsonpath') parseJsonPath(condition);
  else if (!isPattern(condition)) throw new ConditionError(`\`${condition}\` is no regular expression.`);
  return [context];
}

/** Whether a criterion is met. */
export function isMet({ type, context = '', condition }: Criterion, values: ExpressionContext): boolean {
  const valueOf = (text: string): ReturnType<typeof evaluate> => {
    const expression = parseExpression(text);
    return expression === undefined ? undefined : evaluate(expression, values);
  };
  if (type === 'simple') {
    const parsed: Condition = parseCondition(condition);
    return holds(parsed, valueOf);
  }
  const value = valueOf(context);
  if (value === undefined) return false;
  if (type === 'jsonpath') return select(parseJsonPath(condition), value).length > 0;
  return typeof value === 'string' && new RegExp(condition, 'u').test(value);
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}
