/** What the editor shows when the mouse rests on a call. */
import type { OperationError } from '../model/model.js';
import { commentText } from '../typescript/literals.js';
import { documentation } from '../typescript/tsdoc.js';
import type { SdkOperation, SdkPlan } from './plan.js';

/** Summary, description, the request line, every error the call can fail with, and the page about it. */
export function operationDocumentation({ operation }: SdkOperation, { model, link, pages }: SdkPlan): string {
  const page = pages.get(operation);
  const base = model.docsBaseUrl;
  const text = documentation(
    {
      summary: operation.summary === undefined ? operation.id : sentence(operation.summary),
      remarks: [operation.description ?? '', `\`${operation.method} ${operation.path.replace(/`/g, "'")}\``, errorList(operation.errors)],
      deprecated: operation.deprecated,
    },
    link,
  );
  const see = base !== undefined && page !== undefined ? `\n\n@see {@link ${commentText(`${base}/${page}/`).replace(/[\s{}|]/g, '')}}` : '';
  return text + see;
}

/** The call's own errors one by one; those of the baseline sets by name. */
function errorList(errors: readonly OperationError[]): string {
  if (errors.length === 0) return '';
  const own = errors.filter(({ set }) => set === undefined).map(({ type, when }) => `- \`${type.type}\` (${type.status}): ${oneLine(when ?? type.title)}`);
  const shared = errors.filter(({ set }) => set !== undefined).map(({ type }) => `\`${type.type}\``);
  return ['Fails with:', ...own, ...(shared.length === 0 ? [] : [`- ${shared.join(', ')}`])].join('\n');
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
