/** webhooks.ts: what the API sends, and what it expects for an answer. */
import type { OutputFile } from '../generator.js';
import { incomingRequests } from '../model/incoming.js';
import type { IncomingRequest, Parameter } from '../model/model.js';
import { declareAlias, declareInterface } from '../typescript/declarations.js';
import { importTypes, recordNames } from '../typescript/imports.js';
import { operationDocumentation } from './operationErrors.js';
import { declareBody, declareParameters } from './operations.js';
import type { OperationPrinting } from './operations.js';
import { resultType } from './results.js';
import type { TypesRun } from './run.js';

/** Prints the types of every webhook and callback; nothing for an API that sends nothing. */
export function printWebhooks({ model, printer, printing }: TypesRun): readonly OutputFile[] {
  const requests = incomingRequests(model);
  if (requests.length === 0) return [];
  const used = new Set<string>();
  const recording: OperationPrinting = { ...printing, names: recordNames(printing.names, used), plainNames: printing.names };
  const declarations = requests.flatMap((request) => declareRequest(request, recording));
  const table = declarePayloads(model.webhooks, printing);
  return [printer.print('webhooks.ts', 'What the API sends: webhooks and callbacks.', [...importTypes(used, './schemas.js'), ...declarations, ...table])];
}

/** The other way round than for a call: the user reads what is sent and writes what is answered. */
function declareRequest(request: IncomingRequest, printing: OperationPrinting) {
  const prefix = printing.names.operationType(request);
  const about = (what: string): string => operationDocumentation(what, request, printing.link);
  const parameters = (suffix: string, location: Parameter['in'], what: string) => {
    const chosen = request.parameters.filter((parameter) => parameter.in === location);
    return chosen.length === 0 ? [] : [declareParameters(prefix + suffix, chosen, about(what), printing)];
  };
  return [
    ...parameters('Query', 'query', 'Query parameters'),
    ...parameters('Headers', 'header', 'Header parameters'),
    ...parameters('Cookies', 'cookie', 'Cookies'),
    declareBody(`${prefix}Payload`, request.requestBody?.contents ?? [], 'undefined', about('Payload'), printing),
    declareAlias(`${prefix}Result`, resultType(request, { ...printing, direction: 'write' }, new Set()), about('Every expected answer')),
  ];
}

/** The payloads by the webhook's name; one that comes by several methods has any of theirs. */
function declarePayloads(webhooks: readonly IncomingRequest[], { names }: TypesRun['printing']) {
  const payloads = new Map<string, string[]>();
  for (const webhook of webhooks) {
    const type = `${names.operationType(webhook)}Payload`;
    const others = payloads.get(webhook.name);
    if (others === undefined) payloads.set(webhook.name, [type]);
    else others.push(type);
  }
  if (payloads.size === 0) return [];
  const members = [...payloads].map(([name, types]) => ({
    name,
    type: types.join(' | '),
    optional: false,
    readonly: false,
    documentation: '',
  }));
  return [declareInterface('WebhookPayloads', { members, index: undefined }, 'What each webhook carries, by its name.')];
}
