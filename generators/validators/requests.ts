/** `requests.ts`: what the operations accept. A module of its own, for servers that check requests alone. */
import { PieceKind, requestDependencies } from '../incremental/pieces.js';
import type { Operation } from '../model/model.js';
import { jsonContent } from '../model/responses.js';
import { namesFingerprint, type TypeScriptNames } from '../typescript/names.js';
import type { RecordedKind } from './compile/recording.js';
import type { SchemaCompiler } from './compile/schemas.js';
import {
  CheckList, contentTable, documented, ImportList, makesValidator, objectLiteral, parameterPlaces, parametersSchema, requestTable, validatorStatement, type ModuleContext,
} from './modules.js';

/** What is printed of an operation's requests, and the checks that it takes. */
interface RequestPart {
  readonly block: string;
  readonly checks: readonly string[];
}

export const requestPieces: RecordedKind<RequestPart> = new PieceKind();

/** The validators of every operation's requests, and a table of them for each operation. */
export function requestsModule(context: ModuleContext): string {
  const { model, names, session, compilers } = context;
  const { recorder, write, writer } = compilers;
  const pieces = requestPieces.of(session, () => namesFingerprint(model));
  const parts = model.operations.map((operation) => {
    const dependencies = (): readonly unknown[] => [write.asksForUnevaluated, operation.origin.file, operation.origin.pointer, credentialsOf(operation).join(' '), ...requestDependencies(operation)];
    return recorder.work(pieces, `${operation.method} ${operation.path}`, dependencies, () => printRequest(operation, names, write));
  });
  if (parts.length === 0) return '';
  const imports = new ImportList();
  const blocks = parts.map(({ block }) => block);
  for (const { checks } of parts) imports.addChecks(writer, checks);
  if (makesValidator(blocks)) imports.add('./runtime/forms.js', 'validator');
  return [imports.print('../types/operations.js', blocks), ...blocks].join('\n\n') + '\n';
}

function printRequest(operation: Operation, names: TypeScriptNames, write: SchemaCompiler): RequestPart {
  const prefix = names.operationType(operation);
  const call = `${operation.method} ${operation.path}`;
  const credentials = credentialsOf(operation);
  const checks = new CheckList(write);
  const statements: string[] = [];
  const members: string[] = [];
  for (const { member, suffix, place } of parameterPlaces) {
    const parameters = operation.parameters.filter((parameter) => parameter.in === place && !(place === 'cookie' && credentials.includes(parameter.name)));
    if (parameters.length === 0) continue;
    const type = prefix + suffix;
    statements.push(validatorStatement(type, checks.of(parametersSchema(operation, place, parameters), type), `the ${place} parameters of ${call}`));
    members.push(`${member}: validate${type}`);
  }
  const contents = operation.requestBody?.contents ?? [];
  const main = jsonContent(contents) ?? contents[0];
  if (main !== undefined) {
    const type = `${prefix}Body`;
    statements.push(validatorStatement(type, checks.of(main.schema, type), `the request body of ${call}`));
    members.push(`body: ${contentTable(contents, prefix, 'Body', checks, { content: main, validator: `validate${type}` })}`);
  }
  const table = `export const ${requestTable(operation, names)}: api.RequestValidators = ${objectLiteral(members)};`;
  return { block: [...statements, documented(`The validators of requests of ${call}.`, table)].join('\n'), checks: checks.names };
}

/** The names of the cookies that carry credentials: whoever authenticates looks at them. */
function credentialsOf({ security }: Operation): readonly string[] {
  return security.flatMap((requirement) => requirement.flatMap(({ scheme }) => (scheme.in === 'cookie' && scheme.parameterName !== undefined ? [scheme.parameterName] : [])));
}
