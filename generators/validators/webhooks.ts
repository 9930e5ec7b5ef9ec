/** `webhooks.ts`: what the receiver of a webhook or a callback checks. */
import { incomingRequests } from '../model/incoming.js';
import type { IncomingRequest } from '../model/model.js';
import { jsonContent } from '../model/responses.js';
import { objectKey } from '../typescript/literals.js';
import { CheckList, contentTable, documented, ImportList, makesValidator, objectLiteral, parameterPlaces, parametersSchema, pureCall } from './modules.js';
import type { ModuleContext } from './modules.js';

/** The validators of every request the API sends, and one table of those of the webhooks. */
export function webhooksModule(context: ModuleContext): string {
  const imports = new ImportList();
  const requests = incomingRequests(context.model);
  const blocks = requests.map((request) => printRequest(request, context, imports));
  // A request without parameters and bodies has nothing to validate.
  if (makesValidator(blocks)) imports.add('./runtime/forms.js', 'validator');
  return [imports.print('../types/webhooks.js', blocks), ...blocks, ...webhookTable(context)].join('\n\n') + '\n';
}

/** The receiver reads what is sent, read-only members and all, and writes what is answered. */
function printRequest(request: IncomingRequest, { names, compilers: { read, write, writer } }: ModuleContext, imports: ImportList): string {
  const [requests, answerChecks] = [new CheckList(read), new CheckList(write)];
  const prefix = names.operationType(request);
  const what = `${request.kind} ${request.name}`;
  const statements: string[] = [];
  const members: string[] = [];
  const exported = (suffix: string, check: string, part: string): string => {
    const type = prefix + suffix;
    statements.push(documented(`Says what is wrong with ${part} of the ${what}.`, `export const validate${type}: api.Validate<types.${type}> = ${pureCall(`validator<types.${type}>`, [check])};`));
    return `validate${type}`;
  };
  for (const { member, suffix, place } of parameterPlaces) {
    const parameters = request.parameters.filter((parameter) => parameter.in === place);
    if (parameters.length === 0) continue;
    const check = requests.of(parametersSchema(request, place, parameters), prefix + suffix);
    members.push(`${member}: ${exported(suffix, check, `the ${place} parameters`)}`);
  }
  const contents = request.requestBody?.contents ?? [];
  const main = jsonContent(contents) ?? contents[0];
  if (main !== undefined) {
    const validator = exported('Payload', requests.of(main.schema, `${prefix}Payload`), 'the payload');
    members.push(`body: ${contentTable(contents, prefix, 'Payload', requests, { content: main, validator })}`);
  }
  const answers = request.responses.map(({ status, contents: bodies }) => `${objectKey(status)}: ${contentTable(bodies, prefix, `_${status}`, answerChecks)}`);
  for (const { names: checks } of [requests, answerChecks]) imports.addChecks(writer, checks);
  const table = objectLiteral([...members, `responses: ${objectLiteral(answers)}`]);
  return [...statements, documented(`The validators of the ${what}.`, `export const ${tableName(request, { names })}: api.OperationValidators = ${table};`)].join('\n');
}

/** By name, then by method: what a receiver of several webhooks looks into. */
function webhookTable({ model, names }: ModuleContext): readonly string[] {
  const byName = new Map<string, string[]>();
  for (const webhook of model.webhooks) {
    const entries = byName.get(webhook.name) ?? [];
    byName.set(webhook.name, entries);
    entries.push(`${webhook.method}: ${tableName(webhook, { names })}`);
  }
  if (byName.size === 0) return [];
  const entries = [...byName].map(([name, methods]) => `${objectKey(name)}: { ${methods.join(', ')} }`);
  const type = '{ readonly [name: string]: { readonly [method: string]: api.OperationValidators } }';
  return [documented('The validators of every webhook, by its name and method.', `export const webhooks: ${type} = ${objectLiteral(entries)};`)];
}

/** What no table over all webhooks can be called. */
function tableName(request: IncomingRequest, { names }: Pick<ModuleContext, 'names'>): string {
  return `${names.operationValue(request)}Validators`;
}
