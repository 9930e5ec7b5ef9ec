/** The part of the Postman Collection format v2.1 that is used here (schema.getpostman.com/json/collection/v2.1.0). */

/** A whole collection. */
export interface Collection {
  readonly info: { readonly name: string; readonly description: string; readonly version: string; readonly schema: string };
  readonly item: readonly (Folder | Item)[];
  readonly auth?: Auth;
  readonly variable: readonly Variable[];
}

/** Items under a heading. */
export interface Folder {
  readonly name: string;
  readonly description?: string;
  readonly item: readonly (Folder | Item)[];
}

/** One request with its saved responses. */
export interface Item {
  readonly name: string;
  readonly request: Request;
  readonly response: readonly SavedResponse[];
}

/** A request. */
export interface Request {
  readonly method: string;
  readonly description?: string;
  readonly header: readonly Parameter[];
  readonly url: Url;
  readonly body?: Body;
  readonly auth?: Auth;
}

/** An address in parts; `raw` is the same in one piece. */
export interface Url {
  readonly raw: string;
  readonly host: readonly string[];
  readonly path: readonly string[];
  readonly query?: readonly Parameter[];
  /** The values of the path's `:names`. */
  readonly variable?: readonly Parameter[];
}

/** A header, a query parameter, a form field or a path variable. */
export interface Parameter {
  readonly key: string;
  readonly value: string;
  readonly description?: string;
  readonly disabled?: true;
  /** In forms. */
  readonly type?: 'text' | 'file';
}

/** A body in one of its modes. */
export type Body =
  | { readonly mode: 'raw'; readonly raw: string; readonly options: { readonly raw: { readonly language: 'json' | 'text' | 'xml' } } }
  | { readonly mode: 'urlencoded'; readonly urlencoded: readonly Parameter[] }
  | { readonly mode: 'formdata'; readonly formdata: readonly Parameter[] }
  | { readonly mode: 'file'; readonly file: { readonly src: null } };

/** How a request proves who sends it; the attributes lie under the type's own name. */
export type Auth =
  | { readonly type: 'noauth' }
  | { readonly type: 'basic'; readonly basic: readonly Attribute[] }
  | { readonly type: 'bearer'; readonly bearer: readonly Attribute[] }
  | { readonly type: 'apikey'; readonly apikey: readonly Attribute[] }
  | { readonly type: 'oauth2'; readonly oauth2: readonly Attribute[] };

/** One attribute of an {@link Auth}. */
export interface Attribute {
  readonly key: string;
  readonly value: string;
  readonly type: 'string';
}

/** A variable of the collection. */
export interface Variable {
  readonly key: string;
  readonly value: string;
  readonly type: 'string';
  readonly description?: string;
}

/** An answer kept as an example. */
export interface SavedResponse {
  readonly name: string;
  readonly originalRequest?: Request;
  readonly status: string;
  readonly code: number;
  readonly _postman_previewlanguage: 'json' | 'text';
  readonly header: readonly Parameter[];
  readonly body: string;
}

/** A set of values for the variables, imported beside the collection. */
export interface Environment {
  readonly name: string;
  readonly values: readonly { readonly key: string; readonly value: string; readonly type: 'default' | 'secret'; readonly enabled: true }[];
  readonly _postman_variable_scope: 'environment';
}
