/**
 * `npm run bench:server`: requests per second, p99 and processor time per request of the generated server beside others, on loopback, in one run;
 * boot time (the program's own, beyond what Node takes to begin), how long the first answer takes after that, and memory. The generated server
 * serves the whole API, also bundled; the others but the mocks serve the two operations measured. The Prism mock takes part three
 * times: with those two operations and silent, with the whole description and its usual log, and inside our `mock` command (`npm run build` first).
 * All servers run side by side, idle but for the one whose turn it is. Turns are short, and the servers take them in another order in each round;
 * before and after each turn it is Fastify's, so that every ratio is one of neighbours in time. What is printed of the ratios is their median
 * and, in brackets, where the middle half of them lies. How far that is from 100 % for a second Fastify tells the noise of the run. Numbers of
 * different runs or machines say nothing beside each other; the ratios do.
 *
 * `BENCH_ROUNDS` and `BENCH_MS` set how many rounds there are and how long a turn lasts, `BENCH_BOOTS` how often each is started (the fastest
 * counts), `BENCH_GENERATED` which generated output is measured, `BENCH_ONLY` which contenders take part.
 */
import { fork } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import ts from 'typescript';
import { load } from './server/load.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const generated = process.env['BENCH_GENERATED'] ?? join(root, 'generated');
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 9);
const milliseconds = Number(process.env['BENCH_MS'] ?? 250);
const boots = Number(process.env['BENCH_BOOTS'] ?? 3);
const connections = 32;
/** What all others are measured by. */
const baseName = 'fastify';
const names = [
  'fastify', 'fastify, once more', 'node', 'generated', 'generated, bundled', 'fastify, response schema', 'fastify-openapi-glue', 'express-openapi-validator',
  'prism mock, 2 operations', 'prism mock', 'mock command',
].filter(
  (name) => (process.env['BENCH_ONLY'] ?? name).split(';').includes(name),
);
const credentials = `authorization: Basic ${Buffer.from('project:secret').toString('base64')}`;
const body = JSON.stringify({ organization_name: 'Acme Robotics', organization_slug: 'acme-robotics', email_invites: 'ALL_ALLOWED' });
const requests = {
  get: `GET /v1/b2b/organizations/acme-robotics HTTP/1.1\r\nhost: bench\r\n${credentials}\r\n\r\n`,
  create:
    `POST /v1/b2b/organizations HTTP/1.1\r\nhost: bench\r\n${credentials}\r\n` +
    `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
};

const folder = mkdtempSync(join(tmpdir(), 'server-bench-'));
const contenders = [];
try {
  await prepare(folder);
  for (const name of names) contenders.push(await start(name));
  const running = contenders.filter(({ failed }) => failed === undefined);
  for (const what of Object.keys(requests)) {
    for (const contender of running) await warmUp(contender, what);
    for (let round = 0; round < rounds; round += 1) await takeTurns(running, what, round);
  }
  for (const contender of running) contender.memory = (await usage(contender.child)).rss;
  report(contenders);
} finally {
  for (const { child } of contenders) child?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
}

/** The generated code as JavaScript, in modules and bundled, and the two operations measured as a document of their own. */
async function prepare(into) {
  writeFileSync(join(into, 'package.json'), '{ "type": "module" }');
  for (const target of ['types', 'validators', 'server']) {
    const from = join(generated, target);
    for (const entry of readdirSync(from, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !entry.name.endsWith('.ts')) continue;
      const path = join(entry.parentPath, entry.name);
      const out = join(into, target, path.slice(from.length + 1).replace(/\.ts$/, '.js'));
      mkdirSync(dirname(out), { recursive: true });
      const { outputText } = ts.transpileModule(readFileSync(path, 'utf8'), {
        compilerOptions: { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext, verbatimModuleSyntax: true },
      });
      writeFileSync(out, outputText);
    }
  }
  const description = join(root, 'generated', 'openapi.json');
  copyFileSync(description, join(into, 'whole.json'));
  writeFileSync(join(into, 'entry.js'), "export { createServer } from './server/index.js'; export { listen } from './server/node.js';");
  const bundle = await rolldown({ input: join(into, 'entry.js'), platform: 'node', logLevel: 'silent' });
  await bundle.write({ dir: join(into, 'bundle'), format: 'esm', minify: true });
  await bundle.close();
  const whole = JSON.parse(readFileSync(description, 'utf8'));
  const { post } = whole.paths['/v1/b2b/organizations'];
  const { get, parameters } = whole.paths['/v1/b2b/organizations/{organization_id}'];
  const successOnly = (operation) => ({ ...operation, responses: { 200: operation.responses['200'] } });
  const document = {
    openapi: whole.openapi,
    info: whole.info,
    security: [{ basicAuth: [] }],
    paths: {
      '/v1/b2b/organizations': { post: successOnly(post) },
      '/v1/b2b/organizations/{organization_id}': { get: successOnly(get), ...(parameters === undefined ? {} : { parameters }) },
    },
    components: whole.components,
  };
  // Only what the two operations reach: the others should not pay for schemas nobody asks for.
  const reached = reachable(document);
  document.components = Object.fromEntries(
    Object.entries(whole.components)
      .map(([kind, entries]) => [kind, Object.fromEntries(Object.entries(entries).filter(([name]) => reached.has(`#/components/${kind}/${name}`)))])
      .filter(([, entries]) => Object.keys(entries).length > 0),
  );
  document.components.securitySchemes = { basicAuth: whole.components.securitySchemes.basicAuth };
  const response = document.paths['/v1/b2b/organizations/{organization_id}'].get.responses['200'].content['application/json'];
  const first = Object.values(response.examples ?? {})[0];
  const example = first?.$ref === undefined ? first : first.$ref.slice(2).split('/').reduce((place, token) => place[token], whole);
  writeFileSync(join(into, 'organization.json'), JSON.stringify(example.value.organization));
  writeFileSync(join(into, 'api.json'), JSON.stringify(document));
}

