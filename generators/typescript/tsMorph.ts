/**
 * ts-morph, loaded when something is first printed through it, and as the CommonJS it is: to import it would read the ten megabytes
 * of its compiler twice more, only to learn what they export, which takes longer than printing. Types come from 'ts-morph' itself.
 */
import { createRequire } from 'node:module';
import type { StructureKind as Kind } from 'ts-morph';

type TsMorph = typeof import('ts-morph');

/** The package. */
export function tsMorph(): TsMorph {
  const loaded: TsMorph = createRequire(import.meta.url)('ts-morph');
  return loaded;
}

/** Kinds of structures by the package's own numbers, so that naming one does not load the package. */
export const StructureKind = { Class: 2, Function: 13, Interface: 19 } as const satisfies {
  readonly [Name in keyof typeof Kind]?: (typeof Kind)[Name];
};
