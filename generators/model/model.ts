/**
 * The intermediate representation every target reads: plain objects built once per run from a bundled document.
 *
 * It is neutral as to language (names are the document's own; a target derives identifiers from them), it keeps
 * references as references (object edges, cycles included), and every node knows where it was written.
 */
import type { Origin } from '../diagnostics.js';

/** Any JSON value (RFC 8259). */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** The whole of an API description. */
export interface ApiModel {
  readonly info: Info;
  /** The dialect the document was written in; schemas are already normalised to 2020-12. */
  readonly dialect: '3.0' | '3.1';
  readonly servers: readonly Server[];
  readonly tags: readonly Tag[];
  readonly securitySchemes: readonly SecurityScheme[];
  /**
   * The named schemas: `components.schemas` in the document's order, then whatever else a `$ref` points to, with a name derived from
   * its place. So every reference leads to a schema that has a name.
   */
  readonly schemas: readonly Schema[];
  /** Every operation below `paths`, in the document's order: the calls that a client makes and a server answers. */
  readonly operations: readonly Operation[];
  /** What the API sends of its own accord: `webhooks`, then those of `x-webhooks`, in the document's order. */
  readonly webhooks: readonly IncomingRequest[];
  /** The root of the resource tree that `x-sdk-path` (or tags and operationIds) describes. */
  readonly resources: Resource;
  /** The error catalogue, by status then type; empty for documents without one. */
  readonly errors: readonly ErrorType[];
  /** Named groups of error types that operations include (`every_call` …). */
  readonly errorSets: readonly ErrorSet[];
  /** The documentation's tree; derived from tags for documents without one. */
  readonly navigation: readonly NavigationGroup[];
  /** Where the documentation is served: the base of every `error_url`. No trailing slash. */
  readonly docsBaseUrl: string | undefined;
  readonly origin: Origin;
}

/** Info Object (OAS 3.1 §4.8.2). */
export interface Info {
  readonly title: string;
  readonly version: string;
  readonly summary?: string;
  readonly description?: string;
  readonly termsOfService?: string;
  readonly contact?: { readonly name?: string; readonly url?: string; readonly email?: string };
  readonly license?: { readonly name: string; readonly identifier?: string; readonly url?: string };
}

/** Server Object (OAS 3.1 §4.8.5). */
export interface Server {
  /** May hold `{variables}`. */
  readonly url: string;
  readonly description?: string;
  readonly variables: readonly ServerVariable[];
}

/** Server Variable Object (OAS 3.1 §4.8.6). */
export interface ServerVariable {
  readonly name: string;
  readonly default: string;
  readonly enum?: readonly string[];
  readonly description?: string;
}

/** Tag Object (OAS 3.1 §4.8.22). */
export interface Tag {
  readonly name: string;
  readonly description?: string;
}

/** Security Scheme Object (OAS 3.1 §4.8.27). */
export interface SecurityScheme {
  readonly name: string;
  readonly type: 'http' | 'apiKey' | 'oauth2' | 'openIdConnect' | 'mutualTLS';
  /** For `http`: `basic`, `bearer` …, lower case. */
  readonly scheme?: string;
  readonly bearerFormat?: string;
  /** For `apiKey`. */
  readonly in?: 'header' | 'query' | 'cookie';
  /** For `apiKey`: the header, query parameter or cookie. */
  readonly parameterName?: string;
  readonly openIdConnectUrl?: string;
  readonly flows?: Json;
  readonly description?: string;
  readonly extensions: Extensions;
}

/** One way to be allowed to make the call: every scheme of it must be satisfied (OAS 3.1 §4.8.30). Empty = anonymous. */
export type SecurityRequirement = readonly { readonly scheme: SecurityScheme; readonly scopes: readonly string[] }[];

/** `x-` members of a node, by full name. */
export type Extensions = { readonly [name: `x-${string}`]: Json };

/** HTTP methods an OpenAPI document can describe. */
export type HttpMethod = 'GET' | 'PUT' | 'POST' | 'DELETE' | 'OPTIONS' | 'HEAD' | 'PATCH' | 'TRACE';

