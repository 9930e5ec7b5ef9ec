/** operations.ts: what each call takes and gives. */
import type { OutputFile } from '../generator.js';
import type { Content, Operation, Parameter, Schema } from '../model/model.js';
import { primarySuccess } from '../model/responses.js';
import { operationDependencies, PieceKind } from '../incremental/pieces.js';
import { declareAlias, declareInterface } from '../typescript/declarations.js';
import { importTypes, recordNames } from '../typescript/imports.js';
import { namesFingerprint } from '../typescript/names.js';
import type { TypeScriptNames } from '../typescript/names.js';
import { joinTypes, printContentType, printType } from '../typescript/printType.js';
import { schemaDocumentation } from '../typescript/tsdoc.js';
import { operationDocumentation } from './operationErrors.js';
import { resultType } from './results.js';
import type { TypesRun } from './run.js';

/** Prints the types of every operation, in the document's order. */
export function printOperations({ model, printer, printing, session }: TypesRun): OutputFile {
  const pieces = operationPieces.of(session, () => namesFingerprint(model));
  const used = new Set<string>();
  const usedErrors = new Set<string>();
  const errorTypes = new Set(model.operations.map((operation) => `${printing.names.operationType(operation)}ErrorType`));
  const declarations = model.operations.flatMap((operation) => {
    const make = (): OperationPiece => printOperation(operation, printing);
    const piece = pieces.get(`${operation.method} ${operation.path}`, () => operationDependencies(operation), make);
    for (const name of piece.used) used.add(name);
    for (const name of piece.usedErrors) usedErrors.add(name);
    return piece.declarations;
  });
  return printer.print('operations.ts', 'What each call takes and gives.', [
    ...importTypes(used, './schemas.js'),
    ...importTypes(new Set([...usedErrors].filter((name) => !errorTypes.has(name))), './errors.js'),
    ...importTypes(new Set([...usedErrors].filter((name) => errorTypes.has(name))), './operationErrors.js'),
    `export type * from './operationErrors.js';`,
    ...declarations,
  ]);
}

/** What is printed of one operation. */
interface OperationPiece {
  readonly declarations: readonly string[];
  /** The names that it mentions of schemas.ts, and of errors.ts and operationErrors.ts. */
  readonly used: ReadonlySet<string>;
  readonly usedErrors: ReadonlySet<string>;
}

const operationPieces = new PieceKind<OperationPiece>();

function printOperation(operation: Operation, printing: TypesRun['printing']): OperationPiece {
  const used = new Set<string>();
  const usedErrors = new Set<string>();
  const recording = { ...printing, names: recordNames(printing.names, used), plainNames: printing.names };
  return { declarations: declareOperation(operation, recording, usedErrors), used, usedErrors };
}

/** Names asked of `names` are imported, those asked of `plainNames` are not. */
export type OperationPrinting = TypesRun['printing'] & { readonly plainNames: TypeScriptNames };

function declareOperation(operation: Operation, printing: OperationPrinting, usedErrors: Set<string>): string[] {
  const prefix = printing.names.operationType(operation);
  const about = (what: string): string => operationDocumentation(what, operation, printing.link);
  const { requestBody } = operation;
  const writing = { ...printing, direction: 'write' } as const;
  const parameters = (suffix: string, location: Parameter['in'], what: string): string[] => {
    const chosen = operation.parameters.filter((parameter) => parameter.in === location);
    return chosen.length === 0 ? [] : [declareParameters(prefix + suffix, chosen, about(what), writing)];
  };

  return [
    ...parameters('Path', 'path', 'Path parameters'),
    ...parameters('Query', 'query', 'Query parameters'),
    ...parameters('Headers', 'header', 'Header parameters'),
    ...parameters('Cookies', 'cookie', 'Cookies'),
    ...(requestBody === undefined ? [] : [declareBody(`${prefix}Body`, requestBody.contents, 'unknown', about('Body'), writing)]),
    declareBody(`${prefix}Response`, primarySuccess(operation)?.contents ?? [], 'void', about('Response'), printing),
    declareAlias(`${prefix}Result`, resultType(operation, printing, usedErrors), about('Every documented answer')),
  ];
}

/**
 * The union of what may be in a body. Where that is the schema of the very name, it is passed on, for two types of one name would
 * be one too many.
 */
export function declareBody(name: string, contents: readonly Content[], none: string, comment: string, printing: OperationPrinting): string {
  const print = (names: TypeScriptNames): string => joinTypes(contents.map((content) => printContentType(content, { ...printing, names })), ' | ') || none;
  if (print(printing.plainNames) === name) return `\nexport type { ${name} } from './schemas.js';`;
  return declareAlias(name, print(printing.names), comment);
}

/** The parameters of one place as an interface. */
export function declareParameters(name: string, parameters: readonly Parameter[], comment: string, printing: OperationPrinting): string {
  const members = parameters.map((parameter) => ({
    name: parameter.name,
    type: printType(parameter.schema, printing),
    optional: !parameter.required,
    readonly: false,
    documentation: parameterDocumentation(parameter, printing),
  }));
  return declareInterface(name, { members, index: undefined }, comment);
}

function parameterDocumentation({ description, deprecated, schema }: Parameter, { link }: OperationPrinting): string {
  const described: Schema = description === undefined ? schema : { ...schema, description };
  return schemaDocumentation({ ...described, deprecated: deprecated || schema.deprecated }, link);
}
