/** The page of a call. */
import { childrenMarkdown, childrenView } from '../attributeView.js';
import { memberSessionSchemes } from '../../model/memberSession.js';
import type { NavigationPage, Operation } from '../../model/model.js';
import { markdownFence } from '../../text/escape.js';
import { firstSentence, plainText } from '../../text/markdown.js';
import { markup } from '../../text/templates.js';
import { callbackViews, linkViews } from '../callbacks.js';
import { operationErrorsView } from '../operationErrors.js';
import { operationFields, type OperationFields } from '../operationFields.js';
import { breakablePath, PageContext, type Page, type SearchEntry, type Site } from '../page.js';
import { responsePanels } from '../responses.js';
import { successResponses } from '../statuses.js';
import { credentialLabels, securityView } from '../security.js';
import { everyAttribute } from '../schema/attributes.js';
import { curlSample } from '../samples/curl.js';
import { goSample } from '../samples/go.js';
import { pythonSample } from '../samples/python.js';
import { preferredContent, situationsOf, type SampleRequest, type Situation } from '../samples/request.js';
import { typescriptSample } from '../samples/typescript.js';
import { tryItView } from '../tryIt.js';
import { relatedOf } from '../related.js';

/** Makes the page of a call. */
export function operationPage(site: Site, page: NavigationPage & { readonly kind: 'operation' }, path: string): Page {
  const { operation } = page;
  const context = new PageContext(site, path);
  const fields = operationFields(operation, site);
  const situations = situationsOf(operation, site.client);
  const languages = sampleLanguages(operation, situations, context);
  const responses = responsePanels(operation, context);
  const errors = operationErrorsView(operation, fields, context);
  const security = securityView(operation, context);
  const callbacks = callbackViews(operation, context);
  const bodyContents = operation.requestBody?.contents ?? [];
  const view = {
    title: page.title,
    method: operation.method,
    methodClass: operation.method.toLowerCase(),
    path: operation.path,
    pathPieces: operation.pathTemplate.map((piece) => ('literal' in piece ? { text: breakablePath(piece.literal), parameter: false } : { text: `{${piece.parameter}}`, parameter: true })),
    deprecated: operation.deprecated,
    description: context.blocks(operation.description),
    operationId: operation.id,
    security,
    sections: fields.sections.map(({ title, fragment, children }) => ({ title, fragment, children: childrenView(children, context) })),
    body:
      fields.body === undefined
        ? undefined
        : {
            mediaTypes: bodyContents.map(({ mediaType }) => mediaType),
            required: operation.requestBody?.required ?? false,
            description: context.blocks(operation.requestBody?.description),
            children: childrenView(fields.body, context),
          },
    responses: successResponses(operation).map((response) => {
      const own = fields.responses.find(({ status }) => status === response.status);
      return {
        status: response.status,
        fragment: own?.fragment ?? `response-${response.status}`,
        description: context.blocks(response.description),
        headers: response.headers.map((header) => ({ name: header.name, required: header.required, description: context.line(header.description) })),
        hasHeaders: response.headers.length > 0,
        children: own === undefined ? undefined : childrenView(own.children, context),
        links: linkViews(response, context),
      };
    }),
    languages,
    situations: situations.map(({ key, title }) => ({ key, title })),
    severalSituations: situations.length > 1,
    panels: responses,
    hasPanels: responses.length > 0,
    errors,
    callbacks: callbacks.html,
    related: relatedOf(operation, context),
    call: undefined,
    tryIt: tryItView(operation, situations, context),
    markdownHref: context.markdownHref(path),
    retry: retryText(operation),
    pagination: operation.pagination,
  };
  const markdown = site.markdown.render('operation', {
    ...view,
    description: context.portable(operation.description),
    credentials: credentialLabels(operation),
    memberSession: memberSessionSchemes(operation).length > 0,
    rbac: operation.rbac,
    sections: fields.sections.map(({ title, children }) => ({ title, list: markup(childrenMarkdown(children, context)) })),
    body: fields.body === undefined ? undefined : { mediaTypes: bodyContents.map(({ mediaType }) => mediaType), list: markup(childrenMarkdown(fields.body, context)) },
    responses: successResponses(operation).map((response) => {
      const own = fields.responses.find(({ status }) => status === response.status);
      const example = preferredContent(response.contents)?.examples[0]?.value;
      return {
        status: response.status,
        description: context.portable(response.description),
        list: own === undefined ? undefined : markup(childrenMarkdown(own.children, context, { linkNamed: true })),
        example: example === undefined ? undefined : markup(markdownFence(JSON.stringify(example, undefined, 2), 'json')),
        links: linkViews(response, context),
      };
    }),
    samples: situations.map(({ title, request }) => ({ title, code: markup(markdownFence(curlSample(request), 'sh')) })),
    callbacks: callbacks.markdown,
    errors: { ...errors, rows: errors.rows.map((row) => ({ ...row, href: row.markdownHref, when: row.portableWhen })) },
  });
  return {
    path,
    title: page.title,
    description: firstSentence(operation.description ?? operation.summary ?? `${operation.method} ${operation.path}`),
    content: site.html.render('operation', view),
    markdown,
    layout: 'wide',
    headings: [],
    entries: searchEntries(fields),
    kind: 'Call',
  };
}

/** The samples by language, each in every situation. */
export function sampleLanguages(operation: Operation, situations: readonly Situation[], context: PageContext) {
  const languages: readonly { readonly language: string; readonly name: string; readonly sample: (request: SampleRequest) => string }[] = [
    { language: 'curl', name: 'cURL', sample: (request) => curlSample(request) },
    { language: 'typescript', name: 'TypeScript', sample: (request) => typescriptSample(operation, request, context.site.client) },
    { language: 'python', name: 'Python', sample: pythonSample },
    { language: 'go', name: 'Go', sample: goSample },
  ];
  return languages.map(({ language, name, sample }, order) => ({
    language,
    name,
    first: order === 0,
    samples: situations.map(({ key, title, description, request }, index) => ({
      key,
      title,
      description: context.line(description),
      first: index === 0,
      code: context.code(sample(request), language),
    })),
  }));
}

function retryText({ retry }: Operation): string {
  switch (retry) {
    case 'safe':
      return 'Reads only. Send it again whenever an answer was lost.';
    case 'idempotent':
      return 'Sending it twice has the effect of sending it once, so it may be repeated when an answer was lost.';
    case 'unsent-only':
      return 'Repeat it only when the request certainly never left: a lost answer may mean that it took effect.';
  }
}

/** Fields sent, at any depth, and the top of what is answered; what a named object declares is found on its own page. */
function searchEntries(fields: OperationFields): readonly SearchEntry[] {
  const sent = [...fields.sections.map(({ children }) => children), ...(fields.body === undefined ? [] : [fields.body])];
  const entries: SearchEntry[] = [];
  for (const children of sent) {
    for (const { path, anchor, declaredBy } of everyAttribute(children)) if (declaredBy === undefined) entries.push({ kind: 'Field', text: path, anchor });
  }
  for (const { children } of fields.responses) {
    for (const { path, anchor } of children.attributes) entries.push({ kind: 'Field', text: path, anchor });
  }
  return entries;
}

/** One line about a call for lists of calls. */
export function summaryOf(operation: Operation): string {
  return firstSentence(operation.description ?? operation.summary ?? '') || plainText(operation.summary ?? '');
}