/** Operation Object (OAS 3.1 §4.8.10), with what its Path Item adds merged in. */
export interface Operation {
  /** `operationId`; derived from method and path where the document has none. Unique. */
  readonly id: string;
  readonly method: HttpMethod;
  /** As written: `/v1/b2b/organizations/{organization_id}`. */
  readonly path: string;
  readonly pathTemplate: PathTemplate;
  readonly summary?: string;
  readonly description?: string;
  readonly deprecated: boolean;
  readonly tags: readonly string[];
  /** Where the call hangs in an SDK: `['organizations', 'members', 'create']`. Unique. */
  readonly sdkPath: readonly string[];
  readonly parameters: readonly Parameter[];
  readonly requestBody?: RequestBody;
  readonly responses: readonly Response[];
  /** Alternatives; empty when the call needs no credential. */
  readonly security: readonly SecurityRequirement[];
  /** Its own, its Path Item's or the document's, whichever is nearest. */
  readonly servers: readonly Server[];
  /** The error types the call can return, by status then in the order the mock prefers. */
  readonly errors: readonly OperationError[];
  readonly retry: RetryPolicy;
  readonly pagination?: Pagination;
  readonly rbac?: RbacPermission;
  /** What the API sends in the course of the call, to addresses that the call tells it. */
  readonly callbacks: readonly IncomingRequest[];
  readonly extensions: Extensions;
  readonly origin: Origin;
}

/**
 * A request that the API makes and its user answers: an operation of the other direction. The request is what a user receives, the
 * responses are what the API expects back. An SDK does not call it and a server does not serve it; {@link Operation.sdkPath} is
 * empty, and {@link Operation.path} is the webhook's name or the callback's expression.
 */
export interface IncomingRequest extends Operation {
  /** Registered with the API out of band (OAS 3.1 §4.8.1 `webhooks`), or by a call (OAS 3.1 §4.8.18). */
  readonly kind: 'webhook' | 'callback';
  /** Its key under `webhooks` or `callbacks`. */
  readonly name: string;
  /** Where a callback is sent: a runtime expression (OAS 3.1 §4.8.20.4), such as `{$request.body#/url}`, or an address with some in it. */
  readonly expression?: string;
}

/** A path cut at its `{parameters}`; literals and parameters may share a segment (`/{name}.{format}`). */
export type PathTemplate = readonly ({ readonly literal: string } | { readonly parameter: string })[];

/**
 * May a client send the request again when it does not know what became of it?
 * `safe`: reading only. `idempotent`: twice is as good as once. `unsent-only`: only when the request certainly
 * never left (a single-use token, an SMS); a lost answer must not be retried blindly. From `x-retry`.
 */
export type RetryPolicy = 'safe' | 'idempotent' | 'unsent-only';

/** Cursor paging, from `x-pagination`. Paths are dotted: `body.cursor`, `query.cursor`, `results_metadata.next_cursor`. */
export interface Pagination {
  /** Request member that takes the cursor: `body.…` or `query.…`. */
  readonly cursor: string;
  /** Request member that takes the page size, if any. */
  readonly limit?: string;
  /** Response member that holds the next cursor; absent or empty on the last page. */
  readonly nextCursor: string;
  /** Response member that holds the items. */
  readonly items: string;
}

/** What a member's roles must permit when the call carries a member session, from `x-rbac`. */
export interface RbacPermission {
  readonly resource: string;
  readonly action: string;
}

/** Parameter Object (OAS 3.1 §4.8.12). */
export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'cookie';
  readonly required: boolean;
  readonly deprecated: boolean;
  readonly description?: string;
  /** Serialisation (§4.8.12.2), defaults filled in. */
  readonly style: 'matrix' | 'label' | 'form' | 'simple' | 'spaceDelimited' | 'pipeDelimited' | 'deepObject';
  readonly explode: boolean;
  readonly allowReserved: boolean;
  /** Set when the parameter is described by `content` instead of `schema`. */
  readonly mediaType?: string;
  readonly schema: Schema;
  readonly examples: readonly Example[];
  readonly extensions: Extensions;
  readonly origin: Origin;
}

/** Request Body Object (OAS 3.1 §4.8.13). */
export interface RequestBody {
  readonly required: boolean;
  readonly description?: string;
  readonly contents: readonly Content[];
  readonly origin: Origin;
}

