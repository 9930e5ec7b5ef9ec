/** What the API sends, as pages show it: the body a receiver gets, an example of it, and the answers the API expects. */
import type { Content, IncomingRequest, Operation } from '../model/model.js';
import { sampleOf } from '../model/sample.js';
import { childrenMarkdown, childrenView, type ChildrenView } from './attributeView.js';
import { type FieldSection, parameterSections } from './operationFields.js';
import type { CodeView, PageContext } from './page.js';
import { statusName, toneOf } from './statuses.js';
import { isJsonType, preferredContent } from './samples/request.js';
import { AttributeBuilder, type Anchors, type Children } from './schema/attributes.js';
import { printable } from '../text/escape.js';
import { markup, type Markup } from '../text/templates.js';

/** The attribute lists of an incoming request, with the fragments that lead to them. */
export interface IncomingFields {
  readonly sections: readonly FieldSection[];
  readonly payload: Children | undefined;
  readonly answers: readonly { readonly status: string; readonly description: string; readonly fragment: string; readonly children: Children | undefined }[];
}

/** One of the examples of what is sent. */
interface ExampleView {
  readonly title: string;
  readonly code: CodeView;
  /** For Markdown. */
  readonly text: string;
  readonly language: string;
}

/** Works out the attribute lists. @param prefix of every fragment; empty on a page of the request's own */
export function incomingFields(request: IncomingRequest, anchors: Anchors, prefix: string, { site }: PageContext): IncomingFields {
  const builder = new AttributeBuilder(anchors, { hasPage: (schema) => site.map.schemaPage(schema) !== undefined });
  const sections = parameterSections(request.parameters, builder, anchors, prefix);
  const content = preferredContent(request.requestBody?.contents ?? []);
  const payload = content === undefined ? undefined : builder.children(content.schema, `${prefix}payload`);
  const answers = request.responses.map(({ status, description, contents }) => {
    const fragment = anchors.take(`${prefix}answer-${status}`);
    const body = preferredContent(contents);
    return { status, description, fragment, children: body === undefined ? undefined : builder.children(body.schema, fragment) };
  });
  return { sections, payload, answers };
}

/** What the template `partials/incoming` shows. */
export interface IncomingView {
  /** Of its headings. */
  readonly level: 2 | 3;
  /** Of the payload. */
  readonly fragment: string;
  readonly answersFragment: string;
  readonly sections: readonly { readonly title: string; readonly fragment: string; readonly children: ChildrenView }[];
  readonly payload: { readonly mediaTypes: readonly string[]; readonly required: boolean; readonly description: Markup | undefined; readonly children: ChildrenView } | undefined;
  readonly answers: readonly { readonly status: string; readonly tone: string; readonly name: string; readonly fragment: string; readonly description: Markup | undefined; readonly children: ChildrenView | undefined }[];
}

/** The view of an incoming request's parts. @param prefix as given to {@link incomingFields} */
export function incomingView(request: IncomingRequest, fields: IncomingFields, prefix: string, context: PageContext): IncomingView {
  const { requestBody } = request;
  return {
    level: prefix === '' ? 2 : 3,
    fragment: `${prefix}payload`,
    answersFragment: `${prefix}answers`,
    sections: fields.sections.map(({ title, fragment, children }) => ({ title, fragment, children: childrenView(children, context) })),
    payload:
      fields.payload === undefined
        ? undefined
        : {
            mediaTypes: (requestBody?.contents ?? []).map(({ mediaType }) => mediaType),
            required: requestBody?.required ?? false,
            description: context.blocks(requestBody?.description),
            children: childrenView(fields.payload, context),
          },
    answers: fields.answers.map(({ status, description, fragment, children }) => ({
      status,
      tone: toneOf(status),
      name: statusName(status),
      fragment,
      description: context.blocks(description === '' ? undefined : description),
      children: children === undefined ? undefined : childrenView(children, context),
    })),
  };
}

/** The same parts for a Markdown twin. @param level of their headings */
export function incomingMarkdownView(request: IncomingRequest, fields: IncomingFields, level: number, context: PageContext): object {
  const list = (children: Children, indent = ''): Markup => markup(childrenMarkdown(children, context, { linkNamed: true }, indent));
  return {
    level: markup('#'.repeat(level)),
    sections: fields.sections.map(({ title, children }) => ({ title, list: list(children) })),
    payload:
      fields.payload === undefined
        ? undefined
        : {
            mediaTypes: (request.requestBody?.contents ?? []).map(({ mediaType }) => mediaType),
            description: context.portable(request.requestBody?.description),
            list: list(fields.payload),
          },
    answers: fields.answers.map(({ status, description, children }) => ({
      status,
      name: statusName(status),
      description: context.portable(description === '' ? undefined : description),
      list: children === undefined ? undefined : list(children, '  '),
    })),
  };
}

/** The author's examples of what is sent; one made from the schema where there are none. */
export function payloadExamples({ requestBody }: Operation, context: PageContext): readonly ExampleView[] {
  const content = preferredContent(requestBody?.contents ?? []);
  if (content === undefined) return [];
  if (content.examples.length === 0) return [exampleView('Example', sampleOf(content.schema, { direction: 'response', members: 'all' }) ?? null, content, context)];
  const only = content.examples.length === 1;
  return content.examples.map(({ key, summary, value }) => exampleView(summary ?? (only ? 'Example' : key), value, content, context));
}

function exampleView(title: string, value: unknown, { mediaType }: Content, context: PageContext): ExampleView {
  const json = typeof value !== 'string' || isJsonType(mediaType) || mediaType === '*/*';
  const text = json ? JSON.stringify(value, undefined, 2) : printable(value);
  const language = json ? 'json' : '';
  return { title, text, language, code: context.code(text, language) };
}
