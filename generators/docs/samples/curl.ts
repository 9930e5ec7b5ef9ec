/** A request as a cURL command that runs in any POSIX shell. */
import { shellWord } from '../../text/escape.js';
import type { Credential, SampleRequest } from './request.js';

/**
 * @param request what to send
 * @param extraHeaders sent as well, as `Prefer` for the mock
 */
export function curlSample(request: SampleRequest, extraHeaders: readonly (readonly [string, string])[] = []): string {
  const url = shellWord(`${request.baseUrl}${request.path}${queryString(request)}`);
  const parts = [request.method === 'GET' ? `curl ${url}` : `curl -X ${request.method} ${url}`];
  for (const credential of request.credentials) parts.push(credentialOption(credential));
  for (const [name, value] of [...request.headers, ...extraHeaders]) parts.push(`-H ${shellWord(`${name}: ${value}`)}`);
  parts.push(...bodyOptions(request));
  return parts.filter((part) => part !== '').join(' \\\n  ');
}

/** `?a=b&c=d`, percent-encoded; empty without parameters. */
export function queryString({ query, credentials }: SampleRequest): string {
  const pairs = query.map(([name, value]) => `${encodeURIComponent(name.toWellFormed())}=${encodeURIComponent(value.toWellFormed())}`);
  for (const credential of credentials) if (credential.kind === 'query') pairs.push(`${encodeURIComponent(credential.name.toWellFormed())}=YOUR_${credential.variable}`);
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

function credentialOption(credential: Credential): string {
  switch (credential.kind) {
    case 'basic':
      return `-u "$${credential.user}:$${credential.password}"`;
    case 'bearer':
      return `-H "Authorization: Bearer $${credential.token}"`;
    case 'header':
      return `-H "${credential.name.replace(/[^\w-]/g, '')}: $${credential.variable}"`;
    case 'query':
      return '';
  }
}

function bodyOptions({ body }: SampleRequest): readonly string[] {
  if (body === undefined) return [];
  switch (body.kind) {
    case 'json':
      return [`-H ${shellWord(`Content-Type: ${body.mediaType}`)}`, `-d ${shellWord(JSON.stringify(body.value, undefined, 2))}`];
    case 'form': {
      const option = body.mediaType.startsWith('multipart/') ? '-F' : '--data-urlencode';
      return body.fields.map(([name, value]) => `${option} ${shellWord(`${name}=${value}`)}`);
    }
    case 'text':
      return [`-H ${shellWord(`Content-Type: ${body.mediaType}`)}`, `--data-binary ${shellWord(body.text)}`];
  }
}
