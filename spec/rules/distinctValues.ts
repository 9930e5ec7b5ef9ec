/** A list of values, each once: in place of Spectral's own check, which compares each value with each, for minutes where there are many. */
import type { RulesetFunction } from '@stoplight/spectral-core';

/** For Spectral's rule `duplicated-entry-in-enum`; the target is the list. */
export const distinctValues: RulesetFunction<unknown> = (values) => {
  if (!Array.isArray(values)) return [];
  const seen = new Map<string, number>();
  for (const [index, value] of values.entries()) {
    const text = JSON.stringify(value);
    const first = seen.get(text);
    if (first !== undefined) return [{ message: `"enum" property must not have duplicate items (items ## ${first} and ${index} are identical)` }];
    seen.set(text, index);
  }
  return [];
};
