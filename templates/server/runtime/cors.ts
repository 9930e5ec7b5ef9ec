/** Cross-origin requests (WHATWG Fetch, CORS protocol). Nothing here runs unless the user asks for it. */

/** Which browsers' pages may call. */
export interface CorsOptions {
  /** Exact origins (`https://app.example`), or `*` for any page, which excludes credentials. */
  readonly origins: readonly string[] | '*';
  /** Request headers a page may set. */
  readonly allowHeaders?: readonly string[];
  /** Response headers a page may read. */
  readonly exposeHeaders?: readonly string[];
  /** Lets browsers send cookies and HTTP authentication. Has no effect with `*`. */
  readonly credentials?: boolean;
  /** How long a browser may remember a preflight's answer. */
  readonly maxAgeSeconds?: number;
}

type Header = readonly [name: string, value: string];

/** The headers for an answer to a page of this origin; none when it may not call. */
export function corsHeaders(options: CorsOptions, origin: string | undefined): readonly Header[] {
  const vary: readonly Header[] = options.origins === '*' ? [] : [['vary', 'Origin']];
  if (origin === undefined || !(options.origins === '*' || options.origins.includes(origin))) return vary;
  const headers: Header[] = [['access-control-allow-origin', options.origins === '*' ? '*' : origin], ...vary];
  if (options.credentials === true && options.origins !== '*') headers.push(['access-control-allow-credentials', 'true']);
  const expose = ['X-Request-Id', 'Retry-After', ...(options.exposeHeaders ?? [])];
  headers.push(['access-control-expose-headers', expose.join(', ')]);
  return headers;
}

/** The further headers for the answer to a preflight. */
export function preflightHeaders(options: CorsOptions, methods: readonly string[]): readonly Header[] {
  const allowed = ['Authorization', 'Content-Type', ...(options.allowHeaders ?? [])];
  return [
    ['access-control-allow-methods', methods.join(', ')],
    ['access-control-allow-headers', allowed.join(', ')],
    ['access-control-max-age', String(options.maxAgeSeconds ?? 600)],
  ];
}
