import { operationsOf, textAt } from '../reading.js';
import type { Finding, Rule } from '../rule.js';

/**
 * Names in SDKs cannot be derived from URLs, so each operation states its own. A clash would need a numeric suffix, which
 * nobody can remember and which changes when calls are added.
 */
export const sdkPath: Rule = {
  name: 'sdk-path',
  severity: 'error',
  summary: 'Each operation has a place of its own in the SDK.',
  help: 'Write x-sdk-path like organizations.members.create, and never like another operation’s or the beginning of one.',
  *check(document): Iterable<Finding> {
    const owners = new Map<string, string>();
    const operations = [...operationsOf(document)];
    for (const { operation, path, name } of operations) {
      const place = textAt(operation, 'x-sdk-path');
      if (place === undefined) {
        yield { path, message: `${name} has no x-sdk-path.` };
      } else if (!/^[a-z][A-Za-z0-9]*(\.[a-z][A-Za-z0-9]*)+$/.test(place)) {
        yield { path: [...path, 'x-sdk-path'], message: `"${place}" is not a dotted path of camelCase names.` };
      } else if (owners.has(place)) {
        yield { path: [...path, 'x-sdk-path'], message: `The SDK path "${place}" belongs to ${owners.get(place) ?? ''} already.` };
      } else {
        owners.set(place, name);
      }
    }
    for (const { operation, path } of operations) {
      const place = textAt(operation, 'x-sdk-path') ?? '';
      const parents = place.split('.').map((_, index, parts) => parts.slice(0, index).join('.'));
      const clash = parents.find((parent) => owners.has(parent));
      if (clash !== undefined) {
        yield { path: [...path, 'x-sdk-path'], message: `"${clash}" is a method (of ${owners.get(clash) ?? ''}), so nothing can hang below it.` };
      }
    }
  },
};
