/** Parameters, bodies and answers, and the examples they carry. References are followed; schemas stay references. */
import type { Content, Example, Json, Parameter, RequestBody, Response, ResponseHeader } from '../model.js';
import { isJsonObject } from '../pointer.js';
import type { LinkBook } from './linkBook.js';
import { defined } from './place.js';
import type { Place } from './place.js';
import { partOf } from '../documentParts.js';
import type { SchemaGraph } from './schemas.js';

const styles = {
  path: ['simple', 'label', 'matrix'],
  query: ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'],
  header: ['simple'],
  cookie: ['form'],
} as const satisfies Record<Parameter['in'], readonly Parameter['style'][]>;

/** Headers that say what `content` and `security` say already; OAS 3.1 §4.8.12.1 has them ignored. */
const ignoredHeaders: ReadonlySet<string> = new Set(['accept', 'content-type', 'authorization']);

/** The Parameter Objects of a list. Unknown places and broken references are problems and left out. */
export function readParameters(list: Place, schemas: SchemaGraph): readonly Parameter[] {
  return list.elements().flatMap((element) => readParameter(element.follow(), schemas) ?? []);
}

function readParameter(place: Place, schemas: SchemaGraph): Parameter | undefined {
  if (!place.exists) return undefined;
  const name = place.requiredText('name');
  const location = place.requiredText('in');
  if (location !== 'path' && location !== 'query' && location !== 'header' && location !== 'cookie') {
    place.problem('invalid-document', `A parameter is in "path", "query", "header" or "cookie", not in "${location}".`);
    return undefined;
  }
  if (location === 'header' && ignoredHeaders.has(name.toLowerCase())) return undefined;
  const style = readStyle(place, location);
  const content = place.member('content').members()[0];
  const body = content?.[1] ?? place;
  return {
    name,
    in: location,
    required: location === 'path' || (place.boolean('required') ?? false),
    deprecated: place.boolean('deprecated') ?? false,
    ...defined({ description: place.text('description'), mediaType: content?.[0] }),
    style,
    explode: place.boolean('explode') ?? (style === 'form' || style === 'deepObject'),
    allowReserved: place.boolean('allowReserved') ?? false,
    schema: schemas.at(body.member('schema')),
    examples: readExamples(body),
    extensions: place.extensions(),
    origin: place.origin,
  };
}

function readStyle(place: Place, location: Parameter['in']): Parameter['style'] {
  const allowed: readonly Parameter['style'][] = styles[location];
  const wanted = place.text('style');
  const style = allowed.find((candidate) => candidate === wanted);
  if (wanted !== undefined && style === undefined) {
    place.member('style').problem('invalid-document', `A ${location} parameter cannot have the style "${wanted}".`, {
      help: `Use one of ${allowed.join(', ')}.`,
    });
  }
  return style ?? styles[location][0];
}

/** Request Body Object (OAS 3.1 §4.8.13). */
export function readRequestBody(reference: Place, schemas: SchemaGraph): RequestBody | undefined {
  const place = reference.follow();
  if (!place.exists) return undefined;
  return {
    required: place.boolean('required') ?? false,
    ...defined({ description: place.text('description') }),
    contents: readContents(place.member('content'), schemas),
    origin: place.origin,
  };
}

/**
 * Responses Object (OAS 3.1 §4.8.16), in the document's order.
 *
 * @param before what the model that this one follows has in its place
 */
export function readResponses(map: Place, schemas: SchemaGraph, links: LinkBook, before: readonly Response[] = []): readonly Response[] {
  return map.ownMembers().flatMap(([status, reference]) => {
    if (!/^([1-5](\d\d|XX)|default)$/i.test(status)) {
      reference.problem('invalid-document', `"${status}" is neither a status code, nor a range such as 4XX, nor "default".`);
      return [];
    }
    const unchanged = unchangedResponse(status, reference, before);
    if (unchanged !== undefined) return [unchanged];
    const place = reference.follow();
    if (!place.exists) return [];
    return [
      {
        status: status === 'default' ? status : status.toUpperCase(),
        description: place.text('description') ?? '',
        headers: readHeaders(place.member('headers'), schemas),
        contents: readContents(place.member('content'), schemas),
        links: links.read(place.member('links')),
        origin: place.origin,
      },
    ];
  });
}

/** The response of the model that this one follows, where nothing that it leads to has changed. */
function unchangedResponse(status: string, { pointer, context: { following } }: Place, before: readonly Response[]): Response | undefined {
  const [response, ...others] = before.filter((candidate) => candidate.status === status);
  // Links lead to other operations.
  if (response === undefined || others.length > 0 || response.links.length > 0) return undefined;
  return partOf(pointer) === pointer && following?.unchanged.hasPart(pointer) === true ? response : undefined;
}

function readHeaders(map: Place, schemas: SchemaGraph): readonly ResponseHeader[] {
  return map.members().flatMap(([name, reference]) => {
    const place = reference.follow();
    if (!place.exists || name.toLowerCase() === 'content-type') return [];
    const body = place.member('content').members()[0]?.[1] ?? place;
    return [
      {
        name,
        required: place.boolean('required') ?? false,
        ...defined({ description: place.text('description') }),
        schema: schemas.at(body.member('schema')),
      },
    ];
  });
}

function readContents(map: Place, schemas: SchemaGraph): readonly Content[] {
  return map.members().map(([mediaType, place]) => ({
    mediaType,
    schema: schemas.at(place.member('schema')),
    examples: readExamples(place),
    encoding: readEncoding(place.member('encoding')),
    origin: place.origin,
  }));
}

function readEncoding(place: Place): { readonly [property: string]: Json } {
  return isJsonObject(place.value) ? place.value : {};
}

/** Examples by the Example Object they were read from, for many responses refer to one. */
const read = new WeakMap<Place, Example>();

/** `examples`, or a lone `example` under the key `default`. Examples whose value is elsewhere (`externalValue`) are left out. */
function readExamples(place: Place): readonly Example[] {
  const named = place.member('examples').members().flatMap(([key, reference]) => readExample(key, reference.follow()) ?? []);
  const lone = named.length > 0 ? undefined : place.member('example').value;
  return lone === undefined ? named : [{ key: 'default', value: lone }];
}

function readExample(key: string, place: Place): Example | undefined {
  const known = read.get(place);
  if (known?.key === key) return known;
  const { value } = place.member('value');
  if (value === undefined) return undefined;
  const example = { key, ...defined({ summary: place.text('summary'), description: place.text('description') }), value };
  read.set(place, example);
  return example;
}
