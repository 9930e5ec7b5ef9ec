/** schemas.ts: one exported type per named schema. */
import type { OutputFile } from '../generator.js';
import { declareSchema } from '../typescript/declarations.js';
import { isIdKind } from '../typescript/ids.js';
import type { TypesRun } from './run.js';

/** Prints the named schemas in the document's order; after one with read-only or write-only members, its form for writing. */
export function printSchemas({ model, printer, printing }: TypesRun): OutputFile {
  const { names } = printing;
  const declarations = model.schemas.flatMap((schema) => {
    const read = declareSchema(names.schema(schema), schema, printing);
    if (names.writable(schema) === names.schema(schema)) return [read];
    return [read, declareSchema(names.writable(schema), schema, { ...printing, direction: 'write' })];
  });
  const imports = model.schemas.some(isIdKind) ? [`import type { IdOf } from './ids.js';`] : [];
  return printer.print('schemas.ts', 'The named schemas.', [...imports, ...declarations]);
}
