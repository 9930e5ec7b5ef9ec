/** The errors of a call: every type of the catalogue it can return, or, without a catalogue, its error responses. */
import type { Operation, OperationError } from '../model/model.js';
import type { Markup } from '../text/templates.js';
import { childrenView, type ChildrenView } from './attributeView.js';
import type { PageContext } from './page.js';
import type { OperationFields } from './operationFields.js';
import { errorResponses, statusName, toneOf } from './statuses.js';
import { preferredContent } from './samples/request.js';
import { Anchors, AttributeBuilder, everyAttribute } from './schema/attributes.js';

/** What the template shows under "Errors". */
export interface OperationErrorsView {
  readonly rows: readonly ErrorRow[];
  /** The call's own types. */
  readonly own: readonly ErrorRow[];
  /** Types of baseline sets, by set. */
  readonly sets: readonly { readonly name: string; readonly title: string; readonly description: Markup | undefined; readonly rows: readonly ErrorRow[] }[];
  /** Error responses the catalogue says nothing about. */
  readonly responses: readonly { readonly status: string; readonly name: string; readonly tone: string; readonly description: Markup | undefined; readonly children: ChildrenView | undefined }[];
  readonly any: boolean;
  readonly count: number;
}

/** One error type in the table. */
export interface ErrorRow {
  readonly status: number;
  readonly tone: string;
  readonly type: string;
  readonly href: string;
  readonly markdownHref: string;
  readonly when: Markup | undefined;
  readonly portableWhen: Markup | undefined;
  readonly retry: string;
  readonly fields: readonly { readonly name: string; readonly href: string | undefined }[];
}

/** Everything a call can answer that is not a success. */
export function operationErrorsView(operation: Operation, fields: OperationFields, page: PageContext): OperationErrorsView {
  const anchors = fieldAnchors(fields);
  const row = (error: OperationError): ErrorRow => ({
    status: error.type.status,
    tone: toneOf(error.type.status),
    type: error.type.type,
    href: page.href(page.site.map.errorType(error.type)),
    markdownHref: page.markdownHref(page.site.map.errorType(error.type)),
    when: page.line(error.when ?? error.type.meaning),
    portableWhen: page.portable(error.when ?? error.type.meaning),
    retry: retryLabel(error.type.retry),
    fields: error.fields.map((name) => ({ name, href: anchors.has(name) ? `#${anchors.get(name) ?? ''}` : undefined })),
  });
  const rows: ErrorRow[] = [];
  const own: ErrorRow[] = [];
  const ofSet = new Map<string, ErrorRow[]>();
  for (const error of operation.errors) {
    const made = row(error);
    rows.push(made);
    if (error.set === undefined) own.push(made);
    else if (ofSet.get(error.set)?.push(made) === undefined) ofSet.set(error.set, [made]);
  }
  const statuses = new Set(operation.errors.map(({ type }) => String(type.status)));
  const builder = new AttributeBuilder(new Anchors());
  return {
    rows,
    own,
    sets: [...ofSet].map(([name, members]) => ({
      name,
      title: capitalised(name.replace(/_/g, ' ')),
      description: page.line(page.site.model.errorSets.find((set) => set.name === name)?.description),
      rows: members,
    })),
    responses: errorResponses(operation)
      .filter(({ status }) => !statuses.has(status))
      .map((response) => {
        const content = preferredContent(response.contents);
        return {
          status: response.status,
          name: statusName(response.status),
          tone: toneOf(response.status),
          description: page.blocks(response.description),
          children: content === undefined ? undefined : childrenView(builder.children(content.schema, `error-${response.status}`), page),
        };
      }),
    any: operation.errors.length > 0 || errorResponses(operation).length > 0,
    count: operation.errors.length,
  };
}

/** What may be done about a failure by sending again. */
export function retryLabel(retry: 'never' | 'after_change' | 'backoff'): string {
  switch (retry) {
    case 'never':
      return 'no';
    case 'after_change':
      return 'after a change';
    case 'backoff':
      return 'with back-off';
  }
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Request fields by dotted path, and the fragment of each. */
function fieldAnchors({ sections, body }: OperationFields): ReadonlyMap<string, string> {
  const anchors = new Map<string, string>();
  for (const children of [...(body === undefined ? [] : [body]), ...sections.map((section) => section.children)]) {
    for (const { path, anchor } of everyAttribute(children)) if (!anchors.has(path)) anchors.set(path, anchor);
  }
  return anchors;
}
