/**
 * Serves a site that is made page by page while somebody reads and writes it: pages reload themselves when what they show has
 * changed, and say what is wrong with the sources while the last good state stays up.
 */
import { createHash } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { mediaTypeOf, requestTarget } from './staticSite.js';

/** The files of a site, each made when asked for. */
export type SiteContents = ReadonlyMap<string, () => string>;

/** A problem as the overlay of a page shows it. */
export interface ShownProblem {
  readonly severity: string;
  readonly message: string;
  /** `spec/openapi.yaml:12:3` */
  readonly place?: string;
  /** The lines around the place, with their numbers. */
  readonly frame?: string;
  readonly help?: string;
}

/** A site that can be replaced while it is served. */
export interface LiveSite {
  readonly handler: RequestListener;
  /**
   * Shows a new state from now on, and nothing as wrong any more. Pages that are open are made at once, and reload when they changed.
   *
   * @throws whatever making one of them throws; then the old state stays
   */
  show(contents: SiteContents): void;
  /** Shows what is wrong over every open page. */
  complain(problems: readonly ShownProblem[]): void;
  /** Lets go of every open page. */
  close(): void;
}

/** Addresses of this server that are no files of the site. */
const eventsPath = '/__live/events';
const scriptPath = '/__live/live.js';

/** An open page. */
interface Reader {
  readonly response: ServerResponse;
  /** The file it shows. */
  readonly path: string;
  /** What it showed when it was loaded. */
  fingerprint: string;
}

/**
 * Makes a live site.
 *
 * @param script what pages run to reload themselves and to show problems
 */
export function liveSite(script: string): LiveSite {
  let contents: SiteContents = new Map();
  let problems: readonly ShownProblem[] = [];
  const readers = new Set<Reader>();

  const tell = (reader: Reader): void => {
    const fingerprint = fingerprintOf(contents, reader.path);
    reader.response.write(`data: ${JSON.stringify({ reload: fingerprint !== reader.fingerprint, problems })}\n\n`);
  };

  const listen = (request: IncomingMessage, response: ServerResponse, query: URLSearchParams): void => {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    const reader: Reader = { response, path: query.get('page') ?? '', fingerprint: query.get('seen') ?? '' };
    readers.add(reader);
    request.on('close', () => readers.delete(reader));
    tell(reader);
  };

  return {
    handler(request, response) {
      response.setHeader('x-content-type-options', 'nosniff');
      if (request.method !== 'GET' && request.method !== 'HEAD') {
        answer(response, 405, 'text/plain; charset=utf-8', 'Method not allowed\n');
        return;
      }
      const url = requestTarget(request);
      if (url === undefined) {
        answer(response, 400, 'text/plain; charset=utf-8', 'Bad request\n');
        return;
      }
      if (url.path === eventsPath) {
        listen(request, response, new URLSearchParams(url.query));
        return;
      }
      if (url.path === scriptPath) {
        answer(response, 200, mediaTypeOf(scriptPath), script);
        return;
      }
      const found = fileAt(contents, url.path);
      if (found === 'folder') {
        response.setHeader('location', `${encodeURI(url.path).replace(/^\/+/, '/')}/${url.query}`);
        answer(response, 302, 'text/plain; charset=utf-8', 'Found\n');
        return;
      }
      const path = found ?? '404.html';
      try {
        const text = contents.get(path)?.() ?? 'Not found\n';
        const body = path.endsWith('.html') ? withScript(text, path, fingerprintOf(contents, path)) : text;
        answer(response, found === undefined ? 404 : 200, mediaTypeOf(path), body);
      } catch (error) {
        answer(response, 500, 'text/plain; charset=utf-8', `This page cannot be made: ${error instanceof Error ? error.message : String(error)}\n`);
      }
    },
    show(next) {
      for (const path of new Set(['index.html', ...[...readers].map((reader) => reader.path)])) next.get(path)?.();
      contents = next;
      problems = [];
      readers.forEach(tell);
    },
    complain(found) {
      problems = found;
      readers.forEach(tell);
    },
    close() {
      for (const { response } of readers) response.end();
      readers.clear();
    },
  };
}

/** The file for a path, `folder` when it needs a slash at its end, or undefined. */
function fileAt(contents: SiteContents, path: string): string | undefined {
  const name = path.slice(1);
  if (name === '' || name.endsWith('/')) return contents.has(`${name}index.html`) ? `${name}index.html` : undefined;
  if (contents.has(name)) return name;
  return contents.has(`${name}/index.html`) ? 'folder' : undefined;
}

/** What a page shows, styles and scripts included: when this changes, it is time to reload. */
function fingerprintOf(contents: SiteContents, path: string): string {
  const hash = createHash('sha256');
  for (const name of [path, 'assets/site.css', 'assets/site.js', 'assets/code.js', 'assets/try-it.js']) hash.update(contents.get(name)?.() ?? '').update('\0');
  return hash.digest('base64url').slice(0, 16);
}

function withScript(html: string, path: string, fingerprint: string): string {
  const query = new URLSearchParams({ page: path, seen: fingerprint }).toString().replaceAll('&', '&amp;');
  return html.replace('</head>', `<script src="${scriptPath}" defer data-events="${eventsPath}?${query}"></script>\n</head>`);
}

function answer(response: ServerResponse, status: number, mediaType: string, body: string): void {
  // What was shown a moment ago may be out of date.
  response.writeHead(status, { 'content-type': mediaType, 'cache-control': 'no-store' });
  response.end(body);
}
