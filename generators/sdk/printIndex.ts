/** index.ts, errors.ts and errorByType.ts: what users import, and what tells the types of errors apart. */
import type { OutputFile } from '../generator.js';
import { declareInterface } from '../typescript/declarations.js';
import { stringLiteral } from '../typescript/literals.js';
import { docComment } from '../typescript/tsdoc.js';
import { Imports } from './imports.js';
import type { SdkPlan } from './plan.js';
import { runtimeTypes, runtimeValues } from './runtimeNames.js';

/** The module of the table of errors. */
export const errorTable = 'errorByType.js';

/** errors.ts: the runtime's check for one error type, knowing this API's types. */
export function printErrors({ printer }: SdkPlan): OutputFile {
  const imports = new Imports('');
  const type = `${imports.type('ErrorCheck', 'runtime/isError.js')}<${imports.type('ErrorByType', errorTable)}>`;
  const about = 'True for an error answer of one of the given types: `isError(error, \'bad_request\')`.\nTypes that are not in the description may be asked for too.';
  const initializer = imports.value('checkError', 'runtime/isError.js');
  return printer.print('errors.ts', 'Telling errors apart.', [
    ...imports.declarations(),
    `\n${docComment(about)}export const isError: ${type} = ${initializer};`,
  ]);
}

/** errorByType.ts: one type per error type, looked up by every call that can fail with it. */
export function printErrorTable({ model, printer }: SdkPlan): OutputFile {
  const imports = new Imports('');
  const members = model.errors.map(({ type, status }) => ({
    name: type,
    type: `${imports.type('ApiError', 'runtime/errors.js')}<${stringLiteral(type)}, ${status}>`,
    optional: false,
    readonly: false,
    documentation: '',
  }));
  const table = declareInterface('ErrorByType', { members, index: undefined }, 'Every error type that the description knows, as the error it becomes.');
  return printer.print('errorByType.ts', 'The errors of the API by their types.', [...imports.declarations(), table]);
}

/** index.ts. A type of the runtime gives way to a schema of the same name, which is what users of the API know by it. */
export function printIndex({ printer, forms, groups, operations, settings, memberSessions }: SdkPlan): OutputFile {
  const schemas = new Set(forms.forms.map(({ name }) => name));
  const types = (all: readonly string[]): string[] => all.filter((name) => !schemas.has(name)).map((name) => `  type ${name},\n`);
  const sessions = types(['MemberCallOptions', 'MemberSession']);
  return printer.print('index.ts', 'The SDK.', [
    `export { connect, ${settings.className}, type ${settings.className}Options } from './client.js';`,
    ...types(['ErrorByType']).map((name) => `export {\n${name}} from './errorByType.js';`),
    `export { isError } from './errors.js';`,
    ...groups.map(({ file }) => `export * from './operations/${file}.js';`),
    ...(memberSessions && sessions.length > 0 ? [`export {\n${sessions.join('')}} from './runtime/memberSession.js';`] : []),
    ...([...operations.values()].some(({ idempotencyHeader }) => idempotencyHeader !== undefined)
      ? [`export type { IdempotentCallOptions } from './runtime/idempotency.js';`]
      : []),
    `export {\n${runtimeValues.map((name) => `  ${name},\n`).join('')}${types(runtimeTypes).join('')}} from './runtime/index.js';`,
    `export type * from './schemas.js';`,
    `export type { IdOf } from '../types/ids.js';`,
    `export type { Unlisted } from '../types/open.js';`,
  ]);
}