/** One entry of a `content` map: a Media Type Object (OAS 3.1 §4.8.14) with its key. */
export interface Content {
  /** `application/json`, `application/x-www-form-urlencoded`, `text/*` … */
  readonly mediaType: string;
  /** The always-true schema when the document gives none. */
  readonly schema: Schema;
  readonly examples: readonly Example[];
  /** Encoding Objects by property (§4.8.15), as written. */
  readonly encoding: { readonly [property: string]: Json };
  readonly origin: Origin;
}

/** Example Object (OAS 3.1 §4.8.19). A lone `example` has the key `default`. */
export interface Example {
  readonly key: string;
  readonly summary?: string;
  readonly description?: string;
  readonly value: Json;
}

/** Response Object (OAS 3.1 §4.8.17). */
export interface Response {
  /** `200`, `4XX` or `default`. */
  readonly status: string;
  readonly description: string;
  readonly headers: readonly ResponseHeader[];
  readonly contents: readonly Content[];
  /** What can be called next with what the answer holds. */
  readonly links: readonly Link[];
  readonly origin: Origin;
}

/** Link Object (OAS 3.1 §4.8.20) with its name. */
export interface Link {
  readonly name: string;
  readonly description?: string;
  /** The call it leads to; undefined where that is in another document, or nowhere. */
  readonly operation: Operation | undefined;
  /** `operationId` or `operationRef`, as written. */
  readonly reference: string;
  /** What to pass: values, or runtime expressions such as `$response.body#/id`. Names may say where: `path.id`. */
  readonly parameters: readonly { readonly name: string; readonly value: Json }[];
  /** What to send as the body. */
  readonly requestBody?: Json;
  readonly origin: Origin;
}

/** Header Object (OAS 3.1 §4.8.21) with its name. */
export interface ResponseHeader {
  readonly name: string;
  readonly required: boolean;
  readonly description?: string;
  readonly schema: Schema;
}

/** A node of the resource tree; the root has an empty path. */
export interface Resource {
  readonly name: string;
  readonly path: readonly string[];
  /** The calls that end here; the last element of each `sdkPath` is the method's name. */
  readonly operations: readonly Operation[];
  readonly children: readonly Resource[];
}

/* ------------------------------------------------------------------ errors */

/** One entry of the error catalogue: `spec/errors/<status>/<type>.yaml`. */
export interface ErrorType {
  /** `organization_slug_already_used`: the `error_type` (or OAuth 2.0 `error`) on the wire. */
  readonly type: string;
  readonly status: number;
  /** `standard`: Error body; `oauth2`: RFC 6749 §5.2 body. */
  readonly format: 'standard' | 'oauth2';
  readonly title: string;
  /** A template: `{organization_slug}` stands for a parameter. */
  readonly message: string;
  readonly parameters: readonly ErrorParameter[];
  /** `message` with every parameter's example filled in. */
  readonly exampleMessage: string;
  readonly meaning: string;
  readonly causes: readonly string[];
  readonly fixes: readonly string[];
  /** Who must act. */
  readonly actor: 'developer' | 'end_user' | 'admin' | 'provider' | 'service';
  readonly retry: 'never' | 'after_change' | 'backoff';
  /** Request fields concerned, dotted. */
  readonly fields: readonly string[];
  readonly seeAlso: readonly string[];
  /** Former names that still lead here. */
  readonly aliases: readonly string[];
  readonly provenance: 'documented' | 'inferred';
  /** Example of `error_details`, where the type carries them. */
  readonly details?: Json;
  /** The operations that can return it. */
  readonly operations: readonly Operation[];
  readonly origin: Origin;
}

/** A named parameter of an error's message template. */
export interface ErrorParameter {
  readonly name: string;
  readonly description: string;
  readonly example: string;
}

/** A baseline group of error types that operations include by name. */
export interface ErrorSet {
  readonly name: string;
  readonly description: string;
  readonly types: readonly string[];
  /** True when the types are met outside the described operations, for example by a browser on its way back from a provider. */
  readonly outside: boolean;
}

/** The use of an error type by one operation. */
export interface OperationError {
  readonly type: ErrorType;
  /** When this call returns it, where the operation says more than the catalogue. */
  readonly when?: string;
  /** Request fields concerned in this call, dotted; the catalogue's by default. */
  readonly fields: readonly string[];
  /** The baseline set it came from; absent when the operation names it itself. */
  readonly set?: string;
}

/* -------------------------------------------------------------- navigation */

