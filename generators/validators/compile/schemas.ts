/** Schemas to checks. */
import type { Problem } from '../../diagnostics.js';
import { schemasWithDirectedMembers, type Direction } from '../../model/direction.js';
import { incomingRequests } from '../../model/incoming.js';
import type { ApiModel, JsonType, Schema } from '../../model/model.js';
import { DeepFact } from '../../model/walk.js';
import { CheckWriter } from '../checkWriter.js';
import { CodeMemory } from '../codeMemory.js';
import { arrayChecks, withUnevaluatedItems } from './arrays.js';
import { combinedChecks } from './combinations.js';
import { allOf, call } from '../code.js';
import type { Compiler } from './compiler.js';
import { isSensitive } from './facts.js';
import { objectChecks, withUnevaluatedProperties } from './objects.js';
import type { CheckRecorder } from './recording.js';
import { Relief } from './relief.js';
import { scalarChecks } from './scalars.js';
import type { CheckState } from './steps.js';

/** What the compilers of both directions share. */
interface Shared extends CheckState {
  readonly recorder: CheckRecorder;
  readonly problems: Problem[];
  /** What problems have been about. */
  readonly reported: Set<string>;
  readonly typeName: (schema: Schema, direction: Direction) => string;
  readonly directed: Pick<ReadonlySet<Schema>, 'has'>;
  readonly asksForUnevaluated: boolean;
}

const leadsToUnevaluated = new DeepFact(({ unevaluatedProperties }) => unevaluatedProperties !== undefined);

/** Compiles the schemas of a model, what clients send and what they get. */
export class SchemaCompilers {
  readonly #shared: Shared;
  readonly read: SchemaCompiler;
  readonly write: SchemaCompiler;

  /**
   * @param typeName the type name of a named schema
   * @param recorderOf makes what takes the steps of compiling
   * @param codes what the last run knew of its code
   */
  constructor(model: ApiModel, typeName: (schema: Schema, direction: Direction) => string, recorderOf: (state: CheckState) => CheckRecorder, codes: CodeMemory) {
    const roots = [...model.operations, ...incomingRequests(model)].flatMap(({ parameters, requestBody, responses }) => [
      ...parameters,
      ...(requestBody?.contents ?? []),
      ...responses.flatMap(({ contents }) => contents),
    ]);
    const all = [...model.schemas, ...roots.map(({ schema }) => schema)];
    const directed = schemasWithDirectedMembers(all);
    const asksForUnevaluated = leadsToUnevaluated.isTrueOfAny(all);
    const state: CheckState = { writer: new CheckWriter(codes), names: new Map() };
    this.#shared = { ...state, recorder: recorderOf(state), problems: [], reported: new Set(), typeName, directed, asksForUnevaluated };
    this.read = new SchemaCompiler(this.#shared, 'read');
    this.write = new SchemaCompiler(this.#shared, 'write');
  }

  get writer(): CheckWriter {
    return this.#shared.writer;
  }

  get recorder(): CheckRecorder {
    return this.#shared.recorder;
  }

  get problems(): readonly Problem[] {
    return this.#shared.problems;
  }
}

/** Compiles schemas, each once. What has no name of its own is called after the first place it is met at. */
export class SchemaCompiler implements Compiler {
  readonly direction: Direction;
  readonly #shared: Shared;
  readonly #ownNames = new Map<Schema, string>();
  readonly #relief: Relief;

  constructor(shared: Shared, direction: Direction) {
    this.#shared = shared;
    this.direction = direction;
    this.#relief = new Relief(direction);
  }

  get writer(): CheckWriter {
    return this.#shared.writer;
  }

  get asksForUnevaluated(): boolean {
    return this.#shared.asksForUnevaluated;
  }

  checkOf(schema: Schema, label: string): string {
    const name = this.#nameOf(schema, label);
    return this.#shared.recorder.reference(name);
  }

  laterCheckOf(schema: Schema, label: string): string {
    const name = this.#nameOf(schema, label);
    return this.#shared.recorder.laterReference(name);
  }

  /** The name of the check of a schema, in `checks.ts` or the runtime, for what is no check itself. */
  nameOf(schema: Schema, label: string): string {
    const { recorder, directed, asksForUnevaluated } = this.#shared;
    // What is relieved for one direction is another schema in each run.
    if (directed.has(schema)) return this.#nameOf(schema, label);
    return recorder.check(`${this.direction} ${schema.pointer} ${label} ${asksForUnevaluated}`, schema, () => this.#nameOf(schema, label));
  }

  #nameOf(schema: Schema, label: string): string {
    const { recorder, directed, typeName, asksForUnevaluated } = this.#shared;
    const original = this.#relief.originalOf(schema);
    const own = original !== undefined || directed.has(schema) ? this.#ownNames : undefined;
    if (own !== undefined) recorder.noteReport();
    const known = own === undefined ? recorder.lookUp(schema) : own.get(schema);
    if (known !== undefined) return known;
    const setName = (name: string): void => void (own === undefined ? recorder.name(schema, name) : own.set(schema, name));
    const ownLabel = schema.name === undefined ? label : typeName(original ?? schema, this.direction);
    const define = (): string => {
      const reserved = recorder.open(ownLabel);
      setName(reserved);
      const name = recorder.close(reserved, this.#compile(schema, ownLabel), schema.name !== undefined);
      setName(name);
      return name;
    };
    // A name of its own is what other schemas refer to a schema by.
    return schema.name === undefined || own !== undefined ? define() : recorder.check(`named ${this.direction} ${schema.pointer} ${asksForUnevaluated}`, schema, define);
  }

  report(problem: Problem): void {
    // A schema of both directions is compiled twice.
    this.reportOnce(`${problem.code} ${problem.origin?.file} ${problem.origin?.pointer}`, problem);
  }

  reportOnce(subject: string, problem: Problem): void {
    const { problems, reported, recorder } = this.#shared;
    recorder.noteReport();
    if (!reported.has(subject)) problems.push(problem);
    reported.add(subject);
  }

  #compile(written: Schema, label: string): string {
    if (written.always !== undefined) return written.always ? 'any' : 'never';
    const schema = this.#shared.directed.has(written) ? this.#relief.of(written) : written;
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
