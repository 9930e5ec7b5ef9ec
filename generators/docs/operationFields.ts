/** The fields of a call, in the lists and under the fragments that its page and the field index share. */
import type { Operation, Parameter } from '../model/model.js';
import type { Site } from './page.js';
import { successResponses } from './responses.js';
import { preferredContent } from './samples/request.js';
import type { SiteMap } from './siteMap.js';
import { Anchors, AttributeBuilder, type Children } from './schema/attributes.js';

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
interface FieldSection {
  readonly title: string;
  readonly fragment: string;
  readonly children: Children;
}

/**
 * Works out the attribute lists of a call: its page and the field index use the same fragments. What is sent is there whole;
 * of an answer, objects inside objects are linked.
 */
export function operationFields(operation: Operation, { map, caches }: Site): OperationFields {
  let fields = caches.operationFields.get(operation);
  if (fields === undefined) caches.operationFields.set(operation, (fields = workOut(operation, map)));
  return fields;
}

function workOut(operation: Operation, map: SiteMap): OperationFields {
  const anchors = new Anchors();
  for (const reserved of ['content', 'nav', 'search', 'body', 'response', 'errors', 'authentication', 'try-it']) anchors.take(reserved);
  const builder = new AttributeBuilder(anchors);
  const sections = places.flatMap(({ in: place, title }) => {
    const members: readonly Parameter[] = operation.parameters.filter((parameter) => parameter.in === place);
    if (members.length === 0) return [];
    const children = { attributes: builder.parameters(members, place), variants: [], elsewhere: undefined, eitherOr: [] };
    return [{ title, fragment: anchors.take(place), children }];
  });
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
