/** Values that are no containers: types, `enum`, `const`, strings and numbers. */
import type { JsonType, Schema } from '../../model/model.js';
import { jsonLiteral, numberLiteral, stringLiteral } from '../../typescript/literals.js';
import { integerRange, isUnknownFormat, isUnsupportedFormat, stringFormat } from '../formats.js';
import { patternOf } from '../../patterns/pattern.js';
import type { RuntimeName } from '../runtimeModules.js';
import { call, limitArguments } from '../code.js';
import type { Compiler } from './compiler.js';
import { allowedValues } from './facts.js';
import { tellsLengths } from './texts.js';

const simple: Readonly<Partial<Record<JsonType, RuntimeName>>> = {
  null: 'nil',
  boolean: 'boolean',
  string: 'string',
};

/** What is to be said of a format that goes unchecked. */
function reportFormat({ format, origin }: Schema, compiler: Compiler): void {
  if (format === undefined) return;
  const place = { ...origin, pointer: `${origin.pointer}/format` };
  if (isUnsupportedFormat(format)) {
    compiler.report({
      code: 'unsupported-format',
      severity: 'error',
      message: `Validators cannot check the format "${format}".`,
      origin: place,
      help: 'Describe the value with a "pattern", or with a format of ASCII only ("email", "hostname").',
    });
  } else if (isUnknownFormat(format)) {
    compiler.reportOnce(`format ${format}`, {
      code: 'unchecked-format',
      severity: 'warning',
      message: `The format "${format}" is of no public registry: validators take it for information and do not check it, here and elsewhere.`,
      origin: place,
      help: 'Describe the value with a "pattern" where it matters.',
    });
  }
}

/** The checks of a schema about its type and its scalar value. A lone `object` or `array` is left to the container's check. */
export function scalarChecks(schema: Schema, types: readonly JsonType[] | undefined, compiler: Compiler): string[] {
  reportFormat(schema, compiler);
  const strings = stringChecks(schema, types, compiler);
  const numbers = numberChecks(schema, types);
  const values = allowedValues(schema);
  const whateverItIs = [...strings.map((check) => call('ifString', check)), ...limitChecks('limits', numbers.limits), ...numbers.others];
  if (values !== undefined) return [valuesCheck(values), ...whateverItIs];
  const [only] = types ?? [];
  if (types === undefined || only === undefined) return whateverItIs;
  if (types.length > 1) return [call('types', ...types.map(stringLiteral)), ...whateverItIs];
  // The assertions of strings and the limits of numbers include the type.
  if (strings.length > 0) return [strings.reduce((first, second) => call('both', first, second))];
  if (only === 'integer' || only === 'number') return [call(only, ...numbers.limits), ...numbers.others];
  const type = simple[only];
  return type === undefined ? [] : [type];
}

/** The longest list of values that an issue gives whole. */
const longestList = 500;

function valuesCheck(values: NonNullable<Schema['enum']>): string {
  if (values.length === 0) return 'never';
  const list = values.map(jsonLiteral);
  if (values.some((value) => typeof value === 'object' && value !== null)) return call('oneOfJson', ...list);
  if (JSON.stringify(values).length > longestList) return call('oneOfMany', ...list);
  const isListed = values.length > 1 && values.every((value) => typeof value === 'string' && /^[\w.:/-]+$/.test(value));
  return isListed ? call('words', stringLiteral(values.join(', '))) : call('oneOfValues', ...list);
}

function stringChecks(schema: Schema, types: readonly JsonType[] | undefined, compiler: Compiler): string[] {
  if (types?.includes('string') === false) return [];
  const checks: string[] = [];
  const { minLength = 0, maxLength, pattern, format } = schema;
  const { literal, longest, problem } =
    pattern === undefined ? {} : patternOf(pattern, { ...schema.origin, pointer: `${schema.origin.pointer}/pattern` }, maxLength);
  if (problem !== undefined) compiler.report(problem);
  const [expression, slow] = longest === undefined ? [literal, undefined] : [undefined, literal];
  const match = expression === undefined ? [] : [call('pattern', expression)];
  if ((minLength === 0 && maxLength === undefined) || (expression !== undefined && tellsLengths(schema))) checks.push(...match);
  else if (minLength === 1 && maxLength === undefined && expression === undefined) checks.push('filled');
  else checks.push(call('text', ...lengthArguments(minLength, maxLength, match.length > 0), ...match));
  if (slow !== undefined) checks.push(call('slowPattern', slow, String(longest)));
  const test = format === undefined ? undefined : stringFormat(format);
  if (format !== undefined && test !== undefined) checks.push(call('format', stringLiteral(format), test));
  return checks;
}

/** @param isFollowed whether another argument comes after them */
function lengthArguments(least: number, most: number | undefined, isFollowed: boolean): readonly string[] {
  const limits = limitArguments(least, most);
  return isFollowed && most === undefined ? [...limits, 'undefined'] : limits;
}

/** The limits of numbers as arguments, and the checks of the other keywords. */
function numberChecks(schema: Schema, types: readonly JsonType[] | undefined): { readonly limits: readonly string[]; readonly others: readonly string[] } {
  if (types !== undefined && !types.includes('number') && !types.includes('integer')) return { limits: [], others: [] };
  const range = schema.format === undefined || types === undefined ? undefined : integerRange(schema.format);
  const others: readonly (readonly [check: RuntimeName, limit: number | undefined])[] = [
    ['above', schema.exclusiveMinimum],
    ['below', schema.exclusiveMaximum],
    ['multipleOf', schema.multipleOf],
  ];
  return {
    limits: limitArguments(schema.minimum ?? range?.[0], schema.maximum ?? range?.[1]),
    others: others.flatMap(([check, limit]) => (limit === undefined ? [] : [call(check, numberLiteral(limit))])),
  };
}

function limitChecks(name: RuntimeName, limits: readonly string[]): string[] {
  return limits.length === 0 ? [] : [call(name, ...limits)];
}
