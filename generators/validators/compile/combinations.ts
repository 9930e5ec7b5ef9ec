/** Schemas that apply other schemas to the same value. */
import type { Schema } from '../../model/model.js';
import { jsonLiteral, stringLiteral } from '../../typescript/literals.js';
import { checkPart, labelOf, pureCall, type Compiler, type Part } from './compiler.js';
import { refusesNull, unionTag } from './facts.js';

/** The parts of a schema about `$ref`, `allOf`, `anyOf`, `oneOf`, `not` and `if`. */
export function combinedParts(schema: Schema, label: string, compiler: Compiler): Part[] {
  const { writer } = compiler;
  const parts: Part[] = [];
  const check = (inner: Schema, suffix: string): string => compiler.checkOf(inner, `${label}_${suffix}`);
  if (schema.ref !== undefined) parts.push(checkPart(check(schema.ref, 'reference')));
  for (const [index, part] of (schema.allOf ?? []).entries()) {
    const name = check(part, `part${index + 1}`);
    if (name !== 'any') parts.push(checkPart(name));
  }
  for (const keyword of ['anyOf', 'oneOf'] as const) {
    const branches = schema[keyword];
    if (branches !== undefined) parts.push(unionPart(schema, keyword, branches, label, compiler));
  }
  if (schema.not !== undefined) {
    parts.push(checkPart(writer.check(`${label}_not`, pureCall('not', [writer.eager(check(schema.not, 'refused'))]))));
  }
  if (schema.if !== undefined) {
    const branches = [schema.then, schema.else].map((branch, index) =>
      branch === undefined ? 'undefined' : writer.eager(check(branch, index === 0 ? 'then' : 'else')),
    );
    const condition = writer.eager(check(schema.if, 'if'));
    parts.push(checkPart(writer.check(`${label}_when`, pureCall('when', [condition, ...branches]))));
  }
  return parts;
}

function unionPart(schema: Schema, keyword: 'anyOf' | 'oneOf', all: readonly Schema[], label: string, compiler: Compiler): Part {
  const others = all.filter((branch) => !isNull(branch));
  const nullable = others.length === all.length - 1 && others.every(refusesNull);
  const branches = nullable ? others : all;
  const part = alternatives(schema, keyword, branches, label, compiler);
  return nullable ? { code: `(value === null || ${part.code})` } : part;
}

function alternatives(schema: Schema, keyword: 'anyOf' | 'oneOf', branches: readonly Schema[], label: string, compiler: Compiler): Part {
  const { writer } = compiler;
  const [first] = branches;
  const checks = new Map(branches.map((branch, index) => [branch, compiler.checkOf(branch, branchLabel(branch, label, index))]));
  if (first !== undefined && branches.length === 1) return checkPart(checks.get(first) ?? compiler.checkOf(first, label));
  const tag = unionTag(schema, branches);
  const byTag = [...(tag?.branches ?? [])].map(([value, branch]) => {
    const check = checks.get(branch) ?? compiler.checkOf(branch, `${label}_${labelOf(String(value))}`);
    return `[${jsonLiteral(value)}, ${writer.eager(check)}]`;
  });
  if (tag?.decisive === true) {
    return checkPart(writer.check(`${label}_union`, pureCall('tagged', [stringLiteral(tag.name), ...byTag])));
  }
  const list = `[${branches.map((branch) => writer.eager(checks.get(branch) ?? '')).join(', ')}]`;
  const tagged = tag === undefined ? [] : [`{ name: ${stringLiteral(tag.name)}, branches: /* @__PURE__ */ new Map<unknown, Check>([${byTag.join(', ')}]) }`];
  return checkPart(writer.check(`${label}_union`, pureCall(keyword, [list, ...tagged])));
}

function branchLabel(branch: Schema, label: string, index: number): string {
  return `${label}_${branch.title === undefined ? `choice${index + 1}` : labelOf(branch.title)}`;
}

function isNull(schema: Schema): boolean {
  const { types, ref, allOf, anyOf, oneOf, not, constant, enum: list } = schema;
  if ([ref, allOf, anyOf, oneOf, not, schema.if, list].some((keyword) => keyword !== undefined)) return false;
  return constant === undefined ? types?.length === 1 && types[0] === 'null' : constant.value === null && types?.includes('null') !== false;
}
