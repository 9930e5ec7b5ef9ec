/**
 * `npm run lighthouse`: Lighthouse over one page of each kind, as a phone sees it.
 *
 * Not part of `npm test`: Lighthouse is fetched from the npm registry into a scratch folder when this runs, and its figures
 * depend on how busy the machine is. Fails when a page is below 98 for performance or 100 for the rest.
 *
 * Each page is asked for by its canonical address, which ends in a slash.
 *
 * Usage: node test/docs/lighthouse.mjs [--site FOLDER] [PAGE …]
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';

const lighthouseVersion = '12.8.2';
const floor = { performance: 98, accessibility: 100, 'best-practices': 100, seo: 100 };
const root = fileURLToPath(new URL('../..', import.meta.url));
const { values, positionals } = parseArgs({ options: { site: { type: 'string' } }, allowPositionals: true });

const pages = positionals.length > 0 ? positionals : [
  'index.html',
  'organizations/index.html',
  'organizations/create-an-organization/index.html',
  'members/search-for-members/index.html',
  'members/member-object/index.html',
  'introduction/overview/index.html',
  'errors/index.html',
  'errors/400/index.html',
  'errors/400/organization_slug_already_used/index.html',
  'objects/index.html',
  'fields/index.html',
];

const scratch = mkdtempSync(join(tmpdir(), 'lighthouse-'));
let server;
try {
  const site = values.site === undefined ? join(scratch, 'site') : resolve(values.site);
  if (values.site === undefined) {
    // For the address it is served at, so that the canonical links are right.
    server = await serve(site);
    execFileSync(process.execPath, [join(root, 'dist/generators/cli/main.js'), 'docs', 'build', '--output', site, '--docs-base-url', server.url, '--quiet'], { stdio: ['ignore', 'ignore', 'inherit'] });
  } else {
    server = await serve(site);
  }
  const chrome = await chromePath();
  const lighthouse = await installed();
  let failed = 0;
  for (const page of pages) {
    const scores = await audit(lighthouse, chrome, `${server.url}/${page.replace(/(^|\/)index\.html$/, '$1')}`);
    const low = Object.entries(floor).filter(([category, least]) => (scores.categories[category] ?? 0) < least);
    failed += low.length > 0 ? 1 : 0;
    console.log(`${low.length > 0 ? '✗' : '✓'} ${Object.keys(floor).map((category) => String(scores.categories[category]).padStart(4)).join('')}  ${page}${scores.findings.map((finding) => `\n      ${finding}`).join('')}`);
  }
  console.log(`performance, accessibility, best practices, SEO: ${pages.length - failed} of ${pages.length} pages as they should be`);
  process.exitCode = failed > 0 ? 1 : 0;
} finally {
  server?.close();
  rmSync(scratch, { recursive: true, force: true });
}

/** Lighthouse's command, in the scratch folder or where an earlier run of the same version left it. */
async function installed() {
  const folder = join(tmpdir(), `lighthouse-${lighthouseVersion}`);
  const command = join(folder, 'node_modules', 'lighthouse', 'cli', 'index.js');
  if (!existsSync(command)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--silent', `lighthouse@${lighthouseVersion}`], { cwd: folder, stdio: 'inherit' });
  }
  return command;
}

/** The browser the tests use, or the one that CHROME_PATH names. */
async function chromePath() {
  if (process.env.CHROME_PATH) return process.env.CHROME_PATH;
  const { default: packaged } = await import('@sparticuz/chromium');
  return packaged.executablePath();
}

/** @returns the scores, 0 to 100, and what keeps them from 100 */
async function audit(command, chrome, address) {
  const report = join(scratch, 'report.json');
  const flags = '--headless --no-sandbox --disable-gpu --font-render-hinting=none';
  const child = spawn(process.execPath, [command, address, '--quiet', '--output=json', `--output-path=${report}`, `--chrome-flags=${flags}`, '--only-categories=performance,accessibility,best-practices,seo'], {
    env: { ...process.env, CHROME_PATH: chrome },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text) => (complaint += text));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`Lighthouse could not look at ${address}: ${complaint.trim() || `exit code ${code}`}`);
  const { categories, audits } = JSON.parse(readFileSync(report, 'utf8'));
  const findings = Object.values(categories).flatMap(({ auditRefs }) =>
    auditRefs.flatMap(({ id, weight }) => {
      const { score, title, displayValue } = audits[id];
      return weight > 0 && score !== null && score < 0.9 ? [`${title}${displayValue ? ` (${displayValue})` : ''}`] : [];
    }),
  );
  return { categories: Object.fromEntries(Object.entries(categories).map(([name, { score }]) => [name, Math.round((score ?? 0) * 100)])), findings };
}

/** A host as they are: compressed, with a policy, and nothing else. */
async function serve(folder) {
  const types = { '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.svg': 'image/svg+xml', '.txt': 'text/plain; charset=utf-8', '.xml': 'application/xml' };
  const http = createServer((request, response) => {
    const path = resolve(folder, `.${decodeURIComponent(new URL(request.url ?? '/', 'http://site').pathname)}`);
    const found = path === folder || path.startsWith(folder + sep) ? (existsSync(path) && statSync(path).isDirectory() ? join(path, 'index.html') : path) : '';
    if (!existsSync(found)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      'content-type': types[extname(found)] ?? 'application/octet-stream',
      'content-encoding': 'gzip',
      'cache-control': 'max-age=31536000',
      'content-security-policy': "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'",
    });
    response.end(gzipSync(readFileSync(found)));
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  return { url: `http://127.0.0.1:${http.address().port}`, close: () => http.close() };
}