function reachable(document) {
  const reached = new Set();
  const visit = (node) => {
    if (typeof node !== 'object' || node === null) return;
    if (typeof node.$ref === 'string' && !reached.has(node.$ref)) {
      reached.add(node.$ref);
      visit(node.$ref.slice(2).split('/').reduce((place, token) => place?.[token.replaceAll('~1', '/').replaceAll('~0', '~')], document));
    }
    for (const member of Object.values(node)) visit(member);
  };
  visit(document.paths);
  return reached;
}

/** Starts a contender a few times, and leaves the last one running. */
async function start(name) {
  const contender = { name, get: [], create: [], boot: Infinity, first: Infinity };
  try {
    for (let count = 0; count < boots; count += 1) {
      contender.child?.kill('SIGKILL');
      contender.child = fork(fileURLToPath(new URL('server/contender.mjs', import.meta.url)), [name, folder], {
        silent: true,
        env: { ...process.env, NODE_ENV: 'production', PRISM_PORT: String(await freePort()) },
      });
      const { port, boot } = await ready(contender.child);
      contender.port = port;
      contender.boot = Math.min(contender.boot, boot);
      const { milliseconds } = await firstAnswer(port);
      contender.first = Math.min(contender.first, milliseconds);
    }
  } catch (error) {
    contender.failed = error instanceof Error ? error.message : String(error);
  }
  return contender;
}

/** How long the first answer takes: what has not been prepared when a server listens is paid for by its first caller. */
async function firstAnswer(port) {
  const begun = performance.now();
  await load({ port, request: requests.create, connections: 1, milliseconds: 0 });
  return { milliseconds: performance.now() - begun };
}

/** Until its code is compiled as far as it ever will be; the slowest for as long as patience lasts. */
async function warmUp({ port }, what) {
  const deadline = performance.now() + 4_000;
  for (let answered = 0; answered < 20_000 && performance.now() < deadline; ) {
    const { statuses } = await load({ port, request: requests[what], connections, milliseconds: 500 });
    answered += Object.values(statuses).reduce((sum, count) => sum + count, 0);
  }
}

/** One round: everybody's turn, each between two of the base's where it takes part. */
async function takeTurns(running, what, round) {
  const base = running.find(({ name }) => name === baseName);
  let before = base === undefined ? undefined : await turn(base, what, milliseconds);
  for (const contender of orderOf(running.filter((one) => one !== base), round)) {
    const own = await turn(contender, what, milliseconds);
    const after = base === undefined ? undefined : await turn(base, what, milliseconds);
    const ratios = before === undefined ? {} : { speed: (2 * own.perSecond) / (before.perSecond + after.perSecond), cpuRatio: (2 * own.cpu) / (before.cpu + after.cpu) };
    contender[what].push({ ...own, ...ratios });
    if (before !== undefined) base[what].push({ ...before, speed: 1, cpuRatio: 1 });
    before = after;
  }
}

