/**
 * What the editor shows when the mouse rests on a call. Links are Markdown and names are code: of comments with `@link` or `@see` the compiler makes
 * trees, those of every call in every program, where it only skips others.
 */
import { commentText, jsdoc } from '../typescript/literals.js';
import { documentation } from '../typescript/tsdoc.js';
import type { SdkOperation, SdkPlan } from './plan.js';

/** Summary, description, the request line, what the call can fail with, and the page about it: alike for a call's function and for the client's method. */
export function operationDocumentation(planned: SdkOperation, plan: SdkPlan): string {
  const known = documented.get(planned) ?? document(planned, plan);
  documented.set(planned, known);
  return known;
}

/** A call of a plan, whose function and method say the same. */
const documented = new WeakMap<SdkOperation, string>();

function document(planned: SdkOperation, { model, link, pages }: SdkPlan): string {
  const { operation, kind } = planned;
  const { summary, description = '', method, path, deprecated } = operation;
  const page = pages.get(operation);
  const request = `\`${method} ${path.replace(/`/g, "'")}\``;
  const text = documentation({ summary: sentence(summary ?? operation.id), remarks: [description, request], deprecated }, link);
  const address = model.docsBaseUrl !== undefined && page !== undefined ? `[Documentation](${pageAddress(model.docsBaseUrl, page)})` : '';
  const outcome = kind === 'redirect' ? 'Gives the URL to send a browser to.' : failureList(planned);
  return [text, outcome, address].filter(Boolean).join('\n\n');
}

/** The call's own errors one by one; those that many calls share by the name of their set. */
function failureList({ operation, errorType }: SdkOperation): string {
  const own = operation.errors.filter(({ set }) => set === undefined);
  const sets = new Map<string, string[]>();
  for (const { set, type } of operation.errors) if (set !== undefined) sets.set(set, [...(sets.get(set) ?? []), `\`${type.type}\``]);
  const lines = own.map(({ type, when }) => `- \`${type.type}\` (${type.status}): ${oneLine(when ?? type.title)}`);
  for (const [set, types] of sets) lines.push(`- of \`${set}\`: ${types.join(', ')}`);
  return lines.length === 0 ? `Fails with \`${errorType}\`.` : `Fails with \`${errorType}\`:\n${jsdoc(lines.join('\n'))}`;
}

function pageAddress(base: string, page: string): string {
  return commentText(`${base}/${page}/`).replace(/[\s<>]/g, '').replaceAll('(', '%28').replaceAll(')', '%29');
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
