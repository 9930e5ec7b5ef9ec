/** What of a model the validators follow from, so that a run can take over what the last one made. */
import { areAlike, type LikenessRules } from '../incremental/likeness.js';
import { incomingRequests } from '../model/incoming.js';
import type { ApiModel } from '../model/model.js';
import { versionOf } from '../model/versions.js';

/** Checks follow from what schemas demand, not from what they and the operations say to readers. */
const rules: LikenessRules = {
  ignored: new Set(['summary', 'description', 'examples', 'enumDescriptions', 'errors', 'links', 'tags', 'origin']),
  verbatim: new Set(['constant', 'default', 'encoding', 'enum', 'extensions', 'flows']),
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
    areAlike(before.schemas, after.schemas, rules) &&
    areAlike(incomingRequests(before), incomingRequests(after), rules)
  );
}
