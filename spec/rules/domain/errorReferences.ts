import { nearest } from '../../../generators/source/suggest.js';
import { listAt, objectAt } from '../reading.js';
import type { Finding, Rule } from '../rule.js';

/** "See also" must lead somewhere, and a former name must lead to one entry only. */
export const errorReferences: Rule = {
  name: 'error-references',
  severity: 'error',
  summary: 'The see_also of an error type are other types, and its aliases are names no other type has or had.',
  help: 'Correct the name, or remove it.',
  *check(document): Iterable<Finding> {
    const catalogue = objectAt(document, 'x-error-catalogue');
    const aliases = new Map<string, string>();
    for (const [type, entry] of Object.entries(catalogue)) {
      for (const [index, other] of listAt(entry, 'see_also').entries()) {
        const path = ['x-error-catalogue', type, 'see_also', index];
        if (typeof other !== 'string' || !Object.hasOwn(catalogue, other)) {
          const near = nearest(String(other), Object.keys(catalogue));
          yield { path, message: `There is no error type ${JSON.stringify(other)}.`, ...(near === undefined ? {} : { help: `Did you mean "${near}"?` }) };
        } else if (other === type) {
          yield { path, message: `${type} refers to itself.` };
        }
      }
      for (const [index, alias] of listAt(entry, 'aliases').entries()) {
        const path = ['x-error-catalogue', type, 'aliases', index];
        const owner = Object.hasOwn(catalogue, String(alias)) ? String(alias) : aliases.get(String(alias));
        if (owner !== undefined) {
          yield { path, message: `The name ${String(alias)} leads to ${owner} already.` };
        }
        aliases.set(String(alias), type);
      }
    }
  },
};
