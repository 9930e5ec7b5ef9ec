/**
 * `npm run smoke:clients`: the official Python and Go packages against the mock. Each is skipped, with a word of why, where its
 * toolchain is not installed or its registry cannot be reached. Everything is installed into a temporary folder.
 */
import { execFile, execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openDescription } from '../../dist/generators/pipeline.js';
import { startMock } from '../../dist/generators/mock/index.js';

const here = fileURLToPath(new URL('.', import.meta.url));
const credentials = { project_id: 'project-test-00000000-0000-4000-8000-000000000000', secret: 'secret-test-0123456789' };
/** Versions that are known to install; a newer one is taken by changing it here. */
const versions = { python: 'stytch==15.3.0', go: 'github.com/stytchauth/stytch-go/v16@v16.0.0' };

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'official-clients-')));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

const opened = await openDescription({ docsBaseUrl: 'http://docs.test' });
const mock = await startMock({ opened, port: 0 });
const results = [];
try {
  results.push(await python(), await go());
} finally {
  await mock.close();
}
for (const { name, outcome, lines } of results) console.log([`${name}: ${outcome}`, ...lines.map((line) => `  ${line}`)].join('\n'));
process.exitCode = results.some(({ failed }) => failed) ? 1 : 0;

async function python() {
  const name = `Python (${versions.python})`;
  const bin = join(folder, 'venv', process.platform === 'win32' ? 'Scripts' : 'bin', 'python');
  const missing = attempt('python3', ['-m', 'venv', join(folder, 'venv')]) ?? attempt(bin, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', versions.python]);
  if (missing !== undefined) return skipped(name, missing);
  const calls = opened.model.operations.map((operation) => ({ path: operation.sdkPath, params: paramsOf(operation), error: errorOf(operation) })).filter(({ error }) => error !== undefined);
  const { stdout, stderr } = await run(bin, [join(here, 'python/smoke.py')], { input: JSON.stringify({ url: mock.url, ...credentials, calls }) });
  const result = parsed(stdout);
  if (result === undefined) return { name, outcome: 'failed', failed: true, lines: stderr.trim().split('\n').slice(-5) };
  const { called, missing: without, faults } = result;
  return {
    name,
    outcome: `${called.length} methods called, ${faults.length} faults`,
    failed: faults.length > 0 || called.length === 0,
    lines: [...faults, `not in the package: ${without.join(', ')}`],
  };
}

async function go() {
  const name = `Go (${versions.go})`;
  copyFileSync(join(here, 'go/main.go'), join(folder, 'main.go'));
  const options = { cwd: folder };
  const missing = attempt('go', ['mod', 'init', 'smoke'], options) ?? attempt('go', ['get', versions.go], options) ?? attempt('go', ['mod', 'tidy'], options) ?? attempt('go', ['build', '-o', 'smoke', '.'], options);
  if (missing !== undefined) return skipped(name, missing);
  const organization = opened.model.operations.find(({ id }) => id === 'getOrganization');
  const env = { ...process.env, MOCK_URL: mock.url, PROJECT_ID: credentials.project_id, SECRET: credentials.secret, TOKEN: 'DOYoip3rvIMMW5SVItikFK-Ak1CfMsgjuiCyI7uuU94=', ORGANIZATION_ID: String(paramsOf(organization).organization_id) };
  const { stdout, code } = await run(join(folder, 'smoke'), [], { env });
  return { name, outcome: code === 0 ? 'passed' : 'failed', failed: code !== 0, lines: stdout.trim().split('\n') };
}

/** Runs a step that may be impossible on this machine; gives the reason, or undefined. */
function attempt(command, args, options = {}) {
  try {
    execFileSync(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'], timeout: 300_000 });
    return undefined;
  } catch (error) {
    return String(error.stderr ?? '').trim().split('\n').at(-1) || error.message;
  }
}

function run(command, args, { input = '', env = process.env }) {
  return new Promise((resolve) => {
    const child = execFile(command, args, { env, timeout: 300_000, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => resolve({ stdout, stderr, code: error === null ? 0 : (error.code ?? 1) }));
    child.stdin.end(input);
  });
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function skipped(name, why) {
  return { name, outcome: `skipped: ${why}`, failed: false, lines: [] };
}

/** The members of a valid call, from the description's examples. */
function paramsOf(operation) {
  const required = operation.parameters.filter((parameter) => parameter.required).map((parameter) => [parameter.name, parameter.examples[0]?.value ?? exampleOf(parameter.schema)]);
  const body = operation.requestBody?.contents[0]?.examples[0]?.value ?? {};
  return { ...Object.fromEntries(required), ...body };
}

function exampleOf(schema) {
  if (schema === undefined) return undefined;
  const own = schema.examples[0] ?? schema.constant?.value ?? schema.enum?.[0] ?? schema.default;
  return own ?? [schema.ref, ...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])].map(exampleOf).find((value) => value !== undefined);
}

/** An error of the operation as the package must give it, rather its own than one of all. */
function errorOf({ errors }) {
  const type = (errors.find(({ set }) => set === undefined) ?? errors[0])?.type;
  if (type === undefined) return undefined;
  return { status_code: type.status, error_type: type.type, error_message: type.exampleMessage, error_url: `http://docs.test/errors/${type.status}#${type.type}` };
}
