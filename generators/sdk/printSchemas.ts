/** schemas.ts: the named schemas as the client's calls take and give them. */
import type { OutputFile } from '../generator.js';
import { PieceKind } from '../incremental/pieces.js';
import { surfaceOf } from '../model/versions.js';
import { declareSchema } from '../typescript/declarations.js';
import { isIdKind } from '../typescript/ids.js';
import { namesFingerprint } from '../typescript/names.js';
import type { TypePrinting } from '../typescript/printType.js';
import type { Direction } from '../model/direction.js';
import { Imports } from './imports.js';
import type { SdkPlan } from './plan.js';

/** The declaration of a schema in one direction, and whether it mentions `Unlisted`. */
interface SchemaPiece {
  readonly declaration: string;
  readonly opensLists: boolean;
}

const schemaPieces = new PieceKind<SchemaPiece>();

/** Declares every schema, those too that types/ declares alike: a program that uses the SDK need not read both folders. */
export function printSchemas({ model, forms: { forms, names }, link, printer, session }: SdkPlan): OutputFile {
  const declare = ({ schema, name, direction }: (typeof forms)[number]): SchemaPiece => {
    let opensLists = false;
    const unlisted = (): string => {
      opensLists = true;
      return 'Unlisted';
    };
    const declaration = declareSchema(name, schema, { direction, link, names, generous: { unlisted } });
    return { declaration, opensLists };
  };
  const formNames = (): string => JSON.stringify(forms.map(({ schema, name, direction }) => [schema.pointer, name, direction]));
  const pieces = schemaPieces.of(session, () => namesFingerprint(model) + formNames());
  const printed = forms.map((form) => pieces.get(`${form.schema.pointer} ${form.direction}`, () => [surfaceOf(form.schema)], () => declare(form)));
  return printer.print('schemas.ts', 'The named schemas, as calls take and give them.', [
    ...(model.schemas.some(isIdKind) ? [`import type { IdOf } from '../types/ids.js';`] : []),
    ...(printed.some(({ opensLists }) => opensLists) ? [`import type { Unlisted } from '../types/open.js';`] : []),
    ...printed.map(({ declaration }) => declaration),
  ]);
}

/** Prints types of one file of the SDK, importing what they mention. */
export function clientPrinting({ forms, names, link }: SdkPlan, direction: Direction, imports: Imports): TypePrinting {
  return {
    direction,
    link,
    names: {
      ...names,
      schema: (schema) => imports.type(forms.names.schema(schema), 'schemas.js'),
      writable: (schema) => imports.type(forms.names.writable(schema), 'schemas.js'),
    },
    generous: { unlisted: () => imports.type('Unlisted', '../types/open.js') },
  };
}
