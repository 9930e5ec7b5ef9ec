/** The fields of a call, in the lists and under the fragments that its page and the field index share. */
import type { Operation, Parameter } from '../model/model.js';
import { preferredContent } from './samples/request.js';
import type { SiteMap } from './siteMap.js';
import { Anchors, AttributeBuilder, type Children } from './schema/attributes.js';
import { successResponses } from './statuses.js';

const places = [
  { in: 'path', title: 'Path parameters' },
  { in: 'query', title: 'Query parameters' },
  { in: 'header', title: 'Headers' },
  { in: 'cookie', title: 'Cookies' },
] as const;

/** The fields of a call's request and answers, with the fragments that lead to them. */
export interface OperationFields {
  readonly sections: readonly FieldSection[];
  readonly body: Children | undefined;
  readonly responses: readonly { readonly status: string; readonly fragment: string; readonly children: Children }[];
}

/** The parameters of one place. */
export interface FieldSection {
  readonly title: string;
  readonly fragment: string;
  readonly children: Children;
}

/** What it takes of a site. */
interface FieldsOfSite {
  readonly map: SiteMap;
  readonly caches: { readonly operationFields: Map<Operation, OperationFields> };
}

/**
 * Works out the attribute lists of a call: its page and the field index use the same fragments. What is sent is there whole;
 * of an answer, objects inside objects are linked.
 */
export function operationFields(operation: Operation, { map, caches }: FieldsOfSite): OperationFields {
  let fields = caches.operationFields.get(operation);
  if (fields === undefined) caches.operationFields.set(operation, (fields = workOut(operation, map)));
  return fields;
}

function workOut(operation: Operation, map: SiteMap): OperationFields {
  const anchors = new Anchors();
  for (const reserved of ['content', 'nav', 'search', 'body', 'response', 'errors', 'authentication', 'try-it']) anchors.take(reserved);
  const builder = new AttributeBuilder(anchors);
  const sections = parameterSections(operation.parameters, builder, anchors);
  const content = preferredContent(operation.requestBody?.contents ?? []);
  const body = content === undefined ? undefined : builder.children(content.schema, 'body');
  const answers = new AttributeBuilder(anchors, { hasPage: (schema) => map.schemaPage(schema) !== undefined });
  const responses = successResponses(operation).flatMap((response, index) => {
    const answer = preferredContent(response.contents);
    if (answer === undefined) return [];
    const fragment = index === 0 ? 'response' : anchors.take(`response-${response.status}`);
    return [{ status: response.status, fragment, children: answers.children(answer.schema, fragment) }];
  });
  return { sections, body, responses };
}

/** The lists of parameters, one for each place where there are some. @param prefix of every fragment */
export function parameterSections(parameters: readonly Parameter[], builder: AttributeBuilder, anchors: Anchors, prefix = ''): readonly FieldSection[] {
  return places.flatMap(({ in: place, title }) => {
    const members = parameters.filter((parameter) => parameter.in === place);
    if (members.length === 0) return [];
    const children = { attributes: builder.parameters(members, prefix + place), variants: [], elsewhere: undefined, eitherOr: [] };
    return [{ title, fragment: anchors.take(prefix + place), children }];
  });
}
