/** schemas.ts: the named schemas as the client's calls take and give them. */
import type { OutputFile } from '../generator.js';
import { declareSchema } from '../typescript/declarations.js';
import { importTypes } from '../typescript/imports.js';
import type { TypePrinting } from '../typescript/printType.js';
import type { Direction } from '../model/direction.js';
import { Imports } from './imports.js';
import type { SdkPlan } from './plan.js';

const typesModule = '../types/schemas.js';

/** Declares what differs from types/ and passes on the rest. */
export function printSchemas({ forms, names, link, printer }: SdkPlan): OutputFile {
  const own = new Set(forms.forms.filter((form) => form.own).map(({ name }) => name));
  const passedOn = forms.forms.filter((form) => !form.own).map(({ name }) => name);
  const used = new Set<string>();
  let opensLists = false;
  const record = (name: string): string => {
    if (!own.has(name)) used.add(name);
    return name;
  };
  const declarations = forms.forms
    .filter((form) => form.own)
    .map(({ schema, name, direction }) =>
      declareSchema(name, schema, {
        direction,
        link,
        names: { ...names, schema: (named) => record(forms.names.schema(named)), writable: (named) => record(forms.names.writable(named)) },
        generous: {
          unlisted: () => {
            opensLists = true;
            return 'Unlisted';
          },
        },
      }),
    );
  return printer.print('schemas.ts', 'The named schemas, as calls take and give them.', [
    ...(opensLists ? [`import type { Unlisted } from '../types/open.js';`] : []),
    ...importTypes(used, typesModule),
    ...(passedOn.length === 0 ? [] : [`export type {\n${passedOn.toSorted().map((name) => `  ${name},\n`).join('')}} from '${typesModule}';`]),
    ...declarations,
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