/** A heading of the documentation's tree. */
export interface NavigationGroup {
  readonly title: string;
  /** `Beta` … */
  readonly badge?: string;
  readonly pages: readonly NavigationPage[];
  readonly groups: readonly NavigationGroup[];
}

/** A page of the documentation. Exactly one of the reference members is set, by `kind`. */
export type NavigationPage = { readonly title: string; readonly slug: string } & (
  | { readonly kind: 'operation'; readonly operation: Operation }
  /** What the API sends of its own accord. */
  | { readonly kind: 'webhook'; readonly webhook: IncomingRequest }
  | { readonly kind: 'object'; readonly schema: Schema }
  /** An authored Markdown page: `docs/<guide>.md`. */
  | { readonly kind: 'guide'; readonly guide: string }
  /** An SDK method that makes no call of its own, described in Markdown: `docs/<guide>.md`. */
  | { readonly kind: 'local'; readonly guide: string; readonly sdkPath: readonly string[] }
  | { readonly kind: 'errors'; readonly status: number | undefined }
  | { readonly kind: 'collection' }
);

/* ----------------------------------------------------------------- schemas */

/** The JSON types of JSON Schema 2020-12. */
export type JsonType = 'null' | 'boolean' | 'object' | 'array' | 'number' | 'integer' | 'string';

/**
 * Schema Object, normalised to JSON Schema 2020-12: lossless, so that a validator can honour every keyword.
 * OpenAPI 3.0 forms (`nullable`, boolean `exclusiveMinimum`, `example`) are already translated.
 * For a reading view (properties flattened out of `allOf`, `null` as a flag) see `shapeOf` in shape.ts.
 */
export interface Schema {
  /** JSON Pointer in the bundle, e.g. `/components/schemas/Member/properties/roles`. Identity: one object per pointer. */
  readonly pointer: string;
  readonly origin: Origin;
  /** The component's name when the schema is `components.schemas.<name>`. */
  readonly name?: string;
  /** True when following `ref`, `properties`, `items` … from here can lead back here. */
  readonly recursive: boolean;
  /** Boolean schemas: `true` accepts everything, `false` nothing. */
  readonly always?: boolean;

  readonly title?: string;
  readonly description?: string;
  readonly default?: Json;
  readonly examples: readonly Json[];
  readonly deprecated: boolean;
  readonly readOnly: boolean;
  readonly writeOnly: boolean;
  /** `x-sensitive`: never shown in errors, logs or URLs. */
  readonly sensitive: boolean;
  /** `x-enum-descriptions`: what each enum value means, by value. */
  readonly enumDescriptions: { readonly [value: string]: string };
  readonly extensions: Extensions;

  /** `$ref`; siblings, where present, apply too (2020-12 §8.2.3.1). */
  readonly ref?: Schema;
  readonly types?: readonly JsonType[];
  readonly enum?: readonly Json[];
  /** `const`, wrapped because `null` is a value too. */
  readonly constant?: { readonly value: Json };

  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly not?: Schema;
  readonly if?: Schema;
  readonly then?: Schema;
  readonly else?: Schema;
  readonly discriminator?: Discriminator;

  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly contentEncoding?: string;
  readonly contentMediaType?: string;

  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;

  readonly items?: Schema;
  readonly prefixItems?: readonly Schema[];
  readonly contains?: Schema;
  readonly minContains?: number;
  readonly maxContains?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly unevaluatedItems?: Schema;

  /** In the document's order. A `Map`, so that `__proto__` is a name like any other. */
  readonly properties?: ReadonlyMap<string, Schema>;
  readonly patternProperties?: ReadonlyMap<string, Schema>;
  readonly additionalProperties?: Schema;
  readonly propertyNames?: Schema;
  readonly unevaluatedProperties?: Schema;
  readonly required?: readonly string[];
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly dependentRequired?: ReadonlyMap<string, readonly string[]>;
  readonly dependentSchemas?: ReadonlyMap<string, Schema>;
}

/** Discriminator Object (OAS 3.1 §4.8.25), mapping resolved and completed with the implicit names. */
export interface Discriminator {
  readonly propertyName: string;
  /** Tag value → branch of the `oneOf` or `anyOf`. */
  readonly mapping: ReadonlyMap<string, Schema>;
}
