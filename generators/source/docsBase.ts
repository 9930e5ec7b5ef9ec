/** Where the documentation is served, and the error URLs that follow from it. */
import type { Json } from '../model/model.js';
import { isJsonArray, isJsonObject } from '../model/pointer.js';
import { type JsonObject, type MutableJsonObject, setOwn } from './json.js';

/** A base URL without its trailing slashes, so that paths can be appended. */
export function withoutTrailingSlash(url: string): string {
  return url.replace(/\/+$/, '');
}

/**
 * Moves every error URL from one documentation base to another: each text that begins with `<from>/errors/`, wherever an
 * example or a schema has one. Markdown that merely mentions such a URL is left as it is.
 */
export function rebaseErrorUrls(document: JsonObject, from: string, to: string): MutableJsonObject {
  const prefix = `${from}/errors/`;
  const rebase = (value: Json): Json => {
    if (typeof value === 'string') {
      return value.startsWith(prefix) && !/\s/.test(value) ? `${to}/errors/${value.slice(prefix.length)}` : value;
    }
    if (isJsonArray(value)) {
      return value.map(rebase);
    }
    return isJsonObject(value) ? rebaseObject(value) : value;
  };
  const rebaseObject = (value: JsonObject): MutableJsonObject => {
    const copy: MutableJsonObject = {};
    for (const [key, child] of Object.entries(value)) {
      setOwn(copy, key, rebase(child));
    }
    return copy;
  };
  return rebaseObject(document);
}
