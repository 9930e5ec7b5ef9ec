import type { Json } from '../../../generators/model/model.js';
import { isJsonObject } from '../../../generators/model/pointer.js';
import { followed, objectAt, operationsOf, parametersOf, successesOf, textAt } from '../reading.js';
import type { BundledDocument, DocumentPath, Finding, JsonValue, Rule } from '../rule.js';

/** Examples tell one story; an answer about somebody else makes its reader look for the reason. */
export const exampleIdsAgree: Rule = {
  name: 'example-ids-agree',
  severity: 'error',
  summary: 'An id in the example of an answer is the one that the request of the same name gives.',
  help: 'Use the same fixture on both sides.',
  *check(document): Iterable<Finding> {
    for (const found of operationsOf(document)) {
      const parameters = [...parametersOf(document, found)].map(({ parameter }) => parameter);
      const body = followed(document, found.operation['requestBody'], []);
      const requests = new Map(Object.values(objectAt(body?.value, 'content')).flatMap((media) => examplesOf(document, media, []).map(({ name, value }) => [name, value] as const)));
      for (const { response, path } of successesOf(document, found)) {
        for (const [mediaType, media] of Object.entries(objectAt(response, 'content'))) {
          for (const { name, value, path: place } of examplesOf(document, media, [...path, 'content', mediaType])) {
            const inUrl = parameters.map((parameter) => [textAt(parameter, 'name') ?? '', exampleOf(document, parameter, name)] as const);
            const asked = new Map([...idsOf(Object.fromEntries(inUrl)), ...idsOf(requests.get(name))]);
            yield* differences(value, asked, place);
          }
        }
      }
    }
  },
};

/** Objects of an answer that are about the thing of the request, not about others of its kind. */
const sameThing = new Set(['organization', 'member', 'member_session', 'connection', 'm2m_client', 'connected_app']);

function* differences(answer: Json, asked: ReadonlyMap<string, string>, path: DocumentPath): Iterable<Finding> {
  for (const [key, value] of Object.entries(isJsonObject(answer) ? answer : {})) {
    const wanted = asked.get(key);
    if (typeof value === 'string' && wanted !== undefined && value !== wanted && id.exec(value)?.[1] === id.exec(wanted)?.[1]) {
      yield { path: [...path, key], message: `"${key}" is ${value} here, and ${wanted} in the request.` };
    }
    if (sameThing.has(key)) {
      yield* differences(value, asked, [...path, key]);
    }
  }
}

/** What the parameter is in the situation of that name. */
function exampleOf(document: BundledDocument, parameter: JsonValue, name: string): Json {
  const named = examplesOf(document, parameter, []);
  return (named.find((example) => example.name === name) ?? named[0])?.value ?? objectAt(parameter)['example'] ?? null;
}

/** An id with a prefix; a slug or an external id may stand for one, and differs from it. */
const id = /^(.+-(?:test|live))-[\w-]+$/;

function idsOf(value: JsonValue | undefined): (readonly [string, string])[] {
  return Object.entries(isJsonObject(value) ? value : {}).flatMap(([key, text]) => (key.endsWith('_id') && typeof text === 'string' && id.test(text) ? [[key, text] as const] : []));
}

function examplesOf(document: BundledDocument, media: JsonValue | undefined, path: DocumentPath): { name: string; value: JsonValue; path: DocumentPath }[] {
  return Object.entries(objectAt(media, 'examples')).flatMap(([name, example]) => {
    const found = followed(document, example, [...path, 'examples', name]);
    return found === undefined || !Object.hasOwn(found.value, 'value') ? [] : [{ name, value: found.value['value'] ?? null, path: [...found.path, 'value'] }];
  });
}
