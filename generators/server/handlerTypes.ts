/** One call type and one handler type per operation. */
import type { ApiModel, Operation } from '../model/model.js';
import { withoutLinks } from '../model/links.js';
import { ownDependencies, PieceKind, requestDependencies } from '../incremental/pieces.js';
import { jsdoc, propertyKey, stringLiteral } from '../typescript/literals.js';
import { namesFingerprint, typeScriptNames } from '../typescript/names.js';
import { isReadable } from './operationTable.js';
import { parametersIn } from './parameters.js';
import { identityOf } from './security.js';

/** The handlers of a description without operations. */
const NO_HANDLERS = `import type { Environment } from './runtime/options.js';

/** The description has no operations, so there is nothing to handle in any environment. */
export type Handlers<E extends Environment = Environment> = E extends Environment ? Readonly<Record<never, never>> : never;
`;

/** What is printed of an operation. */
const handlerPieces = new PieceKind<{ readonly declarations: string; readonly member: string }>();

/**
 * Prints `handlers.ts`.
 *
 * @param session stands for runs in the same process that follow one another
 */
export function printHandlerTypes(model: ApiModel, session?: object): string {
  if (model.operations.length === 0) return NO_HANDLERS;
  const names = typeScriptNames(model);
  const fillable = model.errors.length > 0;
  const pieces = handlerPieces.of(session, () => namesFingerprint(model));
  const handlers = model.operations.map((operation) => {
    const prefix = names.operationType(operation);
    return pieces.get(`${operation.method} ${operation.path}`, () => [...ownDependencies(operation), ...requestDependencies(operation)], () => ({
      declarations: printOperation(operation, prefix, fillable),
      member: `  ${summaryComment(operation, '  ')}readonly ${propertyKey(operation.id)}: ${prefix}Handler<E>;\n`,
    }));
  });
  return `import type * as types from '../types/operations.js';
import type { ErrorParameters } from './errors.js';
import type { ${fillable ? 'Fillable, ' : ''}Handler, HandlerCall } from './runtime/handler.js';
import type { Environment } from './runtime/options.js';

/**
 * A handler for every operation. An object of this type is complete: when the description changes, what no longer fits does not compile.
 * A server also takes a part of it and answers 501 for the rest.
 */
export interface Handlers<E extends Environment = Environment> {
${handlers.map(({ member }) => member).join('')}}
${handlers.map(({ declarations }) => declarations).join('')}`;
}

function printOperation(operation: Operation, prefix: string, fillable: boolean): string {
  const result = fillable ? `Fillable<types.${prefix}Result>` : `types.${prefix}Result`;
  const heritage = `HandlerCall<E, ${stringLiteral(operation.id)}, ErrorParameters, types.${prefix}ErrorType>`;
  return `
/** A call of \`${operation.method} ${jsdoc(operation.path).replaceAll('`', "'")}\`, authenticated and validated. */
export interface ${prefix}Call<E extends Environment = Environment>
  extends ${heritage} {
${callMembers(operation, prefix).join('')}}

${summaryComment(operation, '')}export type ${prefix}Handler<E extends Environment = Environment> =
  Handler<${prefix}Call<E>, ${result}, types.${prefix}ErrorType>;
`;
}

function callMembers(operation: Operation, prefix: string): readonly string[] {
  const members: string[] = [];
  if (parametersIn(operation, 'path').length > 0) members.push(`  readonly path: types.${prefix}Path;\n`);
  if (parametersIn(operation, 'query').length > 0) members.push(`  readonly query: types.${prefix}Query;\n`);
  if (parametersIn(operation, 'header').length > 0) members.push(`  readonly headers: types.${prefix}Headers;\n`);
  if (parametersIn(operation, 'cookie').length > 0) members.push(`  readonly cookies: types.${prefix}Cookies;\n`);
  if (operation.requestBody !== undefined) members.push(`  readonly body: ${bodyType(operation, prefix)};\n`);
  const { caller, memberSession } = identityOf(operation);
  if (caller !== 'never') {
    members.push(`  /** Who calls. */\n  readonly caller: E['caller']${caller === 'always' ? '' : ' | undefined'};\n`);
  }
  if (memberSession !== 'never') {
    const optional = memberSession === 'always' ? '' : ' | undefined';
    members.push(
      `  /** The member on whose behalf the call is made${optional === '' ? '' : ', when their session was sent'}. */\n  readonly memberSession: E['memberSession']${optional};\n`,
    );
  }
  return members;
}

function bodyType({ requestBody }: Operation, prefix: string): string {
  const contents = requestBody?.contents ?? [];
  const parts = [
    ...(contents.some(({ mediaType }) => isReadable(mediaType)) ? [`types.${prefix}Body`] : []),
    ...(contents.some(({ mediaType }) => !isReadable(mediaType)) ? ['Uint8Array'] : []),
    ...(requestBody?.required === true ? [] : ['undefined']),
  ];
  return parts.length === 0 ? 'unknown' : parts.join(' | ');
}

function summaryComment(operation: Operation, indent: string): string {
  const text = operation.summary ?? `${operation.method} ${operation.path}`;
  return `/** ${jsdoc(withoutLinks(text)).replaceAll('\n', ' ')}${operation.deprecated ? ' @deprecated' : ''} */\n${indent}`;
}