/** Another order in each round: everybody has everybody else before and behind, early and late. */
function orderOf(contenders, round) {
  const start = (round * 3) % Math.max(contenders.length, 1);
  const order = [...contenders.slice(start), ...contenders.slice(0, start)];
  return round % 2 === 0 ? order : order.reverse();
}

/** One contender's turn at one request. */
async function turn({ child, port }, what, duration) {
  const before = await usage(child);
  const loaded = await load({ port, request: requests[what], connections, milliseconds: duration });
  const after = await usage(child);
  const answers = Object.values(loaded.statuses).reduce((sum, count) => sum + count, 0);
  return { ...loaded, cpu: (after.cpuMicroseconds - before.cpuMicroseconds) / answers };
}

/** What the contender has used so far. */
function usage(child) {
  return new Promise((resolve) => {
    child.once('message', resolve);
    child.send('usage');
  });
}

function ready(child) {
  return new Promise((resolve, reject) => {
    let out = '';
    let errors = '';
    const timer = setTimeout(() => reject(new Error(`It does not start. ${errors.slice(0, 300)}`)), 30_000);
    child.stderr.on('data', (text) => (errors += text));
    child.stdout.on('data', (text) => {
      out += text;
      const line = out.split('\n').find((one) => one.startsWith('{"port"'));
      if (line === undefined) return;
      clearTimeout(timer);
      resolve(JSON.parse(line));
    });
    child.once('exit', (code) => reject(new Error(`It ended with ${code}. ${errors.slice(0, 600)}`)));
  });
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

function report(results) {
  const row = (cells) => cells.map((cell, index) => (index === 0 ? cell.padEnd(27) : cell.padStart(index === 2 || index === 7 ? 18 : index === 5 || index === 10 ? 12 : 9))).join('');
  const head = ['/s', 'of Fastify', 'p99 ms', 'cpu µs', 'of Fastify'];
  console.log(row(['', ...head.map((text, index) => (index === 0 ? 'get/s' : text)), ...head.map((text, index) => (index === 0 ? 'create/s' : text)), 'boot ms', 'first ms', 'MB']));
  for (const result of results) {
    if (result.failed !== undefined) {
      console.log(`${result.name.padEnd(27)} failed: ${result.failed}`);
      continue;
    }
    const cells = ['get', 'create'].flatMap((what) => {
      const turns = result[what];
      const wrong = turns.flatMap(({ statuses }) => Object.keys(statuses)).find((status) => status !== '200');
      if (wrong !== undefined) return [`${wrong}!`, '-', '-', '-', '-'];
      const middle = (member) => median(turns.map((turn) => turn[member]));
      const isBase = result.name === baseName;
      return [
        middle('perSecond').toFixed(0),
        isBase ? '100 %' : spread(turns.map(({ speed }) => speed)),
        middle('p99').toFixed(1),
        middle('cpu').toFixed(0),
        isBase ? '100 %' : percent(middle('cpuRatio')),
      ];
    });
    console.log(row([result.name, ...cells, result.boot.toFixed(0), result.first.toFixed(0), (result.memory / 1e6).toFixed(0)]));
  }
  const own = results.find(({ name }) => name === 'generated');
  if (own === undefined || own.failed !== undefined) return;
  for (const what of ['get', 'create']) {
    const speeds = own[what].map(({ speed }) => speed);
    if (speeds[0] === undefined) continue;
    console.log(`${what}: ${spread(speeds)} of Fastify (goal: 90 %)`);
    for (const mock of results.filter(({ name, failed }) => /mock/.test(name) && failed === undefined)) {
      const times = median(own[what].map(({ speed }, round) => speed / mock[what][round].speed));
      console.log(`${what}: ${times.toFixed(1)} times the ${mock.name} (goal: 10)`);
    }
  }
  const bundled = results.find(({ name }) => name === 'generated, bundled');
  console.log(`boot: ${own.boot.toFixed(0)} ms${bundled === undefined ? '' : `; bundled, ${bundled.boot.toFixed(0)} ms`} (goal: below 50)`);
}

/** The median of ratios, and where the middle half of them lies. */
function spread(ratios) {
  const sorted = ratios.toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.floor(sorted.length / 4)], sorted[Math.ceil((sorted.length * 3) / 4) - 1]];
  return low === undefined ? '-' : `${percent(median(sorted))} (${percent(low)}–${percent(high)})`.replace(' %–', '–');
}

function percent(ratio) {
  return Number.isFinite(ratio) ? `${(100 * ratio).toFixed(0)} %` : '-';
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
