/** What the editor shows when the mouse rests on a call. */
import { commentText, jsdoc } from '../typescript/literals.js';
import { documentation } from '../typescript/tsdoc.js';
import type { SdkOperation, SdkPlan } from './plan.js';

/**
 * Summary, description, the request line, what the call can fail with, and the page about it.
 *
 * @param failures TSDoc that says what the call can fail with
 */
export function operationDocumentation({ operation }: SdkOperation, { model, link, pages }: SdkPlan, failures: string): string {
  const { summary, description = '', method, path, deprecated } = operation;
  const page = pages.get(operation);
  const request = `\`${method} ${path.replace(/`/g, "'")}\``;
  const text = documentation({ summary: sentence(summary ?? operation.id), remarks: [description, request], deprecated }, link);
  const address = model.docsBaseUrl !== undefined && page !== undefined ? `@see {@link ${pageAddress(model.docsBaseUrl, page)}}` : '';
  return [text, failures, address].filter(Boolean).join('\n\n');
}

/** The call's own errors one by one; the baseline sets by name. */
export function failureList({ operation, errorType }: SdkOperation): string {
  const own = operation.errors.filter(({ set }) => set === undefined);
  const sets = [...new Set(operation.errors.flatMap(({ set }) => set ?? []))];
  const lines = own.map(({ type, when }) => `- \`${type.type}\` (${type.status}): ${oneLine(when ?? type.title)}`);
  if (sets.length > 0) lines.push(`- the errors of ${sets.map((set) => `\`${set}\``).join(', ')}`);
  return jsdoc([`Fails with ${errorType}:`, ...lines].join('\n'));
}

function pageAddress(base: string, page: string): string {
  return commentText(`${base}/${page}/`).replace(/[\s{}|]/g, '');
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
