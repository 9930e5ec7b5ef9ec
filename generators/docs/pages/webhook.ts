/** The page of a webhook. */
import type { IncomingRequest } from '../../model/model.js';
import { markdownFence } from '../../text/escape.js';
import { firstSentence } from '../../text/markdown.js';
import { markup } from '../../text/templates.js';
import { incomingFields, incomingMarkdownView, incomingView, payloadExamples, type IncomingFields } from '../incoming.js';
import { PageContext, type Page, type Site } from '../page.js';
import { Anchors, everyAttribute } from '../schema/attributes.js';
import { schemeLabel } from '../security.js';

/** Works out the attribute lists of a webhook: its page and the field index use the same fragments. */
export function webhookFields(webhook: IncomingRequest, context: PageContext): IncomingFields {
  const anchors = new Anchors();
  for (const reserved of ['content', 'nav', 'search', 'payload', 'answers']) anchors.take(reserved);
  return incomingFields(webhook, anchors, '', context);
}

/** Makes the page of a webhook: what arrives, an example, and what to answer. */
export function webhookPage(site: Site, webhook: IncomingRequest, title: string, path: string): Page {
  const context = new PageContext(site, path);
  const fields = webhookFields(webhook, context);
  const examples = payloadExamples(webhook, context);
  const common = {
    title,
    name: webhook.name,
    operationId: webhook.id,
    method: webhook.method,
    methodClass: webhook.method.toLowerCase(),
    deprecated: webhook.deprecated,
    schemes: webhook.security.flat().map(({ scheme }) => ({ label: schemeLabel(scheme), detail: scheme.parameterName })),
  };
  const lists = [...fields.sections.map(({ children }) => children), ...(fields.payload === undefined ? [] : [fields.payload])];
  return {
    path,
    title,
    description: firstSentence(webhook.description ?? webhook.summary ?? `The API sends ${webhook.method} requests of the webhook ${webhook.name}.`),
    content: site.html.render('webhook', {
      ...common,
      description: context.blocks(webhook.description),
      examples: examples.map(({ title: name, code }, index) => ({ title: name, code, id: `example-${index + 1}` })),
      markdownHref: context.markdownHref(path),
      ...incomingView(webhook, fields, '', context),
    }),
    markdown: site.markdown.render('webhook', {
      ...common,
      description: context.portable(webhook.description),
      examples: examples.map(({ title: name, text, language }) => ({ title: name, code: markup(markdownFence(text, language)) })),
      ...incomingMarkdownView(webhook, fields, 2, context),
    }),
    layout: 'wide',
    headings: [],
    entries: lists
      .flatMap((children) => [...everyAttribute(children)])
      .filter(({ declaredBy }) => declaredBy === undefined)
      .map(({ path: field, anchor }) => ({ kind: 'Field', text: field, anchor })),
    kind: 'Webhook',
  };
}
