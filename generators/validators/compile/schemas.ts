/** Schemas to checks. */
import type { Problem } from '../../diagnostics.js';
import type { JsonType, Schema } from '../../model/model.js';
import { CheckWriter } from '../checkWriter.js';
import { arrayChecks, withUnevaluatedItems } from './arrays.js';
import { combinedChecks } from './combinations.js';
import { allOf, call, type Compiler } from './compiler.js';
import { isSensitive } from './facts.js';
import { objectChecks, withUnevaluatedProperties } from './objects.js';
import { scalarChecks } from './scalars.js';

/** Compiles schemas, each once. What has no name of its own is called after the first place it is met at. */
export class SchemaCompiler implements Compiler {
  readonly writer = new CheckWriter();
  readonly problems: Problem[] = [];
  readonly #names = new Map<Schema, string>();
  readonly #nameOf: (schema: Schema) => string;

  /** @param nameOf the type name of a named schema */
  constructor(nameOf: (schema: Schema) => string) {
    this.#nameOf = nameOf;
  }

  checkOf(schema: Schema, label: string): string {
    return this.writer.reference(this.nameOf(schema, label));
  }

  /** The name of the check of a schema, in `checks.ts` or the runtime. */
  nameOf(schema: Schema, label: string): string {
    const known = this.#names.get(schema);
    if (known !== undefined) return known;
    const ownLabel = schema.name === undefined ? label : this.#nameOf(schema);
    const reserved = this.writer.open(ownLabel);
    this.#names.set(schema, reserved);
    const name = this.writer.close(reserved, this.#compile(schema, ownLabel));
    this.#names.set(schema, name);
    return name;
  }

  report(problem: Problem): void {
    this.problems.push(problem);
  }

  #compile(schema: Schema, label: string): string {
    if (schema.always !== undefined) return schema.always ? 'any' : 'never';
    const asserted = this.#assertions(schema, label);
    const code = withUnevaluatedProperties(withUnevaluatedItems(asserted, schema, label, this), schema, label, this);
    // Every way round leads through a reference, hence through a schema with a name.
    const bounded = schema.recursive && schema.name !== undefined ? call('nested', code) : code;
    // A reference alone is the other schema's check, which hides for itself.
    const hides = schema.sensitive || (isSensitive(schema) && !/^\w+$/.test(code));
    return hides ? call('hidden', bounded) : bounded;
  }

  #assertions(schema: Schema, label: string): string {
    const nullable = admitsNullBeside(schema);
    const types = nullable ? schema.types?.filter((type) => type !== 'null') : schema.types;
    const check = allOf([
      ...scalarChecks(schema, types, this),
      ...combinedChecks(schema, label, this),
      ...containerChecks(schema, types, label, this),
    ]);
    return nullable ? call('nullable', check) : check;
  }
}

/** Whether `null` can be let through before anything else is looked at: no keyword but `type` has a say in it. */
function admitsNullBeside(schema: Schema): boolean {
  if (schema.types === undefined || schema.types.length < 2 || !schema.types.includes('null')) return false;
  const { enum: list, constant, ref, allOf: parts, anyOf, oneOf, not } = schema;
  return [list, constant, ref, parts, anyOf, oneOf, not, schema.if].every((keyword) => keyword === undefined);
}

function containerChecks(schema: Schema, types: readonly JsonType[] | undefined, label: string, compiler: Compiler): string[] {
  const valued = schema.enum !== undefined || schema.constant !== undefined;
  const only = types?.length === 1 && !valued ? types[0] : undefined;
  return [
    ...(types?.includes('object') === false ? [] : objectChecks(schema, only === 'object', label, compiler)),
    ...(types?.includes('array') === false ? [] : arrayChecks(schema, only === 'array', label, compiler)),
  ];
}
