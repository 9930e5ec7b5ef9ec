/** errors.ts: the error catalogue as types. */
import type { OutputFile } from '../generator.js';
import type { ErrorType, Schema } from '../model/model.js';
import { shapeOf } from '../model/shape.js';
import { versionOf } from '../model/versions.js';
import { PieceKind } from '../incremental/pieces.js';
import { declareAlias, declareInterface } from '../typescript/declarations.js';
import { importTypes, recordNames } from '../typescript/imports.js';
import { namesFingerprint } from '../typescript/names.js';
import { stringLiteral } from '../typescript/literals.js';
import { joinTypes, objectMembers } from '../typescript/printType.js';
import type { ObjectMembers, TypeMember, TypePrinting } from '../typescript/printType.js';
import { documentation } from '../typescript/tsdoc.js';
import type { TypesRun } from './run.js';

/** What the comment of an error type says. */
const meaningPieces = new PieceKind<string>();

/** Prints `ErrorType`, `ErrorStatusByType`, `ErrorTypeOf`, `ErrorBody` and `OAuthErrorBody`. */
export function printErrors({ model, printer, printing, session }: TypesRun): OutputFile {
  const pieces = meaningPieces.of(session, () => namesFingerprint(model));
  const { link } = printing;
  const { errors } = model;
  const statuses: ObjectMembers = {
    index: undefined,
    members: errors.map((error) => ({
      name: error.type,
      type: String(error.status),
      optional: false,
      readonly: false,
      documentation: pieces.get(error.type, () => [versionOf(error)], () =>
        documentation({ summary: error.meaning || error.title, remarks: [entryLink(error, model.docsBaseUrl)] }, link),
      ),
    })),
  };
  const used = new Set<string>();
  const recording = { ...printing, names: recordNames(printing.names, used) };
  const bodies = [standardBody, oauthBody].map((kind) => declareBody(kind, model.schemas, recording));
  return printer.print('errors.ts', 'The errors calls can end with.', [
    ...importTypes(used, './schemas.js'),
    declareAlias(
      'ErrorType',
      errors.length === 0 ? 'string' : joinTypes(errors.map(({ type }) => stringLiteral(type)), ' | '),
      'Every error type of the catalogue. A server may answer with one that was added later.',
    ),
    declareInterface('ErrorStatusByType', statuses, 'The HTTP status of each error type.'),
    `
/** The error types with an HTTP status. */
export type ErrorTypeOf<Status extends number> = {
  [Type in keyof ErrorStatusByType]: ErrorStatusByType[Type] extends Status ? Type : never;
}[keyof ErrorStatusByType];`,
    ...bodies,
  ]);
}

function entryLink({ type, status }: ErrorType, docsBaseUrl: string | undefined): string {
  return docsBaseUrl === undefined ? '' : `${docsBaseUrl}/errors/${status}#${type}`;
}

/** One kind of error body: its type's name, and what its members are where the description has no component for it. */
interface BodyKind {
  readonly name: string;
  readonly component: string;
  readonly summary: string;
  /** The member that names the error type. */
  readonly typeMember: string;
  readonly members: readonly TypeMember[];
}

const member = (name: string, type: string, text: string, optional = false): TypeMember => ({
  name,
  type,
  optional,
  readonly: false,
  documentation: text,
});

const standardBody: BodyKind = {
  name: 'ErrorBody',
  component: 'Error',
  summary: 'The body of an error.',
  typeMember: 'error_type',
  members: [
    member('status_code', 'Status', 'The HTTP status, repeated.'),
    member('request_id', 'string', 'Identifies the call.'),
    member('error_type', 'Type', 'The machine-readable name of the error.'),
    member('error_message', 'string', 'A sentence for developers.'),
    member('error_url', 'string', 'The entry of this type in the documentation.'),
    member('error_details', '{ [key: string]: unknown }', 'Facts about this occurrence.', true),
  ],
};

const oauthBody: BodyKind = {
  name: 'OAuthErrorBody',
  component: 'OAuthError',
  summary: 'The body of an error of an OAuth 2.0 endpoint (RFC 6749 §5.2).',
  typeMember: 'error',
  members: [
    member('status_code', 'Status', 'The HTTP status, repeated.'),
    member('request_id', 'string', 'Identifies the call.'),
    member('error', 'Type', 'The machine-readable name of the error.'),
    member('error_description', 'string', 'A sentence for developers.', true),
    member('error_uri', 'string', 'The entry of this type in the documentation.', true),
  ],
};

/** An error body with its type and its status as parameters, so that checking one narrows the other. */
function declareBody(kind: BodyKind, schemas: readonly Schema[], printing: TypePrinting): string {
  const component = schemas.find(({ name, properties }) => name === kind.component && properties?.has(kind.typeMember) && properties.has('status_code'));
  const shape = component === undefined ? undefined : shapeOf(component);
  const parameters = new Map([
    ['status_code', 'Status'],
    [kind.typeMember, 'Type'],
  ]);
  const parameterised = (property: TypeMember): TypeMember => ({ ...property, type: parameters.get(property.name) ?? property.type });
  const described =
    shape?.kind === 'object'
      ? shape.properties.flatMap((property) => {
          // What a parameter replaces must not be imported either.
          const silent = { ...printing, names: { ...printing.names, schema: () => 'unknown' } };
          return objectMembers({ ...shape, properties: [property] }, parameters.has(property.name) ? silent : printing).members;
        })
      : kind.members;
  const members = described.map(parameterised);
  const typeParameters = ['Type extends string = string', 'Status extends number = number'];
  return declareInterface(kind.name, { members, index: undefined }, kind.summary, { typeParameters });
}
