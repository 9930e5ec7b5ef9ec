/** Targets that come from outside this package. */
import type { Generator } from './generator.js';

/** True for an object that can be run as a target. */
export function isPlugin(value: unknown): value is Generator {
  return pluginFault(value) === undefined;
}

/** What keeps a value from being a target, as the end of a sentence; undefined when nothing does. */
export function pluginFault(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return 'is no object';
  // The name becomes a folder and a word on the command line.
  if (!('name' in value) || typeof value.name !== 'string' || !/^[a-z][a-z0-9-]{0,63}$/.test(value.name)) {
    return 'has no `name` of small letters, digits and hyphens';
  }
  if (!('summary' in value) || typeof value.summary !== 'string') return 'has no `summary`';
  if (!('requires' in value) || !Array.isArray(value.requires) || !value.requires.every((name) => typeof name === 'string')) {
    return 'has no list `requires` of the targets it builds on';
  }
  if (!('generate' in value) || typeof value.generate !== 'function') return 'has no function `generate`';
  return undefined;
}

/** Finds the target that a module exports: as `default`, as `plugin`, or as the only export that is one. */
export function pluginOf(exported: Readonly<Record<string, unknown>>): Generator | undefined {
  const named = [exported['default'], exported['plugin']].find(isPlugin);
  if (named !== undefined) return named;
  const others = Object.values(exported).filter(isPlugin);
  return others.length === 1 ? others[0] : undefined;
}
