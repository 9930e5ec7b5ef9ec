/** Breaks documents: values taken out, put elsewhere, replaced by what does not belong there; and texts cut and scrambled. */

const words = ['', 'x', '__proto__', 'constructor', 'prototype', 'toString', '../x', '/', '*/', '`${x}`', "'", '"', '\\', '</script>', '\u0000', '\u2028', '\ud800', '💩', 'x-y', '123', 'class', 'default', 'string', 'object', 'array', 'null', 'path', 'query', 'cookie', 'deepObject', 'pipeDelimited', 'multipart/form-data', 'text/event-stream', '4XX', '999', '(a+)+$', '[', '(?<x>', '{id}', '/{id}/{id}', 'https://{host}/', '#/components/schemas/', '#/', '#'];
const values = [null, true, false, 0, -1, 0.5, 1e308, -0, 2 ** 53, [], {}, [null], [[]], { $ref: '#' }, { $ref: 1 }, { $ref: '#/paths' }, { $ref: '#/components/schemas/A' }, { type: 'nothing' }, { type: [] }, { enum: [] }, { allOf: [] }, { oneOf: [{}] }, { not: {} }, { nullable: true }, { const: null }, { properties: { __proto__: {} } }, { items: [{}] }, { discriminator: {} }, { pattern: '(' }, { minimum: 'x' }, { required: true }];
const keys = ['$ref', 'allOf', 'anyOf', 'oneOf', 'not', 'if', 'items', 'prefixItems', 'properties', 'additionalProperties', 'patternProperties', 'required', 'type', 'enum', 'const', 'default', 'example', 'examples', 'format', 'pattern', 'discriminator', 'nullable', 'readOnly', 'description', 'title', 'parameters', 'requestBody', 'responses', 'content', 'schema', 'headers', 'security', 'servers', 'tags', 'operationId', 'callbacks', 'webhooks', 'links', 'components', 'paths', 'x-errors', 'x-retry', 'x-pagination', 'x-sdk-path', 'x-rbac', 'x-error-catalogue', 'x-navigation', 'x-sdk', '__proto__'];

/**
 * Changes a JSON document in a few places.
 *
 * @param {unknown} document is copied
 * @param {() => number} random
 */
export function mutateDocument(document, random) {
  const copy = structuredClone(document);
  const pick = (list) => list[Math.floor(random() * list.length)];
  const spots = [];
  collect(copy, spots, 0);
  const references = spots.filter(([, key]) => key === '$ref');
  const changes = 1 + Math.floor(random() * 6);
  for (let change = 0; change < changes && spots.length > 0; change += 1) {
    const [holder, key] = pick(spots);
    const [other, otherKey] = pick(spots);
    switch (Math.floor(random() * 9)) {
      case 0:
        if (Array.isArray(holder)) holder.splice(Number(key), 1);
        else delete holder[key];
        break;
      case 1:
        set(holder, key, structuredClone(other[otherKey] ?? null));
        break;
      case 2:
        set(holder, key, structuredClone(pick(values)));
        break;
      case 3:
        set(holder, key, pick(words));
        break;
      case 4:
        if (references.length > 0) {
          const [from, name] = pick(references);
          set(holder, key, { $ref: from[name] });
        }
        break;
      case 5:
        if (!Array.isArray(holder)) set(holder, pick(keys), structuredClone(random() < 0.5 ? pick(values) : (other[otherKey] ?? null)));
        break;
      case 6:
        // Under another name.
        if (!Array.isArray(holder)) set(holder, pick(words), structuredClone(holder[key] ?? null));
        break;
      case 7:
        if (typeof holder[key] === 'string') set(holder, key, holder[key] + pick(words));
        break;
      default:
        set(holder, key, [holder[key] ?? null, structuredClone(holder[key] ?? null)]);
    }
  }
  return copy;
}

/**
 * Changes a text in a few places.
 *
 * @param {string} text
 * @param {() => number} random
 */
export function mutateText(text, random) {
  let changed = text;
  for (let change = 0; change < 1 + random() * 4; change += 1) {
    const at = Math.floor(random() * changed.length);
    const length = Math.floor(random() * 40);
    const insertion = random() < 0.5 ? words[Math.floor(random() * words.length)] : ['\n', ': ', '- ', '&a ', '*a ', '{', '}', '[', ']', '!!x ', '|', '>', '\t', '<<: '][Math.floor(random() * 14)];
    changed = random() < 0.5 ? changed.slice(0, at) + insertion + changed.slice(at) : changed.slice(0, at) + changed.slice(at + length);
  }
  return changed;
}

function collect(value, spots, depth) {
  if (typeof value !== 'object' || value === null || depth > 30) return;
  for (const key of Object.keys(value)) {
    spots.push([value, key]);
    collect(value[key], spots, depth + 1);
  }
}

function set(holder, key, value) {
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
}
