/**
 * `node test/bench/server.mjs`: requests per second, p99 and processor time per request of the generated server beside others, on loopback, in one
 * run. Numbers of different runs or machines say nothing beside each other; the ratios do. On a machine that is busy with other things the
 * processor time is the fairer measure: it does not count the waiting.
 */
import { fork } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { load } from './server/load.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const milliseconds = Number(process.env['BENCH_MS'] ?? 3_000);
const names = ['node', 'generated', 'fastify', 'fastify-openapi-glue', 'express-openapi-validator', 'prism mock'];
const credentials = `authorization: Basic ${Buffer.from('project:secret').toString('base64')}`;
const body = JSON.stringify({ organization_name: 'Acme Robotics', organization_slug: 'acme-robotics', email_invites: 'ALL_ALLOWED' });
const requests = {
  get: `GET /v1/b2b/organizations/acme-robotics HTTP/1.1\r\nhost: bench\r\n${credentials}\r\n\r\n`,
  create:
    `POST /v1/b2b/organizations HTTP/1.1\r\nhost: bench\r\n${credentials}\r\n` +
    `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
};

const folder = mkdtempSync(join(tmpdir(), 'server-bench-'));
try {
  prepare(folder);
  const results = [];
  for (const name of names) {
    try {
      results.push(await measure(name));
    } catch (error) {
      results.push({ name, failed: error instanceof Error ? error.message : String(error) });
    }
  }
  report(results);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The generated code as JavaScript, and the two operations measured as a document of their own. */
function prepare(into) {
  writeFileSync(join(into, 'package.json'), '{ "type": "module" }');
  for (const target of ['types', 'validators', 'server']) {
    const from = join(root, 'generated', target);
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
  const whole = JSON.parse(readFileSync(join(root, 'generated', 'openapi.json'), 'utf8'));
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

async function measure(name) {
  const child = fork(fileURLToPath(new URL('server/contender.mjs', import.meta.url)), [name, folder], {
    silent: true,
    env: { ...process.env, NODE_ENV: 'production', PRISM_PORT: String(await freePort()) },
  });
  try {
    const { port, boot } = await ready(child);
    const result = { name, boot };
    for (const [what, request] of Object.entries(requests)) {
      const options = { port, request, connections: 32 };
      await load({ ...options, milliseconds: milliseconds / 3 });
      const before = await usage(child);
      const loaded = await load({ ...options, milliseconds });
      const after = await usage(child);
      const answers = Object.values(loaded.statuses).reduce((sum, count) => sum + count, 0);
      result[what] = { ...loaded, cpu: (after.cpuMicroseconds - before.cpuMicroseconds) / answers };
    }
    return { ...result, rss: (await usage(child)).rss };
  } finally {
    child.kill('SIGKILL');
  }
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
  const base = results.find(({ name }) => name === 'fastify');
  const row = (cells) => cells.map((cell, index) => (index === 0 ? cell.padEnd(27) : cell.padStart(11))).join('');
  console.log(row(['', 'get/s', 'of Fastify', 'p99 ms', 'cpu µs', 'create/s', 'of Fastify', 'p99 ms', 'cpu µs', 'boot ms', 'memory MB']));
  for (const { name, failed, get, create, boot, rss } of results) {
    if (failed !== undefined) {
      console.log(`${name.padEnd(27)} failed: ${failed}`);
      continue;
    }
    const cells = [get, create].flatMap((result, index) => {
      const reference = base?.[index === 0 ? 'get' : 'create']?.perSecond;
      const good = result.statuses['200'] ?? 0;
      const wrong = Object.entries(result.statuses).filter(([status]) => status !== '200');
      if (wrong.length > 0) return [`${wrong[0]?.[0]}!`, String(good), '-', '-'];
      return [result.perSecond.toFixed(0), reference === undefined ? '-' : `${((100 * result.perSecond) / reference).toFixed(0)} %`, result.p99.toFixed(1), result.cpu.toFixed(0)];
    });
    console.log(row([name, ...cells, boot.toFixed(0), (rss / 1e6).toFixed(0)]));
  }
}
