/** index.ts and errors.ts: what users import. */
import { StructureKind, VariableDeclarationKind } from 'ts-morph';
import type { OutputFile } from '../generator.js';
import { Imports } from './imports.js';
import type { SdkPlan } from './plan.js';

/** errors.ts: the runtime's check for one error type, knowing this API's types. */
export function printErrors({ printer }: SdkPlan): OutputFile {
  const imports = new Imports('');
  const type = `${imports.type('ErrorCheck', 'runtime/isError.js')}<${imports.type('ErrorStatusByType', '../types/errors.js')}>`;
  const initializer = imports.value('checkError', 'runtime/isError.js');
  return printer.print('errors.ts', 'Telling errors apart.', [
    ...imports.declarations(),
    {
      kind: StructureKind.VariableStatement,
      declarationKind: VariableDeclarationKind.Const,
      isExported: true,
      docs: ['True for an error answer of one of the given types: `isError(error, \'bad_request\')`. Types that are not in the description may be asked for too.'],
      declarations: [{ name: 'isError', type, initializer }],
    },
  ]);
}

/** index.ts. */
export function printIndex({ printer, groups, settings, memberSessions }: SdkPlan): OutputFile {
  return printer.print('index.ts', 'The SDK.', [
    `export { connect, ${settings.className}, type ${settings.className}Options } from './client.js';`,
    `export { isError } from './errors.js';`,
    ...groups.map(({ file }) => `export * from './operations/${file}.js';`),
    ...(memberSessions ? [`export type { MemberCallOptions, MemberSession } from './runtime/memberSession.js';`] : []),
    `export * from './runtime/index.js';`,
    `export type * from '../types/schemas.js';`,
  ]);
}
