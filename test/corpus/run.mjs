/**
 * `npm run corpus -- FOLDER`: lints, generates and compiles every OpenAPI document of a folder, and prints a table of how it went.
 *
 * Each document runs in a process of its own with a limit on time and memory, so that one that hangs or eats everything is a
 * row of the table like any other. The exit code is 1 when a document crashed the program, ran into a limit or gave
 * TypeScript that does not compile; a document that is refused with a located problem is no failure.
 *
 * Options: `--seconds N` and `--megabytes N`, the limits of one document; `--only TEXT`, documents whose path holds the text;
 * `--keep FOLDER`, where the output stays; `--verbose`, every finding instead of the first.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { optionsOf } from '../support/options.mjs';

const usage = 'npm run corpus -- FOLDER [--seconds N] [--megabytes N] [--only TEXT] [--keep FOLDER] [--verbose]';
const { values, positionals } = optionsOf(usage, {
  allowPositionals: true,
  numbers: ['seconds', 'megabytes'],
  options: {
    seconds: { type: 'string', default: '600' },
    megabytes: { type: 'string', default: '4096' },
    only: { type: 'string', default: '' },
    keep: { type: 'string' },
    verbose: { type: 'boolean', default: false },
  },
});
const [folder] = positionals;
if (folder === undefined || !existsSync(folder)) {
  console.error(`${folder === undefined ? '' : `There is no ${folder}.\n`}Usage: ${usage}`);
  process.exit(2);
}

const scratch = values.keep === undefined ? mkdtempSync(join(tmpdir(), 'corpus-')) : resolve(values.keep);
const columns = ['document', 'operations', 'webhooks', 'schemas', 'lint errors', 'seconds', 'peak MB', 'output MB', 'verdict', 'first finding'];
let failures = 0;
try {
  console.log(`| ${columns.join(' | ')} |\n|${columns.map((name) => (name === 'document' || name === 'verdict' || name.startsWith('first') ? ' --- ' : ' ---: ')).join('|')}|`);
  for (const [index, document] of documentsBelow(resolve(folder)).entries()) {
    const name = relative(resolve(folder), document);
    if (!name.includes(values.only)) continue;
    const output = join(scratch, String(index));
    rmSync(output, { recursive: true, force: true });
    mkdirSync(output, { recursive: true });
    const report = await run(document, output);
    if (report.failed) failures += 1;
    console.log(`| ${[name, ...cells(report)].map(cell).join(' | ')} |`);
    if (values.verbose) for (const finding of report.findings) console.log(`  - ${finding}`);
    if (values.keep === undefined) rmSync(output, { recursive: true, force: true });
  }
} finally {
  if (values.keep === undefined) rmSync(scratch, { recursive: true, force: true });
}
console.log(failures === 0 ? '\nNo failures.' : `\n${failures} failed.`);
process.exitCode = failures === 0 ? 0 : 1;

/** Files that begin as an OpenAPI or Swagger document does, in the order of their paths. */
function documentsBelow(path) {
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => (entry.isFile() || entry.isSymbolicLink()) && /\.(?:ya?ml|json)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => /^\s*["']?(?:openapi|swagger)["']?\s*:|[{,]\s*"(?:openapi|swagger)"\s*:/m.test(readFileSync(file, 'utf8')))
    .sort();
}

/** Runs one document and gives what it reported, or what became of it. */
async function run(document, output) {
  const started = performance.now();
  const limit = Number(values.seconds) * 1000;
  const worker = fileURLToPath(new URL('document.mjs', import.meta.url));
  const child = spawn(process.execPath, [`--max-old-space-size=${values.megabytes}`, worker, document, output], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  let report = { findings: [] };
  let stderr = '';
  child.on('message', (message) => (report = { ...report, ...message }));
  child.stderr.on('data', (chunk) => (stderr = (stderr + chunk).slice(-4000)));
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    child.kill('SIGKILL');
  }, limit);
  const status = await new Promise((done) => child.once('close', done));
  clearTimeout(timer);
  const seconds = (performance.now() - started) / 1000;
  if (timedOut) return { ...report, seconds, failed: true, verdict: `hangs in ${report.step ?? 'start'}` };
  if (status === 0) return { ...report, seconds };
  const outOfMemory = /heap out of memory|allocation failed/i.test(stderr);
  return {
    ...report,
    seconds,
    failed: true,
    verdict: `${outOfMemory ? 'out of memory' : 'dies'} in ${report.step ?? 'start'}`,
    findings: [...report.findings, stderr.split('\n').find((line) => /error/i.test(line)) ?? `exit code ${status}`],
  };
}

function cells({ operations, webhooks, schemas, lintErrors, seconds, megabytes, outputBytes, verdict, findings }) {
  const output = outputBytes === undefined ? '' : (outputBytes / 1e6).toFixed(1);
  return [operations ?? '', webhooks ?? '', schemas ?? '', lintErrors ?? '', seconds.toFixed(1), megabytes ?? '', output, verdict ?? '', findings[0] ?? ''];
}

function cell(text) {
  const line = String(text).replaceAll(/\s+/g, ' ').replaceAll('|', '\\|');
  return line.length > 200 ? `${line.slice(0, 200)} …` : line;
}
