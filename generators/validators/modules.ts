/** The modules of the generated validators: what users import. */
import type { ApiModel, Content, Operation, Parameter, Schema } from '../model/model.js';
import { derivedSchema } from '../model/derived.js';
import { jsonContent, primarySuccess } from '../model/responses.js';
import { jsdoc, objectKey } from '../typescript/literals.js';
import type { TypeScriptNames } from '../typescript/names.js';
import type { SchemaCompiler } from './compile/schemas.js';

/** What the modules are made from. */
export interface ModuleContext {
  readonly model: ApiModel;
  readonly names: TypeScriptNames;
  readonly compiler: SchemaCompiler;
}

/** `schemas.ts`: the four forms of every named schema. */
export function schemasModule({ model, names, compiler }: ModuleContext): string {
  const imports = new ImportList();
  const blocks = model.schemas.map((schema) => {
    const type = names.schema(schema);
    const check = imports.check(compiler, schema, type);
    const what = schema.title ?? schema.name ?? type;
    return [
      documented(`Says what is wrong with a value that should be: ${what}.`, `export const validate${type}: api.Validate<types.${type}> = ${pureCall(`validator<types.${type}>`, [check])};`),
      documented(`Whether a value is: ${what}.`, `export const is${type}: api.Is<types.${type}> = ${pureCall(`is<types.${type}>`, [check])};`),
      documented(`Throws a ValidationError unless a value is: ${what}.`, `export const assert${type}: api.Assert<types.${type}> = ${pureCall(`asserter<types.${type}>`, [check])};`),
      documented(`Standard Schema of: ${what}.`, `export const ${lowerFirst(type)}Schema: api.StandardSchemaV1<unknown, types.${type}> = ${pureCall(`standard<types.${type}>`, [check])};`),
    ].join('\n');
  });
  if (blocks.length === 0) return '';
  for (const form of ['asserter', 'is', 'standard', 'validator']) imports.add('./runtime/forms.js', form);
  return [imports.print('../types/schemas.js'), ...blocks].join('\n\n') + '\n';
}

/** `operations.ts`: the validators of every operation's requests and responses. */
export function operationsModule({ model, names, compiler }: ModuleContext): string {
  const imports = new ImportList();
  const blocks = model.operations.map((operation) => operationBlock(operation, names, compiler, imports));
  if (blocks.length === 0) return '';
  imports.add('./runtime/forms.js', 'validator');
  return [imports.print('../types/operations.js'), ...blocks].join('\n\n') + '\n';
}

function operationBlock(operation: Operation, names: TypeScriptNames, compiler: SchemaCompiler, imports: ImportList): string {
  const prefix = names.operationType(operation);
  const lines: string[] = [];
  const members: string[] = [];
  const call = `${operation.method} ${operation.path}`;
  const exported = (suffix: string, check: string, what: string): string => {
    const type = prefix + suffix;
    lines.push(documented(`Says what is wrong with ${what} of ${call}.`, `export const validate${type}: api.Validate<types.${type}> = ${pureCall(`validator<types.${type}>`, [check])};`));
    return `validate${type}`;
  };

  for (const { member, suffix, place } of parameterPlaces) {
    const parameters = operation.parameters.filter((parameter) => parameter.in === place);
    if (parameters.length === 0) continue;
    const check = imports.check(compiler, parametersSchema(operation, place, parameters), prefix + suffix);
    members.push(`${member}: ${exported(suffix, check, `the ${place} parameters`)}`);
  }

  const contents = operation.requestBody?.contents ?? [];
  const main = jsonContent(contents) ?? contents[0];
  if (main !== undefined) {
    const check = imports.check(compiler, main.schema, `${prefix}Body`);
    const name = exported('Body', check, 'the request body');
    members.push(`body: ${contentTable(contents, prefix, 'Body', compiler, imports, { content: main, validator: name })}`);
  }

  const success = primarySuccess(operation);
  const answer = success && jsonContent(success.contents);
  const answerName =
    answer === undefined ? undefined : exported('Response', imports.check(compiler, answer.schema, `${prefix}Response`), 'the successful response');
  const responses = operation.responses.map((response) => {
    const known = response === success && answer !== undefined && answerName !== undefined ? { content: answer, validator: answerName } : undefined;
    return `${objectKey(response.status)}: ${contentTable(response.contents, prefix, `_${response.status}`, compiler, imports, known)}`;
  });
  members.push(responses.length === 0 ? 'responses: {}' : `responses: {\n    ${responses.join(',\n    ')},\n  }`);
  lines.push(
    documented(
      `The validators of ${call}.`,
      `export const ${names.operationValue(operation)}Validators: api.OperationValidators = {\n  ${members.join(',\n  ')},\n};`,
    ),
  );
  return lines.join('\n');
}

const parameterPlaces = [
  { member: 'path', suffix: 'Path', place: 'path' },
  { member: 'query', suffix: 'Query', place: 'query' },
  { member: 'headers', suffix: 'Headers', place: 'header' },
] as const;

/** The parameters of one place as an object, open to others. */
function parametersSchema(operation: Operation, place: string, parameters: readonly Parameter[]): Schema {
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

function contentTable(
  contents: readonly Content[],
  prefix: string,
  suffix: string,
  compiler: SchemaCompiler,
  imports: ImportList,
  known?: { readonly content: Content; readonly validator: string },
): string {
  const entries = contents.map((content) => {
    const validator =
      content === known?.content ? known.validator : pureCall('validator', [imports.check(compiler, content.schema, prefix + suffix)]);
    return `${objectKey(content.mediaType)}: ${validator}`;
  });
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

/** What a module imports, by module. */
class ImportList {
  readonly #byModule = new Map<string, Set<string>>();

  add(module: string, name: string): void {
    const names = this.#byModule.get(module) ?? new Set();
    this.#byModule.set(module, names.add(name));
  }

  /** The name of a schema's check, imported. */
  check(compiler: SchemaCompiler, schema: Schema, label: string): string {
    const name = compiler.nameOf(schema, label);
    this.add(compiler.writer.homeOf(name), name);
    return name;
  }

  /** @param types the module whose types the validators vouch for; namespaces keep its names apart from all others */
  print(types: string): string {
    const values = [...this.#byModule].map(([module, names]) => {
      const list = [...names].sort().map((name) => `  ${name},\n`);
      return `import {\n${list.join('')}} from '${module}';`;
    });
    return [`import type * as types from '${types}';`, ...values.sort(), `import type * as api from './runtime/types.js';`].join('\n');
  }
}

function pureCall(callee: string, args: readonly string[]): string {
  return `/* @__PURE__ */ ${callee}(${args.join(', ')})`;
}

function documented(text: string, statement: string): string {
  return `/** ${jsdoc(text).replace(/\s*\n\s*/g, ' ')} */\n${statement}`;
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
