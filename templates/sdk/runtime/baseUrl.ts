/** Decides where requests go. */

const loopback = /^((.+\.)?localhost|127(\.\d+){3}|\[::1\])$/;

/**
 * Checks a base URL and brings it into the form that paths are appended to.
 *
 * @param value an absolute http or https URL, possibly with a path
 * @param allowInsecureHttp accept plain http for other hosts than loopback
 * @returns the URL without a trailing slash
 * @throws TypeError for anything else: credentials travel with every request, so plain http is for loopback only
 */
export function checkBaseUrl(value: string, allowInsecureHttp = false): string {
  const url = URL.canParse(value) && new URL(value);
  const safe = url && (url.protocol === 'https:' || (url.protocol === 'http:' && (allowInsecureHttp || loopback.test(url.hostname))));
  // Not quoted: a URL with a password in it is one of the things refused here.
  if (!safe || url.href !== url.origin + url.pathname) {
    throw new TypeError('baseUrl must be https (http on loopback), no credentials or query.');
  }
  return url.href.replace(/\/+$/, '');
}

/**
 * Picks the server that belongs to a credential, by the credential's prefix.
 *
 * @param option the name of the client option, for the message
 * @param value the client option's value
 * @param servers base URLs by prefix
 * @throws TypeError when no prefix fits
 */
export function serverByPrefix(option: string, value: string, servers: { readonly [prefix: string]: string }): string {
  for (const [prefix, url] of Object.entries(servers)) {
    // JavaScript may have given none.
    if (`${value}`.startsWith(prefix)) return url;
  }
  throw new TypeError(`${option} must begin with ${Object.keys(servers).join(' or ')}, or baseUrl be set.`);
}
