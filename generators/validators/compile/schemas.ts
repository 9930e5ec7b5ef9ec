/** Schemas to checks. */
import type { Problem } from '../../diagnostics.js';
import type { JsonType, Schema } from '../../model/model.js';
import { CheckWriter } from '../checkWriter.js';
import { arrayParts, withUnevaluatedItems } from './arrays.js';
import { combinedParts } from './combinations.js';
import { conjunction, indent, pureCall, type Compiler, type Part } from './compiler.js';
import { isSensitive } from './facts.js';
import { objectParts, withUnevaluatedProperties } from './objects.js';
import { scalarParts } from './scalars.js';

/** What a schema without a name of its own is called is decided by the first place it is met at. */
export class SchemaCompiler implements Compiler {
  readonly writer = new CheckWriter();
  readonly problems: Problem[] = [];
  readonly #names = new Map<Schema, string>();
  readonly #referred = new Set<string>();
  readonly #nameOf: (schema: Schema) => string;

  /** @param nameOf the type name of a named schema */
  constructor(nameOf: (schema: Schema) => string) {
    this.#nameOf = nameOf;
  }

  checkOf(schema: Schema, label: string): string {
    const known = this.#names.get(schema);
    if (known !== undefined) {
      this.#referred.add(known);
      return known;
    }
    const ownLabel = schema.name === undefined ? label : this.#nameOf(schema);
    const name = this.writer.open(ownLabel);
    this.#names.set(schema, name);
    const code = this.#compile(schema, ownLabel);
    const final = this.writer.close(name, code, this.#referred.has(name));
    this.#names.set(schema, final);
    return final;
  }

  report(problem: Problem): void {
    this.problems.push(problem);
  }

  /** The code of a check: the name of another, a call that makes one, or a function. */
  #compile(schema: Schema, label: string): string {
    if (schema.always !== undefined) return schema.always ? 'any' : 'never';
    let code = this.#assertions(schema, label);
    if (schema.unevaluatedItems !== undefined) code = withUnevaluatedItems(this.#named(`${label}_evaluated`, code), schema, label, this);
    if (schema.unevaluatedProperties !== undefined) {
      code = withUnevaluatedProperties(this.#named(`${label}_evaluatedMembers`, code), schema, label, this);
    }
    // A reference alone is the other schema's check, which hides for itself.
    if (!isSensitive(schema) || (/^\w+$/.test(code) && !schema.sensitive)) return code;
    return pureCall('hidden', [this.writer.eager(this.#named(`${label}_shown`, code))]);
  }

  #named(label: string, code: string): string {
    return /^\w+$/.test(code) ? code : this.writer.check(label, code);
  }

  #assertions(schema: Schema, label: string): string {
    const nullable = admitsNullBeside(schema);
    const types = nullable ? schema.types?.filter((type) => type !== 'null') : schema.types;
    const parts = [
      ...scalarParts(schema, types, label, this),
      ...combinedParts(schema, label, this),
      ...containerParts(schema, types, label, this),
    ];
    const [only] = parts;
    if (only === undefined) return 'any';
    if (nullable) return arrow(`value === null ||\n${parts.length === 1 ? only.code : `(${conjunction(parts)})`}`, parts);
    return parts.length === 1 && only.check !== undefined ? only.check : arrow(conjunction(parts), parts);
  }
}

/** Whether `null` can be let through before anything else is looked at: no keyword but `type` has a say in it. */
function admitsNullBeside(schema: Schema): boolean {
  if (schema.types === undefined || schema.types.length < 2 || !schema.types.includes('null')) return false;
  const { enum: list, constant, ref, allOf, anyOf, oneOf, not } = schema;
  return [list, constant, ref, allOf, anyOf, oneOf, not, schema.if].every((keyword) => keyword === undefined);
}

function containerParts(schema: Schema, types: readonly JsonType[] | undefined, label: string, compiler: Compiler): Part[] {
  const only = types?.length === 1 ? types[0] : undefined;
  const valued = schema.enum !== undefined || schema.constant !== undefined;
  return [
    ...(types?.includes('object') === false ? [] : objectParts(schema, only === 'object' && !valued, label, compiler)),
    ...(types?.includes('array') === false ? [] : arrayParts(schema, only === 'array' && !valued, label, compiler)),
  ];
}

function arrow(code: string, parts: readonly Part[]): string {
  const local = parts.some((part) => part.local === true) ? ', x?: unknown' : '';
  return `(value, run, depth, key${local}) =>\n${indent(code)}`;
}
