/** The callbacks of a call, and the links of its answers, as its page shows them. */
import { callbacksOf } from '../model/incoming.js';
import type { IncomingRequest, Json, Operation, Response } from '../model/model.js';
import { incomingFields, incomingMarkdownView, incomingView, payloadExamples, type IncomingFields } from './incoming.js';
import type { PageContext } from './page.js';
import { Anchors } from './schema/attributes.js';
import { markdownFence } from '../text/escape.js';
import { markup, type Markup } from '../text/templates.js';

/** What the templates show of a call's callbacks. */
export interface CallbackViews {
  readonly html: readonly object[];
  readonly markdown: readonly object[];
}

/** The callbacks of a call, each followed by its own. */
export function callbackViews(operation: Operation, context: PageContext): CallbackViews {
  const html: object[] = [];
  const markdown: object[] = [];
  for (const { callback, id, fields } of callbackFields(operation, context)) {
    const examples = payloadExamples(callback, context).slice(0, 1);
    const common = { name: callback.name, title: callback.summary ?? callback.name, method: callback.method, methodClass: callback.method.toLowerCase(), expression: callback.expression, deprecated: callback.deprecated };
    html.push({ ...common, id, description: context.blocks(callback.description), examples, ...incomingView(callback, fields, `${id}-`, context) });
    markdown.push({
      ...common,
      description: context.portable(callback.description, 3),
      examples: examples.map(({ text, language }) => ({ code: markup(markdownFence(text, language)) })),
      ...incomingMarkdownView(callback, fields, 4, context),
    });
  }
  return { html, markdown };
}

/** A callback on the page of its call. */
export interface CallbackFields {
  readonly callback: IncomingRequest;
  /** The fragment that leads to it. */
  readonly id: string;
  readonly fields: IncomingFields;
}

/** The attribute lists of a call's callbacks: its page and the field index use the same fragments. */
export function callbackFields(operation: Operation, context: PageContext): readonly CallbackFields[] {
  const anchors = new Anchors();
  return callbacksOf(operation).map((callback) => {
    const id = anchors.take(callbackFragment(callback));
    return { callback, id, fields: incomingFields(callback, anchors, `${id}-`, context) };
  });
}

/** Where a callback is on the page of its call. */
export function callbackFragment({ id }: IncomingRequest): string {
  return `callback-${id}`;
}

/** What the template `partials/links` shows of one link. */
interface LinkView {
  readonly name: string;
  readonly description: Markup | undefined;
  readonly call: { readonly text: string; readonly href: string; readonly twin: string } | undefined;
  readonly reference: string;
  readonly parameters: readonly { readonly name: string; readonly value: string }[];
  readonly requestBody: string | undefined;
}

/** The links of an answer (OAS 3.1 §4.8.20). */
export function linkViews({ links }: Response, context: PageContext): readonly LinkView[] {
  return links.map(({ name, description, operation, reference, parameters, requestBody }) => ({
    name,
    description: context.line(description),
    call:
      operation === undefined
        ? undefined
        : {
            text: operation.summary ?? operation.id,
            href: context.href(context.site.map.operation(operation)),
            twin: context.markdownHref(context.site.map.operation(operation)),
          },
    reference,
    parameters: parameters.map((parameter) => ({ name: parameter.name, value: expressionText(parameter.value) })),
    requestBody: requestBody === undefined ? undefined : expressionText(requestBody),
  }));
}

/** A runtime expression or text as it is, any other value as JSON. */
function expressionText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
