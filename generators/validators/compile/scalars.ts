/** Values that are no containers: types, `enum`, `const`, strings and numbers. */
import type { JsonType, Schema } from '../../model/model.js';
import { jsonLiteral, numberLiteral, stringLiteral } from '../../typescript/literals.js';
import { integerRange, isUnknownFormat, isUnsupportedFormat, stringFormat } from '../formats.js';
import { patternOf } from '../patterns.js';
import type { RuntimeName } from '../runtimeModules.js';
import { call, type Compiler } from './compiler.js';
import { allowedValues } from './facts.js';

const simple: Readonly<Partial<Record<JsonType, RuntimeName>>> = {
  null: 'nil',
  boolean: 'boolean',
  number: 'number',
  integer: 'integer',
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
  if (values !== undefined) return [valuesCheck(values), ...strings.map((check) => call('ifString', check)), ...numbers];
  const [only] = types ?? [];
  if (types === undefined || only === undefined) return [...strings.map((check) => call('ifString', check)), ...numbers];
  if (types.length > 1) return [call('types', ...types.map(stringLiteral)), ...strings.map((check) => call('ifString', check)), ...numbers];
  // The assertions of strings include the type.
  if (strings.length > 0) return strings;
  const type = simple[only];
  return type === undefined ? [] : [type, ...numbers];
}

function valuesCheck(values: NonNullable<Schema['enum']>): string {
  if (values.length === 0) return 'never';
  const nested = values.some((value) => typeof value === 'object' && value !== null);
  return call(nested ? 'oneOfJson' : 'oneOfValues', ...values.map(jsonLiteral));
}

function stringChecks(schema: Schema, types: readonly JsonType[] | undefined, compiler: Compiler): string[] {
  if (types?.includes('string') === false) return [];
  const checks: string[] = [];
  const { minLength = 0, maxLength, pattern, format } = schema;
  if (minLength > 0 || maxLength !== undefined) {
    checks.push(call('length', numberLiteral(minLength), ...(maxLength === undefined ? [] : [numberLiteral(maxLength)])));
  }
  if (pattern !== undefined) {
    const { literal, longest, problem } = patternOf(pattern, { ...schema.origin, pointer: `${schema.origin.pointer}/pattern` }, maxLength);
    if (problem !== undefined) compiler.report(problem);
    if (literal !== undefined) checks.push(longest === undefined ? call('pattern', literal) : call('slowPattern', literal, String(longest)));
  }
  const test = format === undefined ? undefined : stringFormat(format);
  if (format !== undefined && test !== undefined) checks.push(call('format', stringLiteral(format), test));
  return checks;
}

function numberChecks(schema: Schema, types: readonly JsonType[] | undefined): string[] {
  if (types !== undefined && !types.includes('number') && !types.includes('integer')) return [];
  const range = schema.format === undefined || types === undefined ? undefined : integerRange(schema.format);
  const limits: readonly (readonly [check: RuntimeName, limit: number | undefined])[] = [
    ['minimum', schema.minimum ?? range?.[0]],
    ['maximum', schema.maximum ?? range?.[1]],
    ['above', schema.exclusiveMinimum],
    ['below', schema.exclusiveMaximum],
    ['multipleOf', schema.multipleOf],
  ];
  return limits.flatMap(([check, limit]) => (limit === undefined ? [] : [call(check, numberLiteral(limit))]));
}
