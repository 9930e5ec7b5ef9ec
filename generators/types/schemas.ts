/** schemas.ts: one exported type per named schema. */
import type { OutputFile } from '../generator.js';
import type { Schema } from '../model/model.js';
import { PieceKind } from '../incremental/pieces.js';
import { surfaceOf } from '../model/versions.js';
import { declareSchema } from '../typescript/declarations.js';
import { isIdKind } from '../typescript/ids.js';
import { namesFingerprint } from '../typescript/names.js';
import type { TypesRun } from './run.js';

/** The declarations of a schema. */
const declarationPieces = new PieceKind<readonly string[]>();

/** Prints the named schemas in the document's order; after one with read-only or write-only members, its form for writing. */
export function printSchemas({ model, printer, printing, session }: TypesRun): OutputFile {
  const { names } = printing;
  const pieces = declarationPieces.of(session, () => namesFingerprint(model));
  const declare = (schema: Schema): readonly string[] => {
    const read = declareSchema(names.schema(schema), schema, printing);
    if (names.writable(schema) === names.schema(schema)) return [read];
    return [read, declareSchema(names.writable(schema), schema, { ...printing, direction: 'write' })];
  };
  const declarations = model.schemas.flatMap((schema) => pieces.get(schema.pointer, () => [surfaceOf(schema)], () => declare(schema)));
  const imports = model.schemas.some(isIdKind) ? [`import type { IdOf } from './ids.js';`] : [];
  return printer.print('schemas.ts', 'The named schemas.', [...imports, ...declarations]);
}
