/** index.ts, errors.ts and errorStatuses.ts: what users import, and what tells the types of errors apart. */
import type { OutputFile } from '../generator.js';
import { declareInterface } from '../typescript/declarations.js';
import { docComment } from '../typescript/tsdoc.js';
import { Imports } from './imports.js';
import type { SdkPlan } from './plan.js';
import { runtimeTypes, runtimeValues } from './runtimeNames.js';

/** The module of the table of statuses. */
export const errorStatuses = 'errorStatuses.js';

/** errors.ts: the runtime's check for one error type, knowing this API's types. */
export function printErrors({ printer }: SdkPlan): OutputFile {
  const imports = new Imports('');
  const type = `${imports.type('ErrorCheck', 'runtime/isError.js')}<${imports.type('ErrorStatusByType', errorStatuses)}>`;
  const about = 'True for an error answer of one of the given types: `isError(error, \'bad_request\')`.\nTypes that are not in the description may be asked for too.';
  const initializer = imports.value('checkError', 'runtime/isError.js');
  return printer.print('errors.ts', 'Telling errors apart.', [
    ...imports.declarations(),
    `\n${docComment(about)}export const isError: ${type} = ${initializer};`,
  ]);
}

/** errorStatuses.ts: without the texts that the table of types/ has, which every program would have to read. */
export function printErrorStatuses({ model, printer }: SdkPlan): OutputFile {
  const members = model.errors.map(({ type, status }) => ({ name: type, type: String(status), optional: false, readonly: false, documentation: '' }));
  return printer.print('errorStatuses.ts', 'The HTTP status of each error type.', [
    declareInterface('ErrorStatusByType', { members, index: undefined }, 'The HTTP status of each error type. What each type means is told in types/errors.ts.'),
  ]);
}

/** index.ts. A type of the runtime gives way to a schema of the same name, which is what users of the API know by it. */
export function printIndex({ printer, forms, groups, operations, settings, memberSessions }: SdkPlan): OutputFile {
  const schemas = new Set(forms.forms.map(({ name }) => name));
  const types = (all: readonly string[]): string[] => all.filter((name) => !schemas.has(name)).map((name) => `  type ${name},\n`);
  const sessions = types(['MemberCallOptions', 'MemberSession']);
  return printer.print('index.ts', 'The SDK.', [
    `export { connect, ${settings.className}, type ${settings.className}Options } from './client.js';`,
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
