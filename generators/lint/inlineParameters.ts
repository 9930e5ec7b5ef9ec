/** A document whose operations hold their parameters themselves, for tools that look at them without following references. */
import type { Json } from '../model/model.js';
import { isJsonArray, isJsonObject, pointerOfFragment, valueAt } from '../model/pointer.js';
import { type JsonObject, type MutableJsonObject, own, ownString, setOwn } from '../source/json.js';
import { methods } from '../source/structure.js';

/** The document with every `$ref` in a list of parameters replaced by what it means; everything else is shared with the original. */
export function withInlineParameters(document: JsonObject): JsonObject {
  const paths = own(document, 'paths');
  if (!isJsonObject(paths)) {
    return document;
  }
  const inline = (owner: Json): Json => {
    const parameters = isJsonObject(owner) ? own(owner, 'parameters') : undefined;
    return isJsonObject(owner) && isJsonArray(parameters) ? { ...owner, parameters: parameters.map((parameter) => target(document, parameter)) } : owner;
  };
  const copy: MutableJsonObject = {};
  for (const [path, item] of Object.entries(paths)) {
    const inlined = inline(item);
    if (isJsonObject(inlined)) {
      const operations = Object.entries(inlined).map(([key, value]) => [key, methods.includes(key) ? inline(value) : value] as const);
      setOwn(copy, path, Object.fromEntries(operations));
    } else {
      setOwn(copy, path, item);
    }
  }
  return { ...document, paths: copy };
}

function target(document: JsonObject, parameter: Json): Json {
  const reference = isJsonObject(parameter) ? ownString(parameter, '$ref') : undefined;
  const pointer = reference === undefined ? undefined : pointerOfFragment(reference);
  return pointer === undefined ? parameter : (valueAt(document, pointer) ?? parameter);
}
