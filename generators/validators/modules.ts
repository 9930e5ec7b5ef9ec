/** The modules of the generated validators: what users import. */
import { PieceKind } from '../incremental/pieces.js';
import type { ApiModel, Content, Operation, Parameter, Schema } from '../model/model.js';
import { derivedSchema } from '../model/derived.js';
import { isFailure, jsonContent, primarySuccess } from '../model/responses.js';
import { takeFree } from '../typescript/identifiers.js';
import { jsdoc, objectKey } from '../typescript/literals.js';
import { namesFingerprint, type TypeScriptNames } from '../typescript/names.js';
import type { CheckWriter } from './checkWriter.js';
import { indent } from './code.js';
import type { RecordedKind } from './compile/recording.js';
import type { SchemaCompiler, SchemaCompilers } from './compile/schemas.js';

/** The four forms of a schema. */
const formPieces = new PieceKind<string>();

/** What the modules are made from. */
export interface ModuleContext {
  /** Stands for runs in the same process that follow one another. */
  readonly session: object | undefined;
  readonly model: ApiModel;
  readonly names: TypeScriptNames;
  readonly compilers: SchemaCompilers;
}

/** `schemas.ts`: the four forms of every named schema, as it is received and, where that differs, as it is sent. */
export function schemasModule({ model, names, compilers, session }: ModuleContext): string {
  const imports = new ImportList();
  const pieces = formPieces.of(session, () => '');
  const entries = model.schemas.flatMap((schema) => {
    const what = schema.title ?? schema.name ?? '';
    const read = { type: names.schema(schema), check: compilers.read.nameOf(schema, ''), what };
    if (names.writable(schema) === read.type) return [read];
    return [read, { type: names.writable(schema), check: compilers.write.nameOf(schema, ''), what: `${what}, as it is sent` }];
  });
  // `validateSchema` may be the function for `Schema` and the Standard Schema of `Validate`.
  const taken = new Set(entries.flatMap(({ type }) => [`validate${type}`, `is${type}`, `assert${type}`]));
  const blocks = entries.map(({ type, check, what }) => {
    imports.add(compilers.writer.homeOf(check), check);
    const standard = takeFree(`${lowerFirst(type)}Schema`, taken);
    return pieces.get(type, () => [check, what, standard], () => printForms(type, check, what, standard));
  });
  if (blocks.length === 0) return '';
  for (const form of ['asserter', 'is', 'standard', 'validator']) imports.add('./runtime/forms.js', form);
  return [imports.print('../types/schemas.js'), ...blocks].join('\n\n') + '\n';
}

/** @param standard what the Standard Schema is called */
function printForms(type: string, check: string, what: string, standard: string): string {
  return [
    documented(`Says what is wrong with a value that should be: ${what}.`, `export const validate${type}: api.Validate<types.${type}> = ${pureCall(`validator<types.${type}>`, [check])};`),
    documented(`Whether a value is: ${what}.`, `export const is${type}: api.Is<types.${type}> = ${pureCall(`is<types.${type}>`, [check])};`),
    documented(`Throws a ValidationError unless a value is: ${what}.`, `export const assert${type}: api.Assert<types.${type}> = ${pureCall(`asserter<types.${type}>`, [check])};`),
    documented(`Standard Schema of: ${what}.`, `export const ${standard}: api.StandardSchemaV1<unknown, types.${type}> = ${pureCall(`standard<types.${type}>`, [check])};`),
  ].join('\n');
}

/** What is planned for an operation's answers. */
export const planPieces: RecordedKind<OperationPlan> = new PieceKind();

/** `operations.ts`: the validators of every operation's answers, and those of requests along with them. */
export function operationsModule({ model, names, compilers, session }: ModuleContext): string {
  const { read, writer, recorder } = compilers;
  const imports = new ImportList();
  const pieces = planPieces.of(session, () => namesFingerprint(model));
  const plans = model.operations.map((operation) =>
    recorder.work(pieces, `${operation.method} ${operation.path}`, () => [read.asksForUnevaluated, ...operation.responses], () => planOperation(operation, names, read)),
  );
  if (plans.length === 0) return '';
  for (const { checks, request } of plans) {
    imports.addChecks(writer, checks);
    imports.add('./requests.js', request);
  }
  imports.add('./runtime/forms.js', 'operation');
  const shared = new SharedFailures(plans);
  const blocks = [...shared.print(), ...plans.map((plan) => printOperation(plan, shared, imports))];
  // Answers without bodies have nothing to validate.
  if (makesValidator(blocks)) imports.add('./runtime/forms.js', 'validator');
  return [imports.print('../types/operations.js', blocks), "export * from './requests.js';", ...blocks].join('\n\n') + '\n';
}

