/** One operation's share of a document: what Prism has to read before it can answer a call. */
import type { Json } from '../model/model.js';
import { isJsonArray, isJsonObject, pointerOfFragment, pointerTokens } from '../model/pointer.js';

type Document = { readonly [key: string]: Json };

/** A method and a path of a document, as they are written there. */
export interface Route {
  /** Upper case. */
  readonly method: string;
  readonly path: string;
}

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] as const;
/** What a document says of all its operations. */
const shared = ['openapi', 'jsonSchemaDialect', 'info', 'servers', 'security', 'tags'] as const;

/** Every operation of a bundled document. */
export function routesOf({ paths }: Document): readonly Route[] {
  if (!isJsonObject(paths)) return [];
  return Object.entries(paths).flatMap(([path, item]) => (isJsonObject(item) ? methods.filter((method) => isJsonObject(item[method])).map((method) => ({ method: method.toUpperCase(), path })) : []));
}

/**
 * A function that gives a document with one operation and the components it refers to: small, however large the whole is.
 * Where something refers to another place than the components, the document keeps everything.
 */
export function slicer(document: Document): (route: Route) => Document {
  const components = isJsonObject(document['components']) ? document['components'] : {};
  const referencesOf = new Map<string, ReadonlySet<string>>();

  return ({ method, path }) => {
    const { paths } = document;
    const item = isJsonObject(paths) ? paths[path] : undefined;
    if (!isJsonObject(item)) return document;
    const own = Object.fromEntries(Object.entries(item).filter(([name]) => name.toUpperCase() === method || !methods.some((other) => other === name)));
    const reached = new Set(references(own));
    // A Set hands out what is added while it is walked.
    for (const reference of reached) {
      const [root, section = '', name = ''] = pointerTokens(pointerOfFragment(reference) ?? '');
      if (root !== 'components') return document;
      const key = JSON.stringify([section, name]);
      const known = referencesOf.get(key) ?? references(memberOf(memberOf(components, section), name));
      referencesOf.set(key, known);
      for (const further of known) reached.add(further);
    }
    return {
      ...Object.fromEntries(shared.flatMap((name) => (document[name] === undefined ? [] : [[name, document[name]]]))),
      paths: { [path]: own },
      components: { ...picked(components, reached), ...(components['securitySchemes'] === undefined ? {} : { securitySchemes: components['securitySchemes'] }) },
    };
  };
}

/** The components that are referred to, by section and in the document's order. */
function picked(components: Document, reached: ReadonlySet<string>): Document {
  const wanted = new Set([...reached].map((reference) => JSON.stringify(pointerTokens(pointerOfFragment(reference) ?? '').slice(1, 3))));
  return Object.fromEntries(
    Object.entries(components).map(([section, entries]) => [section, isJsonObject(entries) ? Object.fromEntries(Object.entries(entries).filter(([name]) => wanted.has(JSON.stringify([section, name])))) : entries]),
  );
}

/** Every text in a value that could be a reference to the same document: `$ref` and the mappings of discriminators. */
function references(value: Json | undefined): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting: (Json | undefined)[] = [value];
  for (let next = waiting.pop(); next !== undefined || waiting.length > 0; next = waiting.pop()) {
    if (typeof next === 'string' && next.startsWith('#/components/')) found.add(next);
    else if (isJsonArray(next)) waiting.push(...next);
    else if (isJsonObject(next)) {
      if (typeof next['$ref'] === 'string') found.add(next['$ref']);
      waiting.push(...Object.values(next));
    }
  }
  return found;
}

function memberOf(value: Json | undefined, name: string): Json | undefined {
  return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}
