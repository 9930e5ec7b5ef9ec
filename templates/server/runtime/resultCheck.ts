/** Whether an answer is one the description documents: for development and tests. */
import { closed } from '../../validators/runtime/seen.js';
import type { Draft } from './answers.js';
import { chooseContent, isJson } from './body.js';
import { responseFor, statusKeys, type OperationPlan } from './plan.js';

const MAX_NAMED = 5;

/**
 * Compares an answer with the description, objects closed: what the description does not know is an error too.
 * @returns what is wrong, in a sentence for the developer of the handler; `undefined` when nothing is
 */
export async function faultOf(operation: OperationPlan, draft: Draft): Promise<string | undefined> {
  const { id, answerValidators } = operation.descriptor;
  const status = draft.status;
  const documented = responseFor(operation, status);
  if (documented === undefined) return `${id} answered with the status ${status}, which the description does not document.`;
  if (draft.body === undefined) {
    return documented.mediaType === undefined ? undefined : `${id} answered ${status} without the documented body.`;
  }
  const mediaType = draft.headers.find(([name]) => name === 'content-type')?.[1] ?? '';
  const essence = (mediaType.split(';', 1)[0] ?? '').trim().toLowerCase();
  const byStatus = new Map(Object.entries(await answerValidators()).map(([key, value]) => [key.toUpperCase(), value]));
  const byType = statusKeys(status).map((key) => byStatus.get(key)).find((found) => found !== undefined);
  if (byType === undefined) return undefined;
  const content = chooseContent(Object.keys(byType).map((name) => ({ mediaType: name })), essence);
  if (content === undefined) return `${id} answered ${status} as ${mediaType}, which the description does not document.`;
  if (typeof draft.body !== 'string') return undefined;
  const value: unknown = isJson(essence) ? JSON.parse(draft.body) : draft.body;
  const outcome = byType[content.mediaType]?.(value, { all: true, closed });
  if (outcome === undefined || outcome.ok) return undefined;
  const named = outcome.issues.slice(0, MAX_NAMED).map((issue) => issue.message);
  const more = outcome.issues.length - named.length;
  return `${id} answered ${status} with a body the description does not allow. ${named.join(' ')}${more > 0 ? ` And ${more} more.` : ''}`;
}
