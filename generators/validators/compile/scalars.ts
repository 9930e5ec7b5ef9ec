/** Values that are no containers: types, `enum`, `const`, strings and numbers. */
import type { JsonType, Schema } from '../../model/model.js';
import { jsonLiteral, numberLiteral, stringLiteral } from '../../typescript/literals.js';
import { integerRange, isUnsupportedFormat, stringFormat } from '../formats.js';
import { patternOf } from '../patterns.js';
import { allowedValues } from './facts.js';
import { checkPart, pureCall, type Compiler, type Part } from './compiler.js';

const simple: Readonly<Partial<Record<JsonType, string>>> = {
  null: 'nil',
  boolean: 'boolean',
  number: 'number',
  integer: 'integer',
  string: 'string',
};

/** The parts of a schema about its type and its scalar value. A lone `object` or `array` is left to the container's part. */
export function scalarParts(schema: Schema, types: readonly JsonType[] | undefined, label: string, compiler: Compiler): Part[] {
  const { writer } = compiler;
  const values = allowedValues(schema);
  if (values !== undefined) {
    if (values.length === 0) return [checkPart('never')];
    const helper = values.some((value) => typeof value === 'object' && value !== null) ? 'oneOfJson' : 'oneOfValues';
    const check = writer.check(`${label}_values`, pureCall(helper, values.map(jsonLiteral)));
    return [checkPart(check), ...stringParts(schema, types, label, compiler), ...numberParts(schema, types, label, compiler)];
  }
  return [
    ...typeParts(types, label, compiler),
    ...stringParts(schema, types, label, compiler),
    ...numberParts(schema, types, label, compiler),
  ];
}

function typeParts(types: readonly JsonType[] | undefined, label: string, { writer }: Compiler): Part[] {
  const [only] = types ?? [];
  if (types === undefined || only === undefined) return [];
  if (types.length > 1) return [checkPart(writer.check(`${label}_type`, pureCall('types', types.map(stringLiteral))))];
  const helper = simple[only];
  return helper === undefined ? [] : [checkPart(helper)];
}

function stringParts(schema: Schema, types: readonly JsonType[] | undefined, label: string, compiler: Compiler): Part[] {
  if (types?.includes('string') === false) return [];
  const { writer } = compiler;
  const parts: Part[] = [];
  const add = (suffix: string, helper: string, args: readonly string[]): void => {
    parts.push(checkPart(writer.check(`${label}_${suffix}`, pureCall(helper, args))));
  };
  const { minLength = 0, maxLength, pattern, format } = schema;
  if (minLength > 0 || maxLength !== undefined) {
    add('length', 'length', [numberLiteral(minLength), ...(maxLength === undefined ? [] : [numberLiteral(maxLength)])]);
  }
  if (pattern !== undefined) {
    const { literal, risky, problem } = patternOf(pattern, { ...schema.origin, pointer: `${schema.origin.pointer}/pattern` });
    if (problem !== undefined) compiler.report(problem);
    if (literal !== undefined) add('pattern', 'pattern', risky ? [literal, String(longestRisky)] : [literal]);
  }
  if (format !== undefined) {
    const test = stringFormat(format);
    if (test !== undefined) add('format', 'format', [stringLiteral(format), test]);
    if (isUnsupportedFormat(format)) {
      compiler.report({
        code: 'unsupported-format',
        severity: 'error',
        message: `Validators cannot check the format "${format}".`,
        origin: { ...schema.origin, pointer: `${schema.origin.pointer}/format` },
        help: 'Describe the value with a "pattern", or with a format of ASCII only ("email", "hostname").',
      });
    }
  }
  return parts;
}

/** The longest string that an expression with costly backtracking is tried on. */
const longestRisky = 256;

function numberParts(schema: Schema, types: readonly JsonType[] | undefined, label: string, { writer }: Compiler): Part[] {
  const numeric = types === undefined || types.includes('number') || types.includes('integer');
  if (!numeric) return [];
  const range = schema.format === undefined || types === undefined ? undefined : integerRange(schema.format);
  const limits: readonly (readonly [helper: string, limit: number | undefined])[] = [
    ['minimum', schema.minimum],
    ['minimum', range?.[0]],
    ['maximum', schema.maximum],
    ['maximum', range?.[1]],
    ['above', schema.exclusiveMinimum],
    ['below', schema.exclusiveMaximum],
    ['multipleOf', schema.multipleOf],
  ];
  return limits.flatMap(([helper, limit]) =>
    limit === undefined ? [] : [checkPart(writer.check(`${label}_${helper}`, pureCall(helper, [numberLiteral(limit)])))],
  );
}
