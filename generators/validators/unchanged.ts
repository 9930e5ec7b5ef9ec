/** What of a model the validators follow from, so that a run can take over what the last one made. */
import { areAlike, type LikenessRules } from '../incremental/likeness.js';
import { incomingRequests } from '../model/incoming.js';
import type { ApiModel, Schema } from '../model/model.js';
import { surfaceOf, versionOf } from '../model/versions.js';

/** Checks follow from what schemas demand, not from what they and the operations say to readers. */
const rules: LikenessRules = {
  ignored: new Set(['summary', 'description', 'examples', 'enumDescriptions', 'errors', 'links', 'tags', 'origin']),
  verbatim: new Set(['constant', 'default', 'encoding', 'enum', 'extensions', 'flows']),
  // Those of the same name, which are in the lists of named schemas of both models.
  areComparedElsewhere: (a, b) => isNamed(a) && isNamed(b) && a.name === b.name && a.pointer === b.pointer,
};

/** Whether the validators of two models of the same names are the same, but for the places of problems. */
export function haveSameValidators(before: ApiModel, after: ApiModel): boolean {
  const { operations } = before;
  return (
    before.dialect === after.dialect &&
    operations.length === after.operations.length &&
    after.operations.every((operation, index) => {
      const counterpart = operations[index];
      if (counterpart === undefined || !areAlike(counterpart.security, operation.security, rules)) return false;
      return versionOf(operation) === versionOf(counterpart) || areAlike(counterpart, operation, rules);
    }) &&
    haveSameNamedSchemas(before.schemas, after.schemas) &&
    areAlike(incomingRequests(before), incomingRequests(after), rules)
  );
}

/** Named schemas are compared one by one, and each where it is declared: few of those that lead to a changed one have changed themselves. */
function haveSameNamedSchemas(before: readonly Schema[], after: readonly Schema[]): boolean {
  return (
    before.length === after.length &&
    after.every((schema, index) => {
      const counterpart = before[index];
      return counterpart !== undefined && (surfaceOf(counterpart) === surfaceOf(schema) || areAlike(counterpart, schema, rules));
    })
  );
}

/** Whether a node is a named schema: nothing else in a model has a pointer. */
function isNamed(node: object): node is Pick<Schema, 'name' | 'pointer'> {
  return 'pointer' in node && 'name' in node && node.name !== undefined;
}
