/** Everything about errors: the overview, a page per status, a page per type. */
import type { ErrorType, Json, Operation } from '../../model/model.js';
import { isJsonArray, isJsonObject } from '../../model/pointer.js';
import { markdownFence } from '../../text/escape.js';
import { firstSentence } from '../../text/markdown.js';
import { markup, type Markup } from '../../text/templates.js';
import { errorBody } from '../errorBody.js';
import { retryLabel } from '../operationErrors.js';
import { PageContext, type Page, type Site } from '../page.js';
import { guideContent } from './guide.js';
import { statusName, toneOf } from '../statuses.js';
import { curlSample } from '../samples/curl.js';
import { type SampleRequest, situationsOf } from '../samples/request.js';
import type { ClientFacts } from '../samples/client.js';
import { hasClient, typescriptErrorSample } from '../samples/typescript.js';

const mockUrl = 'http://localhost:4010';

/** What each actor is called. */
const actors: Readonly<Record<ErrorType['actor'], string>> = {
  developer: 'You, the developer',
  end_user: 'The person logging in',
  admin: 'An administrator',
  provider: 'The identity or message provider',
  service: 'The service itself',
};

/** What a retry is good for. */
const retries: Readonly<Record<ErrorType['retry'], string>> = {
  never: 'Do not send the same request again; the answer will be the same.',
  after_change: 'Change what is wrong, then send the request again.',
  backoff: 'Wait and send the same request again, longer each time, with some randomness.',
};

/** Statuses of the catalogue in order, with their types. */
export function errorsByStatus(errors: readonly ErrorType[]): ReadonlyMap<number, readonly ErrorType[]> {
  const byStatus = new Map<number, ErrorType[]>();
  for (const error of errors) {
    const list = byStatus.get(error.status);
    if (list === undefined) byStatus.set(error.status, [error]);
    else list.push(error);
  }
  return byStatus;
}

/** Makes the overview: authored introduction, then every status with its types. */
export function errorsOverview(site: Site): Page {
  const path = site.map.errors;
  const context = new PageContext(site, path);
  const guide = site.guides.get('errors');
  const content = guide === undefined ? undefined : guideContent(guide, context);
  const statuses = [...errorsByStatus(site.model.errors)].map(([status, errors]) => ({
    status,
    name: statusName(status),
    tone: toneOf(status),
    href: context.href(site.map.errorStatus(status)),
    twin: context.markdownHref(site.map.errorStatus(status)),
    count: errors.length,
    errors: errors.map((error) => entryLink(error, context)),
  }));
  const view = { title: content?.title ?? 'Errors', prose: content === undefined ? undefined : markup(content.html), statuses, json: context.href('errors.json'), total: site.model.errors.length };
  return {
    path,
    title: view.title,
    description: content?.description ?? 'Every error the API can answer with, what it means and what to do.',
    content: site.html.render('errors', view),
    markdown: site.markdown.render('errors', { ...view, prose: content === undefined ? undefined : markup(content.markdown) }),
    layout: 'prose',
    headings: [...(content?.headings ?? []), ...statuses.map(({ status, name }) => ({ level: 2, id: `status-${status}`, text: `${status} ${name}`.trim() }))],
    entries: [],
    kind: 'Guide',
  };
}

/** Makes the page of one status: an entry per type, where `error_url` leads. */
export function errorStatusPage(site: Site, status: number, errors: readonly ErrorType[]): Page {
  const path = site.map.errorStatus(status);
  const context = new PageContext(site, path);
  const name = statusName(status);
  const view = {
    title: `${status} ${name}`.trim(),
    status,
    name,
    tone: toneOf(status),
    overview: context.href(site.map.errors),
    count: errors.length,
    search: context.href('assets/search-index.js'),
    entries: errors.map((error) => ({
      ...entryLink(error, context),
      aliases: error.aliases,
      message: error.exampleMessage,
      meaning: context.blocks(error.meaning),
      portableMeaning: context.portable(error.meaning),
      fix: context.line(error.fixes[0]),
      portableFix: context.portable(error.fixes[0]),
      actor: actors[error.actor],
      retry: retryLabel(error.retry),
      operations: error.operations.length === 1 ? '1 call' : `${error.operations.length} calls`,
    })),
  };
  return {
    path,
    title: view.title,
    description: `The ${errors.length} error types answered with HTTP status ${status}${name === '' ? '' : `, ${name}`}.`,
    content: site.html.render('errorStatus', view),
    markdown: site.markdown.render('errorStatus', view),
    layout: 'wide',
    headings: [],
    entries: errors.flatMap((error) => [error.type, ...error.aliases].map((text) => ({ kind: 'Error' as const, text, anchor: text }))),
    kind: 'Error',
  };
}

