/** What the generated code says of each operation: data only, compiled into a plan when the server is made. */
import type { OperationValidators, RequestValidators } from '../../validators/runtime/types.js';
import type { SecuritySchemeDescriptor } from './authentication.js';
import type { ErrorDefinition, ErrorFormat } from './errors.js';
import type { ParameterDescriptor, ValueShape } from './parameters.js';

/** A media type an operation takes, and how it is read. */
export interface BodyContent {
  /** As described; may be a range (`text/*`). */
  readonly mediaType: string;
  /** The fields of a form body, each by its own shape. */
  readonly form?: { readonly [name: string]: ValueShape };
}

/** A documented answer, or several that differ in nothing but their status. */
export interface ResponseDescriptor {
  /** `200`, `4XX` or `default`. */
  readonly statuses: readonly string[];
  /** The media type of the body; absent when there is none. */
  readonly mediaType?: string;
  /** Members of the body that the server fills in, so that handlers need not. */
  readonly fills?: readonly ('request_id' | 'status_code')[];
}

/** An error type that concerns certain request fields. */
export interface FieldError {
  readonly type: string;
  /** Dotted, as in the description: `organization_slug`, `email_address`. */
  readonly fields: readonly string[];
}

/** What a server needs of an operation to start. */
interface OperationOutline {
  readonly id: string;
  readonly method: string;
  /** `/v1/things/{thing_id}` */
  readonly path: string;
  /** The path of its server's URL, where that has one: `/v2`. */
  readonly basePath?: string;
  /** Alternatives of scheme names; empty for an open operation. */
  readonly security: readonly (readonly string[])[];
}

/** What a server needs of an operation to answer a call. */
export interface OperationDetails {
  readonly pathParameters?: readonly ParameterDescriptor[];
  readonly queryParameters?: readonly ParameterDescriptor[];
  readonly headerParameters?: readonly ParameterDescriptor[];
  readonly cookieParameters?: readonly ParameterDescriptor[];
  readonly body?: { readonly required: boolean; readonly contents: readonly BodyContent[] };
  readonly responses: readonly ResponseDescriptor[];
  /** Documented error types, in the order they are preferred. */
  readonly errors: readonly string[];
  /** Those of them that concern other request fields here than the catalogue says. */
  readonly fieldErrors?: readonly FieldError[];
  readonly errorFormat: ErrorFormat;
  /** What a member's roles must permit when the call carries a member session. */
  readonly permission?: Permission;
  /** Names of request fields that must not appear in messages. */
  readonly sensitive?: readonly string[];
  readonly validators: RequestValidators;
  /** Loads what answers are checked with, in development. */
  readonly answerValidators: () => Promise<OperationValidators['responses']>;
}

/** An operation, as the generated table lists it: most of it is not made before the first call. */
export interface OperationEntry extends OperationOutline {
  readonly describe: () => OperationDetails;
}

/** The whole of an operation. */
export interface OperationDescriptor extends OperationOutline, OperationDetails {}

/** An action on a resource, from `x-rbac`. */
export interface Permission {
  readonly resource: string;
  readonly action: string;
}

/** The whole API, as generated. */
export interface ApiDefinition {
  /** The title of the description; the realm of authentication challenges. */
  readonly title: string;
  readonly operations: readonly OperationEntry[];
  readonly securitySchemes: readonly SecuritySchemeDescriptor[];
  /** The error catalogue; empty for descriptions without one. */
  readonly errors: { readonly [type: string]: ErrorDefinition };
  /** The form of errors on routes that no operation answers. */
  readonly errorFormat: ErrorFormat;
  /** Where the documentation is served, unless the server's options say otherwise. */
  readonly docsBaseUrl?: string;
  /** What request ids begin with, unless the server's options make them. */
  readonly requestIdPrefix: string;
}
