/** The error catalogue as data for the runtime, and as types for handlers. */
import type { ApiModel, ErrorType } from '../model/model.js';
import { versionOf } from '../model/versions.js';
import { PieceKind } from '../incremental/pieces.js';
import { jsdoc, jsonText, propertyKey } from '../typescript/literals.js';

/** What is printed of an error type. */
const entryPieces = new PieceKind<{ readonly member: string; readonly entry: string }>();

/**
 * Prints `errors.ts`.
 *
 * @param session stands for runs in the same process that follow one another
 */
export function printErrorTable(model: ApiModel, session?: object): string {
  const pieces = entryPieces.of(session, () => '');
  const entries = model.errors.map((error) =>
    pieces.get(error.type, () => [versionOf(error)], () => ({ member: parametersMember(error), entry: catalogueMember(error) })),
  );
  const bare = model.errors.some(({ parameters }) => parameters.length === 0);
  return `import { ApiError, type ApiErrorFunction, type ErrorDefinition } from './runtime/errors.js';
${bare ? "import type { NoParameters } from './runtime/handler.js';\n" : ''}
/** What each error type's message is filled with. */
export interface ErrorParameters {
${entries.map(({ member }) => member).join('')}}

/** Status and message template of every error type. As JSON, which engines read several times as fast as code: a server loads it when it starts. */
export const errorCatalogue: { readonly [type: string]: ErrorDefinition } = JSON.parse(String.raw\`{
${entries.map(({ entry }) => entry).join(',\n')}
}\`);

/**
 * Makes any error of the catalogue, for code that does not know which operation it works for. In a handler, prefer the \`apiError\` of its call:
 * it takes only what the operation documents.
 */
export const apiError: ApiErrorFunction<ErrorParameters, keyof ErrorParameters & string> = (type, parameters?, extras?) =>
  new ApiError(type, parameters, extras);
`;
}

function parametersMember({ type, title, parameters }: ErrorType): string {
  const members = parameters.map(({ name, description }) => `    /** ${jsdoc(description).replaceAll('\n', ' ')} */\n    readonly ${propertyKey(name)}: string | number;\n`);
  const value = members.length === 0 ? 'NoParameters' : `{\n${members.join('')}  }`;
  return `  /** ${jsdoc(title).replaceAll('\n', ' ')} */\n  readonly ${propertyKey(type)}: ${value};\n`;
}

function catalogueMember(error: ErrorType): string {
  const { type, status, message } = error;
  const fields = blamedFields(error);
  return `  ${jsonText(type)}: ${jsonText({ status, message, ...(fields.length === 0 ? {} : { fields }) })}`;
}

/** The fields a malformed request can be blamed on with a type; which type fits a finding is decided when it is found. */
export function blamedFields({ status, fields }: Pick<ErrorType, 'status' | 'fields'>): readonly string[] {
  return status === 400 ? fields : [];
}
