/**
 * ts-morph, loaded as the CommonJS it is: importing it would read the ten megabytes of its compiler twice more, only to learn what
 * they export, which takes longer than printing. Types come from 'ts-morph' itself.
 */
import { createRequire } from 'node:module';

type TsMorph = typeof import('ts-morph');

const { IndentationText, NewLineKind, Project, QuoteKind, StructureKind, VariableDeclarationKind }: TsMorph = createRequire(import.meta.url)('ts-morph');

export { IndentationText, NewLineKind, Project, QuoteKind, StructureKind, VariableDeclarationKind };
