import { applying, isOfType, keywordOf, listAt, schemasOf } from '../reading.js';
import type { BundledDocument, Finding, JsonValue, Rule } from '../rule.js';

/** Ids that this API does not make: names that a project chooses, and ids of other services. They look as their makers like. */
const foreign = /^(.*_)?(external|role|resource|template|telemetry|visitor|idp|idp_user|idp_entity|provider|tenant|workspace|entity|key)_ids?$/;

/** Clients of this API have a prefix, those of an identity provider do not: these at least say how long they are. */
const clientOfOthers = /^client_id$/;

/**
 * An id of the wrong kind or environment is the commonest mistake of all, and its prefix gives it away before the call is
 * made. Ids are schemas of their own, so that each kind is described once.
 */
export const idPattern: Rule = {
  name: 'id-pattern',
  severity: 'error',
  summary: 'An id of this API has the pattern of its prefix.',
  help: 'Refer to the schema of that id under spec/schemas/ids.',
  *check(document): Iterable<Finding> {
    for (const { schema, path, property } of schemasOf(document)) {
      if (property === undefined || !/_ids?$/.test(property)) {
        continue;
      }
      const subject = property.endsWith('s') ? itemsOf(document, schema) : schema;
      const parts = everyPart(document, subject);
      if (!isOfType(parts, 'string') || parts.some((part) => Object.hasOwn(part, 'enum') || Object.hasOwn(part, 'const'))) {
        continue;
      }
      const isBounded = keywordOf(parts, 'maxLength') !== undefined || keywordOf(parts, 'minLength') !== undefined;
      const isForeign = foreign.test(property) || (clientOfOthers.test(property) && isBounded);
      if (keywordOf(parts, 'pattern') === undefined && !isForeign) {
        yield { path, message: `The id "${property}" has no pattern.` };
      }
    }
  },
};

function itemsOf(document: BundledDocument, schema: JsonValue): JsonValue | undefined {
  return keywordOf(applying(document, schema), 'items');
}

/** The schemas that apply, and those of the alternatives: an id or a slug, an id or nothing. */
function everyPart(document: BundledDocument, schema: JsonValue | undefined): ReturnType<typeof applying> {
  const parts = applying(document, schema);
  const branches = parts.flatMap((part) => ['anyOf', 'oneOf'].flatMap((keyword) => listAt(part, keyword)));
  return [...parts, ...branches.flatMap((branch) => applying(document, branch))];
}
