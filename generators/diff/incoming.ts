/** Compares what an API sends: webhooks and callbacks. Who receives them reads the body and writes the answer. */
import type { ApiModel, IncomingRequest } from '../model/model.js';
import { compareContents, scopeOf, type OperationContext } from './operations.js';

/** Compares the webhooks of two descriptions, known again by name and method, and the callbacks of calls that both have. */
export function compareIncoming(old: ApiModel, now: ApiModel, context: OperationContext): void {
  const after = new Map([...webhooksOf(now), ...callbacksOf(now).map(([key, callback]) => [key, callback] as const)]);
  for (const [key, before] of webhooksOf(old)) {
    const other = after.get(key);
    // That a webhook is gone as a whole was told with the document.
    if (other !== undefined) compareRequest(before, other, context);
    else if (now.webhooks.some(({ name }) => name === before.name)) tellRemoved(before, now, context);
  }
  const calls = new Set(now.operations.map(({ id }) => id));
  for (const [key, before, caller] of callbacksOf(old)) {
    const other = after.get(key);
    if (other !== undefined) compareRequest(before, other, context);
    else if (calls.has(caller)) tellRemoved(before, now, context);
  }
}

function tellRemoved(before: IncomingRequest, now: ApiModel, { findings }: OperationContext): void {
  const what = before.kind === 'webhook' ? `The webhook ${before.name}` : `The callback ${before.name}`;
  findings.add(scopeOf(findings, before), 'webhook-removed', { message: `${what} does not come as ${before.method} any more.`, old: before.origin, new: now.origin });
}

function compareRequest(before: IncomingRequest, after: IncomingRequest, context: OperationContext): void {
  const { findings, schemas } = context;
  const scope = scopeOf(findings, after);
  if (before.deprecated !== after.deprecated) findings.add(scope, after.deprecated ? 'operation-deprecated' : 'operation-reactivated', { message: after.deprecated ? 'It is deprecated now.' : 'It is not deprecated any more.', old: before.origin, new: after.origin });
  if (before.summary !== after.summary || before.description !== after.description) findings.add(scope, 'description-changed', { message: 'Its description changed.', old: before.origin, new: after.origin });
  const mediaTypes = { removed: 'response-media-type-removed', added: 'response-media-type-added' } as const;
  const none = ({ origin }: IncomingRequest) => ({ contents: [], origin });
  compareContents(before.requestBody ?? none(before), after.requestBody ?? none(after), { scope, direction: 'response', at: 'payload' }, mediaTypes, context);
  for (const parameter of before.parameters) {
    const other = after.parameters.find(({ in: place, name }) => place === parameter.in && name.toLowerCase() === parameter.name.toLowerCase());
    const at = `${parameter.in} parameter ${parameter.name}`;
    if (other !== undefined) schemas.compare(parameter.schema, other.schema, { scope, direction: 'response', at });
    else if (parameter.in === 'header') findings.add(scope, 'header-removed', { at, message: `The ${at} is gone.`, old: parameter.origin, new: after.origin });
  }
  const accepted = { removed: 'request-media-type-removed', added: 'request-media-type-added' } as const;
  for (const response of before.responses) {
    const other = after.responses.find(({ status }) => status === response.status);
    if (other !== undefined) compareContents(response, other, { scope, direction: 'request', at: `${response.status} answer` }, accepted, context);
  }
}

function webhooksOf({ webhooks }: ApiModel): readonly (readonly [string, IncomingRequest])[] {
  return webhooks.map((webhook) => [JSON.stringify([webhook.name, webhook.method]), webhook]);
}

function callbacksOf({ operations }: ApiModel): readonly (readonly [string, IncomingRequest, string])[] {
  return operations.flatMap(({ id, callbacks }) => callbacks.map((callback) => [JSON.stringify([id, callback.name, callback.expression, callback.method]), callback, id] as const));
}
