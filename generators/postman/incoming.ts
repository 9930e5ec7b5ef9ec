/** What the API sends, as requests to try a receiver with. */
import { callbacksOf, incomingRequests } from '../model/incoming.js';
import type { ApiModel, IncomingRequest } from '../model/model.js';
import type { SampleUse } from '../model/sample.js';
import { markdownCode } from '../text/escape.js';
import type { Folder, Item, Variable } from './format.js';
import { printItem } from './request.js';
import type { RequestPrinting } from './request.js';

const allThatArrives: SampleUse = { direction: 'response', members: 'all' };

/** A webhook or a callback as the API would send it, to a server of the reader's that alone knows where it listens. */
export function incomingItem(request: IncomingRequest, title: string | undefined, printing: RequestPrinting): Item {
  const { expression, summary, name } = request;
  const destination = expression === undefined ? [] : [`The API sends it to ${markdownCode(expression)}.`];
  const description = [request.description ?? summary ?? [], destination].flat().join('\n\n');
  return printItem(request, title ?? summary ?? name, { base: 'receiverUrl', path: [], sample: allThatArrives, description: description || undefined }, printing);
}

/** The webhooks that are in no other folder, and the callbacks by the call that asks for them. */
export function incomingFolders({ webhooks, operations }: ApiModel, listed: ReadonlySet<object>, printing: RequestPrinting): readonly Folder[] {
  const others = webhooks.filter((webhook) => !listed.has(webhook));
  const callers = operations.filter(({ callbacks }) => callbacks.length > 0);
  return [
    ...folder('Webhooks', others.map((webhook) => incomingItem(webhook, undefined, printing))),
    ...folder(
      'Callbacks',
      callers.flatMap((caller) => folder(caller.summary ?? caller.id, callbacksOf(caller).map((callback) => incomingItem(callback, undefined, printing)))),
    ),
  ];
}

function folder(name: string, item: readonly (Folder | Item)[]): readonly Folder[] {
  return item.length === 0 ? [] : [{ name, item }];
}

/** Where deliveries go, if there are any. */
export function receiverVariable(model: ApiModel): readonly Variable[] {
  if (incomingRequests(model).length === 0) return [];
  return [{ key: 'receiverUrl', value: '', type: 'string', description: 'The address of a server of your own that takes webhooks and callbacks.' }];
}