/** Makes the page of one error type: everything the catalogue holds. */
export function errorTypePage(site: Site, error: ErrorType): Page {
  const path = site.map.errorType(error);
  const context = new PageContext(site, path);
  const body = JSON.stringify(errorBody(error, site.model.docsBaseUrl), undefined, 2);
  const reproduce = reproduceSample(error, site.client);
  const handle = handleSample(error, site.client);
  const seeAlso = error.seeAlso.map((name) => {
    const other = site.map.error(name);
    return other === undefined ? { text: context.line(name), href: undefined, twin: undefined } : { text: other.type, href: context.href(site.map.errorType(other)), twin: context.markdownHref(site.map.errorType(other)) };
  });
  const lines = (texts: readonly string[]): readonly (Markup | undefined)[] => texts.map((text) => context.line(text));
  const view = {
    title: error.title,
    type: error.type,
    status: error.status,
    statusTitle: `${error.status} ${statusName(error.status)}`.trim(),
    statusHref: context.href(site.map.errorStatus(error.status)),
    tone: toneOf(error.status),
    message: error.message,
    hasParameters: error.parameters.length > 0,
    parameters: error.parameters.map((parameter) => ({ ...parameter, description: context.line(parameter.description) })),
    meaning: context.blocks(error.meaning),
    causes: lines(error.causes),
    fixes: lines(error.fixes),
    hasCauses: error.causes.length > 0,
    hasFixes: error.fixes.length > 0,
    actor: actors[error.actor],
    retry: retries[error.retry],
    fields: error.fields,
    hasFields: error.fields.length > 0,
    provenance: error.provenance === 'documented' ? 'Seen in public documentation.' : 'Inferred: its status or its wording was not seen in public documentation.',
    aliases: error.aliases,
    hasAliases: error.aliases.length > 0,
    seeAlso,
    hasSeeAlso: seeAlso.length > 0,
    operations: error.operations.map((operation) => {
      const use = operation.errors.find(({ type }) => type === error);
      return {
        method: operation.method,
        methodClass: operation.method.toLowerCase(),
        text: operation.summary ?? operation.id,
        href: `${context.href(site.map.operation(operation))}#errors`,
        twin: context.markdownHref(site.map.operation(operation)),
        when: context.line(use?.when),
        portableWhen: context.portable(use?.when),
      };
    }),
    hasOperations: error.operations.length > 0,
    manyOperations: error.operations.length > 12,
    operationCount: error.operations.length,
    body: context.code(body, 'json'),
    reproduce: reproduce === undefined ? undefined : context.code(reproduce, 'curl'),
    handle: handle === undefined ? undefined : context.code(handle, 'typescript'),
    oauth: error.format === 'oauth2',
    markdownHref: context.markdownHref(path),
  };
  const portable = (texts: readonly string[]): readonly (Markup | undefined)[] => texts.map((text) => context.portable(text));
  return {
    path,
    title: `${error.title} (${error.type})`,
    description: firstSentence(error.meaning),
    content: site.html.render('errorType', view),
    markdown: site.markdown.render('errorType', {
      ...view,
      meaning: context.portable(error.meaning),
      causes: portable(error.causes),
      fixes: portable(error.fixes),
      seeAlso: seeAlso.map(({ text, twin }) => ({ text: String(text), twin })),
      body: markup(markdownFence(body, 'json')),
      reproduce: reproduce === undefined ? undefined : markup(markdownFence(reproduce, 'sh')),
      handle: handle === undefined ? undefined : markup(markdownFence(handle, 'ts')),
    }),
    layout: 'wide',
    headings: [],
    entries: [],
    kind: 'Error',
  };
}

/** Makes the page under a former name: it says what the type is called now. */
export function aliasPage(site: Site, alias: string, error: ErrorType, path: string): Page {
  const context = new PageContext(site, path);
  const view = { alias, type: error.type, title: error.title, href: context.href(site.map.errorType(error)), twin: context.markdownHref(site.map.errorType(error)) };
  return {
    path,
    title: `${alias} is now ${error.type}`,
    description: `The error type ${alias} is now called ${error.type}.`,
    content: site.html.render('alias', view),
    markdown: site.markdown.render('alias', view),
    layout: 'wide',
    headings: [],
    entries: [],
    kind: 'Error',
  };
}

function entryLink(error: ErrorType, context: PageContext) {
  const { map } = context.site;
  return { type: error.type, title: error.title, tone: toneOf(error.status), href: context.href(map.errorType(error)), twin: context.markdownHref(map.errorType(error)), entry: context.href(map.errorEntry(error)) };
}

/** A cURL command that makes a mock answer with this very error. */
function reproduceSample(error: ErrorType, client: ClientFacts): string | undefined {
  const call = callThatCanFail(error, error.operations, client);
  return call === undefined ? undefined : curlSample({ ...call.request, baseUrl: mockUrl }, [['Prefer', `code=${error.status}, example=${error.type}`]]);
}

/** How a caller of the SDK tells this error from all others. */
function handleSample(error: ErrorType, client: ClientFacts): string | undefined {
  const callable = error.operations.filter((operation) => hasClient(operation, client));
  const call = callThatCanFail(error, callable, client);
  return call === undefined ? undefined : typescriptErrorSample(call.operation, call.request, client, error.type);
}

/** A call that can be answered with an error: the first whose example sends a field that the error is about, else the first of all. */
function callThatCanFail(error: ErrorType, operations: readonly Operation[], client: ClientFacts): { readonly operation: Operation; readonly request: SampleRequest } | undefined {
  let first: { readonly operation: Operation; readonly request: SampleRequest } | undefined;
  for (const operation of operations) {
    for (const { request } of situationsOf(operation, client)) {
      first ??= { operation, request };
      if (error.fields.length === 0 || error.fields.some((field) => sends(request.parameters, field.split('.')))) return { operation, request };
    }
  }
  return first;
}

/** Whether a request has a field; of arrays, in any item. */
function sends(value: Json | undefined, [name, ...rest]: readonly string[]): boolean {
  if (value === undefined) return false;
  if (name === undefined) return true;
  if (isJsonArray(value)) return value.some((item) => sends(item, [name, ...rest]));
  return isJsonObject(value) && Object.hasOwn(value, name) && sends(value[name], rest);
}
