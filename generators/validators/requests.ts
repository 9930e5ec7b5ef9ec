/** `requests.ts`: what the operations accept. A module of its own, for servers that check requests alone. */
import type { Operation, Parameter } from '../model/model.js';
import { jsonContent } from '../model/responses.js';
import {
  contentTable, documented, ImportList, makesValidator, objectLiteral, parameterPlaces, parametersSchema, requestTable, validatorStatement, type ModuleContext,
} from './modules.js';

/** The validators of every operation's requests, and a table of them for each operation. */
export function requestsModule(context: ModuleContext): string {
  const imports = new ImportList();
  const blocks = context.model.operations.map((operation) => printRequest(operation, context, imports));
  if (blocks.length === 0) return '';
  if (makesValidator(blocks)) imports.add('./runtime/forms.js', 'validator');
  return [imports.print('../types/operations.js', blocks), ...blocks].join('\n\n') + '\n';
}

function printRequest(operation: Operation, { names, compilers: { write } }: ModuleContext, imports: ImportList): string {
  const prefix = names.operationType(operation);
  const call = `${operation.method} ${operation.path}`;
  const statements: string[] = [];
  const members: string[] = [];
  for (const { member, suffix, place } of parameterPlaces) {
    const parameters = operation.parameters.filter((parameter) => parameter.in === place && !isCredential(parameter, operation));
    if (parameters.length === 0) continue;
    const type = prefix + suffix;
    statements.push(validatorStatement(type, imports.check(write, parametersSchema(operation, place, parameters), type), `the ${place} parameters of ${call}`));
    members.push(`${member}: validate${type}`);
  }
  const contents = operation.requestBody?.contents ?? [];
  const main = jsonContent(contents) ?? contents[0];
  if (main !== undefined) {
    const type = `${prefix}Body`;
    statements.push(validatorStatement(type, imports.check(write, main.schema, type), `the request body of ${call}`));
    members.push(`body: ${contentTable(contents, prefix, 'Body', write, imports, { content: main, validator: `validate${type}` })}`);
  }
  const table = `export const ${requestTable(operation, names)}: api.RequestValidators = ${objectLiteral(members)};`;
  return [...statements, documented(`The validators of requests of ${call}.`, table)].join('\n');
}

/** True for a cookie that carries a credential: whoever authenticates looks at it. */
function isCredential({ in: place, name }: Parameter, { security }: Operation): boolean {
  return place === 'cookie' && security.some((requirement) => requirement.some(({ scheme }) => scheme.in === 'cookie' && scheme.parameterName === name));
}
