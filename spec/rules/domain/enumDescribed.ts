import { isJsonArray } from '../../../generators/model/pointer.js';
import { objectAt, schemasOf } from '../reading.js';
import type { Finding, Rule } from '../rule.js';

/** A list of names in capitals is not documentation: a reader has to choose one of them. */
export const enumDescribed: Rule = {
  name: 'enum-described',
  severity: 'error',
  summary: 'Each value of an enum is described under x-enum-descriptions, and no other value is.',
  help: 'Say under x-enum-descriptions what each value does.',
  *check(document): Iterable<Finding> {
    for (const { schema, path } of schemasOf(document)) {
      const values = schema['enum'];
      if (!isJsonArray(values)) {
        continue;
      }
      const names = values.filter((value) => value !== null).map(String);
      const described = objectAt(schema, 'x-enum-descriptions');
      const missing = names.filter((name) => !Object.hasOwn(described, name));
      if (missing.length > 0) {
        yield { path: [...path, 'enum'], message: `The enum does not describe ${missing.map((name) => `"${name}"`).join(', ')}.` };
      }
      for (const name of Object.keys(described).filter((candidate) => !names.includes(candidate))) {
        yield { path: [...path, 'x-enum-descriptions', name], message: `"${name}" is described, but is not a value of the enum.` };
      }
    }
  },
};
