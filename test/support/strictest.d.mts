import type ts from 'typescript';

/** Every flag that finds fault, `isolatedDeclarations` among them; without a browser's or Node's names. */
export const strictest: ts.CompilerOptions;
/** The names of browsers, for {@link strictest}. */
export const withBrowser: ts.CompilerOptions;
/** The names of Node, for {@link strictest}. */
export const withNode: ts.CompilerOptions;
/** What a user writes, for {@link strictest}: programs, which nobody imports. */
export const ofProgram: ts.CompilerOptions;
/** What a compiler says, one line each: `sdk/client.ts:12: …`, relative to a folder. */
export function linesOf(diagnostics: readonly ts.Diagnostic[], folder: string): readonly string[];
