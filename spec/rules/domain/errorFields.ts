import { nearest } from '../../../generators/source/suggest.js';
import { applying, followed, listAt, objectAt, operationsOf, parametersOf, textAt, type FoundOperation, type JsonObject } from '../reading.js';
import type { BundledDocument, Finding, Rule } from '../rule.js';

/** Forms mark the fields an error concerns; a field that the call does not take marks nothing. */
export const errorFields: Rule = {
  name: 'error-fields',
  severity: 'error',
  summary: 'The fields an operation names for an error are parameters or body members of that operation.',
  help: 'Name a field of the request, dotted: trusted_metadata.plan.',
  *check(document): Iterable<Finding> {
    for (const found of operationsOf(document)) {
      const uses = listAt(found.operation, 'x-errors');
      if (!uses.some((use) => listAt(use, 'fields').length > 0)) {
        continue;
      }
      const fields = requestFields(document, found);
      for (const [index, use] of uses.entries()) {
        for (const field of listAt(use, 'fields')) {
          if (typeof field === 'string' && !fields.has(field.replace(/\[\]/g, ''))) {
            const near = nearest(field, fields);
            yield {
              path: [...found.path, 'x-errors', index],
              message: `${found.name} takes no field "${field}", which ${textAt(use, 'type') ?? 'an error'} would concern.`,
              ...(near === undefined ? {} : { help: `Did you mean "${near}"?` }),
            };
          }
        }
      }
    }
  },
};

/** Every field of the request, those of nested objects and lists dotted. */
function requestFields(document: BundledDocument, found: FoundOperation): ReadonlySet<string> {
  const fields = new Set<string>();
  for (const { parameter } of parametersOf(document, found)) {
    fields.add(textAt(parameter, 'name') ?? '');
  }
  const body = followed(document, found.operation['requestBody'], []);
  for (const media of Object.values(objectAt(body?.value, 'content'))) {
    addFields(document, objectAt(media)['schema'], '', fields, []);
  }
  return fields;
}

function addFields(document: BundledDocument, schema: JsonObject[string] | undefined, prefix: string, fields: Set<string>, within: readonly JsonObject[]): void {
  for (const part of applying(document, schema)) {
    if (within.includes(part)) {
      continue;
    }
    for (const branch of [...listAt(part, 'oneOf'), ...listAt(part, 'anyOf')]) {
      addFields(document, branch, prefix, fields, [...within, part]);
    }
    addFields(document, part['items'], prefix, fields, [...within, part]);
    for (const [name, property] of Object.entries(objectAt(part, 'properties'))) {
      fields.add(prefix + name);
      addFields(document, property, `${prefix}${name}.`, fields, [...within, part]);
    }
  }
}
