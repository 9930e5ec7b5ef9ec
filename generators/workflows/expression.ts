/** Runtime expressions of Arazzo 1.0 (§4.7): what a step takes from its inputs, from answers and from other steps. */
import type { Json } from '../model/model.js';
import { isJsonArray, isJsonObject, valueAt } from '../model/pointer.js';

/** What expressions can speak of. */
export interface ExpressionContext {
  readonly inputs: { readonly [name: string]: Json };
  /** Outputs by step. */
  readonly steps: ReadonlyMap<string, { readonly [name: string]: Json }>;
  /** Outputs by workflow. */
  readonly workflows: ReadonlyMap<string, { readonly [name: string]: Json }>;
  /** The answer of the step, once there is one. */
  readonly response?: { readonly status: number; readonly headers: Headers; readonly body: Json | undefined };
}

/** An expression, taken apart. */
export type Expression =
  | { readonly source: 'inputs'; readonly name: string }
  | { readonly source: 'steps' | 'workflows'; readonly id: string; readonly name: string }
  | { readonly source: 'statusCode' }
  | { readonly source: 'header'; readonly name: string }
  | { readonly source: 'body'; readonly pointer: string };

const name = '[A-Za-z0-9_-]+';
const forms = new RegExp(
  `^\\$(?:(?<statusCode>statusCode)|inputs\\.(?<input>${name})|(?<source>steps|workflows)\\.(?<id>${name})\\.outputs\\.(?<output>${name})|response\\.header\\.(?<header>[!#$%&'*+.^_\`|~A-Za-z0-9-]+)|response\\.(?<body>body)(?:#(?<pointer>(?:/[^\\s{}]*)*))?)$`,
);
const embedded = /\{(\$[^{}]+)\}/g;

/** Takes an expression apart; undefined for text that is none, or of a form that is not understood here. */
export function parseExpression(text: string): Expression | undefined {
  const groups = forms.exec(text)?.groups;
  if (groups === undefined) return undefined;
  const { statusCode, input, source, id, output, header, pointer = '' } = groups;
  if (statusCode !== undefined) return { source: 'statusCode' };
  if (input !== undefined) return { source: 'inputs', name: input };
  if (id !== undefined && output !== undefined) return { source: source === 'steps' ? 'steps' : 'workflows', id, name: output };
  if (header !== undefined) return { source: 'header', name: header };
  return { source: 'body', pointer };
}

/** The value an expression stands for; undefined when there is none. */
export function evaluate(expression: Expression, context: ExpressionContext): Json | undefined {
  switch (expression.source) {
    case 'inputs':
      return own(context.inputs, expression.name);
    case 'steps':
    case 'workflows':
      return own(context[expression.source].get(expression.id) ?? {}, expression.name);
    case 'statusCode':
      return context.response?.status;
    case 'header':
      return context.response?.headers.get(expression.name) ?? undefined;
    case 'body':
      return context.response?.body === undefined ? undefined : valueAt(context.response.body, expression.pointer);
  }
}

/** An expression stands for nothing. */
export class Unresolved extends Error {
  constructor(expression: string) {
    super(`${expression} stands for nothing.`);
    this.name = 'Unresolved';
  }
}

/**
 * Puts values in the place of expressions, at any depth: of texts that are one, and of `{$…}` inside of texts.
 *
 * @throws Unresolved
 */
export function resolved(value: Json, context: ExpressionContext): Json {
  if (isJsonArray(value)) return value.map((item) => resolved(item, context));
  if (isJsonObject(value)) return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, resolved(member, context)]));
  if (typeof value !== 'string') return value;
  if (value.startsWith('$')) return valueOf(value, context);
  return value.replace(embedded, (_whole, text: string) => {
    const found = valueOf(text, context);
    return typeof found === 'string' ? found : JSON.stringify(found);
  });
}

/** Every expression in a value, as written. */
export function expressionsIn(value: Json | undefined): readonly string[] {
  if (typeof value === 'string') return value.startsWith('$') ? [value] : [...value.matchAll(embedded)].map(([, text = '']) => text);
  if (value === undefined || value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap((member: Json) => expressionsIn(member));
}

function valueOf(text: string, context: ExpressionContext): Json {
  const expression = parseExpression(text);
  const value = expression === undefined ? undefined : evaluate(expression, context);
  if (value === undefined) throw new Unresolved(text);
  return value;
}

function own(values: { readonly [name: string]: Json }, key: string): Json | undefined {
  return Object.hasOwn(values, key) ? values[key] : undefined;
}