/** Whether one of these statements calls `validator`. */
export function makesValidator(statements: readonly string[]): boolean {
  return statements.some((statement) => / validator[<(]/.test(statement));
}

/** What is to be printed for one operation; the answers are entries of an object literal. */
interface OperationPlan {
  readonly call: string;
  readonly name: string;
  /** The table of the request's validators. */
  readonly request: string;
  /** The exported validators. */
  readonly statements: readonly string[];
  readonly successes: readonly string[];
  readonly failures: readonly string[];
  /** The names of the checks that it takes. */
  readonly checks: readonly string[];
}

function planOperation(operation: Operation, names: TypeScriptNames, read: SchemaCompiler): OperationPlan {
  const checks = new CheckList(read);
  const prefix = names.operationType(operation);
  const call = `${operation.method} ${operation.path}`;
  const success = primarySuccess(operation);
  const answer = success && jsonContent(success.contents);
  const check = answer === undefined ? undefined : checks.of(answer.schema, `${prefix}Response`);
  const statements = check === undefined ? [] : [validatorStatement(`${prefix}Response`, check, `the successful response of ${call}`)];
  const successes: string[] = [];
  const failures: string[] = [];
  for (const response of operation.responses) {
    const known = response === success && answer !== undefined ? { content: answer, validator: `validate${prefix}Response` } : undefined;
    const entry = `${objectKey(response.status)}: ${contentTable(response.contents, prefix, `_${response.status}`, checks, known)}`;
    (isFailure(response) ? failures : successes).push(entry);
  }
  const request = requestTable(operation, names);
  return { call, name: `${names.operationValue(operation)}Validators`, request, statements, successes, failures, checks: checks.names };
}

function printOperation({ call, name, request, statements, successes, failures }: OperationPlan, shared: SharedFailures, imports: ImportList): string {
  const common = shared.of(failures);
  const own = objectLiteral([...successes, ...(common === undefined ? failures : failures.filter((entry) => !common.entries.includes(entry)))]);
  if (common !== undefined) imports.add('./runtime/forms.js', 'responses');
  const answers = common === undefined ? own : pureCall('responses', [common.name, own]);
  return [...statements, documented(`The validators of ${call}.`, `export const ${name}: api.OperationValidators = ${pureCall('operation', [request, answers])};`)].join('\n');
}

/** The name of the table of an operation's request. */
export function requestTable(operation: Operation, names: TypeScriptNames): string {
  return `${names.operationValue(operation)}Request`;
}

/** The statement that exports the validator of a type. */
export function validatorStatement(type: string, check: string, what: string): string {
  return documented(`Says what is wrong with ${what}.`, `export const validate${type}: api.Validate<types.${type}> = ${pureCall(`validator<types.${type}>`, [check])};`);
}

/** The failures that several operations document alike: tables of their own, so that each is written once. */
class SharedFailures {
  readonly #uses = new Map<string, number>();
  readonly #names = new Map<string, string>();

  constructor(plans: readonly OperationPlan[]) {
    for (const entry of plans.flatMap(({ failures }) => failures)) this.#uses.set(entry, (this.#uses.get(entry) ?? 0) + 1);
    const groups = new Map<string, number>();
    for (const { failures } of plans) {
      const group = this.#common(failures).join('\n');
      groups.set(group, (groups.get(group) ?? 0) + 1);
    }
    for (const [group, uses] of groups) if (group !== '' && uses > 1) this.#names.set(group, `failures${this.#names.size + 1}`);
  }

  /** The table to use for some of an operation's failures. */
  of(failures: readonly string[]): { readonly name: string; readonly entries: readonly string[] } | undefined {
    const entries = this.#common(failures);
    const name = this.#names.get(entries.join('\n'));
    return name === undefined ? undefined : { name, entries };
  }

  print(): readonly string[] {
    return [...this.#names].map(([group, name]) => `const ${name}: api.OperationValidators['responses'] = ${objectLiteral(group.split('\n'))};`);
  }

  #common(failures: readonly string[]): readonly string[] {
    return failures.filter((entry) => (this.#uses.get(entry) ?? 0) > 2);
  }
}

/** An object literal of members that are written out, each on a line. */
export function objectLiteral(entries: readonly string[]): string {
  return entries.length === 0 ? '{}' : `{\n${entries.map((entry) => `${indent(entry)},\n`).join('')}}`;
}

/** What the parameters of each place become. */
export const parameterPlaces = [
  { member: 'path', suffix: 'Path', place: 'path' },
  { member: 'query', suffix: 'Query', place: 'query' },
  { member: 'headers', suffix: 'Headers', place: 'header' },
  { member: 'cookies', suffix: 'Cookies', place: 'cookie' },
] as const;

/** The parameters of one place as an object, open to others. */
export function parametersSchema(operation: Operation, place: string, parameters: readonly Parameter[]): Schema {
  const [first] = parameters;
  const base = first?.schema ?? operation.parameters[0]?.schema;
  if (base === undefined) throw new RangeError('An object of parameters needs at least one.');
  const keywords = {
    types: ['object'] as const,
    properties: new Map(parameters.map(({ name, schema }) => [name, schema])),
    required: parameters.filter(({ required }) => required).map(({ name }) => name),
    recursive: false,
    sensitive: false,
  };
  return { ...derivedSchema(base, place, keywords), origin: operation.origin };
}

/** The validators of bodies by media type, as an object literal. */
export function contentTable(
  contents: readonly Content[],
  prefix: string,
  suffix: string,
  checks: CheckList,
  known?: { readonly content: Content; readonly validator: string },
): string {
  const entries = contents.map((content) => {
    const validator =
      content === known?.content ? known.validator : pureCall('validator', [checks.of(content.schema, prefix + suffix)]);
    return `${objectKey(content.mediaType)}: ${validator}`;
  });
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

/** The checks that a part of a module takes. */
export class CheckList {
  readonly #compiler: SchemaCompiler;
  readonly #names = new Set<string>();

  constructor(compiler: SchemaCompiler) {
    this.#compiler = compiler;
  }

  /** The name of a schema's check, which is to be imported. */
  of(schema: Schema, label: string): string {
    const name = this.#compiler.nameOf(schema, label);
    this.#names.add(name);
    return name;
  }

  get names(): readonly string[] {
    return [...this.#names];
  }
}

/** What a module imports, by module. */
export class ImportList {
  readonly #byModule = new Map<string, Set<string>>();

  add(module: string, name: string): void {
    const names = this.#byModule.get(module) ?? new Set();
    this.#byModule.set(module, names.add(name));
  }

  /** @param names those of checks */
  addChecks(writer: CheckWriter, names: Iterable<string>): void {
    for (const name of names) this.add(writer.homeOf(name), name);
  }

  /** @param types the module whose types the validators vouch for; namespaces keep its names apart from all others */
  print(types: string, blocks?: readonly string[]): string {
    const values = [...this.#byModule].map(([module, names]) => {
      const list = [...names].sort().map((name) => `  ${name},\n`);
      return `import {\n${list.join('')}} from '${module}';`;
    });
    const typesImport = blocks?.some((block) => block.includes('types.')) === false ? [] : [`import type * as types from '${types}';`];
    return [...typesImport, ...values.sort(), `import type * as api from './runtime/types.js';`].join('\n');
  }
}

/** A call that a bundler may leave out when nobody uses what it gives. */
export function pureCall(callee: string, args: readonly string[]): string {
  return `/* @__PURE__ */ ${callee}(${args.join(', ')})`;
}

/** A statement below a comment of one line. */
export function documented(text: string, statement: string): string {
  return `/** ${jsdoc(text).replace(/\s*\n\s*/g, ' ')} */\n${statement}`;
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
