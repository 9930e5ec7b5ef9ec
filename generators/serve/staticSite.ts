/** Serves a folder of static files, for reading the documentation on this machine. */
import { createReadStream, realpathSync, statSync } from 'node:fs';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.yaml': 'application/yaml; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.xml': 'application/xml; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
};

/**
 * A handler that answers with the files below a folder. `/errors/400` leads to `/errors/400/`, whose index.html is shown; what
 * is not there gets the site's own 404.html. Nothing outside the folder is ever read, not even through links.
 */
export function staticSite(folder: string): RequestListener {
  const root = resolve(folder);
  return (request, response) => {
    response.setHeader('x-content-type-options', 'nosniff');
    // The site changes with every build.
    response.setHeader('cache-control', 'no-cache');
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('allow', 'GET, HEAD');
      plain(response, 405, 'Method not allowed');
      return;
    }
    const url = requestTarget(request);
    if (url === undefined) {
      plain(response, 400, 'Bad request');
      return;
    }
    const found = find(root, url.path);
    if (found === 'folder') {
      // Relative to the host, and never `//host`, which would lead to another one.
      response.setHeader('location', `${encodeURI(url.path).replace(/^\/+/, '/')}/${url.query}`);
      plain(response, 302, 'Found');
      return;
    }
    const missing = found === undefined;
    const file = found ?? find(root, '/404.html');
    if (file === undefined || file === 'folder') plain(response, 404, 'Not found');
    else send(request, response, file, missing ? 404 : 200);
  };
}

/** The media type a file is sent with, by its name. */
export function mediaTypeOf(name: string): string {
  return mediaTypes[extname(name).toLowerCase()] ?? 'application/octet-stream';
}

/** The decoded path and the query of a request; undefined for what is no path. */
export function requestTarget(request: IncomingMessage): { readonly path: string; readonly query: string } | undefined {
  const target = request.url ?? '/';
  const mark = target.indexOf('?');
  const raw = mark === -1 ? target : target.slice(0, mark);
  try {
    const path = decodeURIComponent(raw);
    if (!path.startsWith('/') || path.includes('\0') || path.includes('\\')) return undefined;
    return { path, query: mark === -1 ? '' : target.slice(mark) };
  } catch {
    return undefined;
  }
}

/** The file for a path, `folder` when it needs a slash at its end, or undefined. */
function find(root: string, path: string): string | undefined {
  if (path.split('/').includes('..')) return undefined;
  try {
    const realRoot = realpathSync(root);
    const real = realpathSync(join(realRoot, path));
    if (real !== realRoot && !real.startsWith(realRoot + sep)) return undefined;
    if (statSync(real).isFile()) return path.endsWith('/') ? undefined : real;
    const index = join(real, 'index.html');
    if (!statSync(index).isFile()) return undefined;
    return path.endsWith('/') ? index : 'folder';
  } catch {
    return undefined;
  }
}

function send(request: IncomingMessage, response: ServerResponse, file: string, status: number): void {
  response.writeHead(status, {
    'content-type': mediaTypeOf(file),
    'content-length': statSync(file).size,
  });
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  createReadStream(file)
    .on('error', () => {
      response.destroy();
    })
    .pipe(response);
}

function plain(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
  response.end(`${text}\n`);
}
