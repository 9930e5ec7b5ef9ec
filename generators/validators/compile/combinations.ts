/** Schemas that apply other schemas to the same value. */
import type { Schema } from '../../model/model.js';
import { jsonLiteral, stringLiteral } from '../../typescript/literals.js';
import { call, labelOf, type Compiler } from './compiler.js';
import { refusesNull, unionTag } from './facts.js';

/** The checks of a schema about `$ref`, `allOf`, `anyOf`, `oneOf`, `not` and `if`. */
export function combinedChecks(schema: Schema, label: string, compiler: Compiler): string[] {
  const check = (inner: Schema, suffix: string): string => compiler.checkOf(inner, `${label}_${suffix}`);
  const checks: string[] = [];
  if (schema.ref !== undefined) checks.push(check(schema.ref, 'reference'));
  for (const [index, part] of (schema.allOf ?? []).entries()) {
    const name = check(part, `part${index + 1}`);
    if (name !== 'any') checks.push(name);
  }
  for (const keyword of ['anyOf', 'oneOf'] as const) {
    const branches = schema[keyword];
    if (branches !== undefined) checks.push(unionCheck(schema, keyword, branches, label, compiler));
  }
  if (schema.not !== undefined) checks.push(call('not', check(schema.not, 'refused')));
  if (schema.if !== undefined) {
    const branches = [
      schema.then === undefined ? 'undefined' : check(schema.then, 'then'),
      schema.else === undefined ? 'undefined' : check(schema.else, 'else'),
    ];
    checks.push(call('when', check(schema.if, 'if'), ...branches));
  }
  return checks;
}

function unionCheck(schema: Schema, keyword: 'anyOf' | 'oneOf', all: readonly Schema[], label: string, compiler: Compiler): string {
  const others = all.filter((branch) => !isNull(branch));
  const nullable = others.length === all.length - 1 && others.every(refusesNull);
  const union = alternatives(schema, keyword, nullable ? others : all, label, compiler);
  return nullable ? call('nullable', union) : union;
}

function alternatives(schema: Schema, keyword: 'anyOf' | 'oneOf', branches: readonly Schema[], label: string, compiler: Compiler): string {
  const checks = branches.map((branch, index) => compiler.checkOf(branch, branchLabel(branch, label, index)));
  const [only] = checks;
  if (only !== undefined && checks.length === 1) return only;
  const tag = unionTag(schema, branches);
  const byTag = [...(tag?.branches ?? [])].map(([value, branch]) => {
    const check = checks[branches.indexOf(branch)] ?? compiler.checkOf(branch, `${label}_${labelOf(String(value))}`);
    return `[${jsonLiteral(value)}, ${check}]`;
  });
  if (tag?.decisive === true) return call('tagged', stringLiteral(tag.name), ...byTag);
  const list = `[${checks.join(', ')}]`;
  return tag === undefined ? call(keyword, list) : call(keyword, list, stringLiteral(tag.name), ...byTag);
}

function branchLabel(branch: Schema, label: string, index: number): string {
  return `${label}_${branch.title === undefined ? `choice${index + 1}` : labelOf(branch.title)}`;
}

function isNull(schema: Schema): boolean {
  const { types, ref, allOf, anyOf, oneOf, not, constant, enum: list } = schema;
  if ([ref, allOf, anyOf, oneOf, not, schema.if, list].some((keyword) => keyword !== undefined)) return false;
  return constant === undefined ? types?.length === 1 && types[0] === 'null' : constant.value === null && types?.includes('null') !== false;
}
