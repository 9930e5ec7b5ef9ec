/**
 * `npm run bench:sdk`: size, time to import, time per call and time to compile of the generated SDK beside bare fetch, the official package,
 * hey-api's client and openapi-fetch, and local checks of session JWTs. Everything in one run against one loopback server, so that the
 * ratios mean something.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { B2BClient as OfficialClient } from 'stytch';
import { bundle } from './sdk/bundle.mjs';
import { compilerVersion, compileTimes } from './sdk/compileTime.mjs';
import { measure, median } from './sdk/measure.mjs';
import { installRivals } from './sdk/rivals.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(root, 'node_modules', '.bench-sdk-'));
const sdk = join(root, 'generated', 'sdk');
const projectId = 'project-test-00000000-0000-4000-8000-000000000000';
const credentials = { projectId, secret: 'secret-test-0123456789' };
const params = { organization_name: 'Acme Robotics' };
const authorization = `Basic ${btoa(`${projectId}:${credentials.secret}`)}`;

function table(head, rows) {
  console.log(`\n| ${head.join(' | ')} |\n| --- | ${head.slice(1).map(() => '---:').join(' | ')} |`);
  for (const row of rows) console.log(`| ${row.join(' | ')} |`);
}

/** Milliseconds to import a module in a new process, the start of Node left out; the median of seven. */
function importTime(specifier) {
  const program = `const began = performance.now(); await import(${JSON.stringify(specifier)}); console.log(performance.now() - began);`;
  return median(Array.from({ length: 7 }, () => Number(spawnSync(process.execPath, ['--input-type=module', '-e', program], { cwd: root, encoding: 'utf8' }).stdout)));
}

async function bundles(rivals) {
  const from = (path) => JSON.stringify(path);
  const made = new Map([
    ['one call', await bundle(folder, 'one', `export { connect, createOrganization } from ${from(join(sdk, 'index.ts'))};`)],
    ['the whole client', await bundle(folder, 'all', `export * from ${from(join(sdk, 'index.ts'))};`)],
    ['the client with token checks, jose aside', await bundle(folder, 'tokens', `export * from ${from(join(sdk, 'tokens', 'client.ts'))};`)],
    ['stytch (client, jose aside)', await bundle(folder, 'official', `export { B2BClient } from 'stytch';`)],
  ]);
  if (rivals === undefined) return made;
  const { heyApi, openapiFetch } = rivals;
  made.set('hey-api, one call', await bundle(folder, 'heyOne', `export { createOrganization } from ${from(join(heyApi, 'sdk.gen.ts'))}; export { client } from ${from(join(heyApi, 'client.gen.ts'))};`));
  made.set('hey-api, everything', await bundle(folder, 'heyAll', `export * from ${from(join(heyApi, 'index.ts'))}; export { client } from ${from(join(heyApi, 'client.gen.ts'))};`));
  made.set('openapi-fetch (no retries, no error classes)', await bundle(folder, 'openapiFetch', `export { default } from ${from(openapiFetch)};`));
  return made;
}

async function callers(made, baseUrl) {
  const load = (name) => import(pathToFileURL(made.get(name).file).href);
  const { B2BClient, connect, createOrganization } = await load('the whole client');
  const client = new B2BClient({ ...credentials, baseUrl });
  const connection = connect({ ...credentials, baseUrl });
  const warn = console.warn;
  console.warn = () => undefined;
  const official = new OfficialClient({ project_id: projectId, secret: credentials.secret, env: baseUrl });
  console.warn = warn;
  const headers = { authorization, 'content-type': 'application/json' };
  const found = [
    { name: 'bare fetch', call: async () => (await fetch(`${baseUrl}/v1/b2b/organizations`, { method: 'POST', headers, body: JSON.stringify(params) })).json() },
    { name: 'client.organizations.create', call: () => client.organizations.create(params) },
    { name: 'createOrganization(connection)', call: () => createOrganization(connection, params) },
    { name: 'stytch', call: () => official.organizations.create(params) },
  ];
  if (!made.has('hey-api, one call')) return found;
  const hey = await load('hey-api, one call');
  hey.client.setConfig({ baseUrl, headers: { authorization } });
  const { default: createClient } = await load('openapi-fetch (no retries, no error classes)');
  const openapiFetch = createClient({ baseUrl, headers: { authorization } });
  found.push({ name: 'hey-api', call: () => hey.createOrganization({ body: params, throwOnError: true }) });
  found.push({ name: 'openapi-fetch', call: () => openapiFetch.POST('/v1/b2b/organizations', { body: params }) });
  return found;
}

async function checksPerSecond(made) {
  const { createTokens } = await import(pathToFileURL(made.get('the client with token checks, jose aside').file).href);
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const claims = {
    'https://stytch.com/session': { id: 's', started_at: 'x', last_accessed_at: 'x', expires_at: 'x', authentication_factors: [], roles: [] },
    'https://stytch.com/organization': { organization_id: 'o', slug: 's' },
  };
  const session_jwt = await new SignJWT(claims)
    .setProtectedHeader({ alg: 'RS256', kid: 'k' }).setIssuer(`stytch.com/${projectId}`).setAudience(projectId).setSubject('m').setIssuedAt().setExpirationTime('1h').sign(privateKey);
  const keys = [{ ...(await exportJWK(publicKey)), kid: 'k', alg: 'RS256' }];
  const local = createTokens({ sessions: { getJWKS: async () => ({ keys }) }, rbac: {} }, { projectId });
  const times = await measure([{ name: 'jwt', call: () => local.sessions.authenticateJwtLocal({ session_jwt }) }], 500, 5);
  return Math.round(1e6 / times.get('jwt'));
}

const server = createServer((request, response) => {
  request.resume().on('end', () => response.setHeader('content-type', 'application/json').end('{"request_id":"r","status_code":200,"organization":{}}'));
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));

try {
  const rivals = installRivals(folder, join(root, 'generated', 'openapi.json'));
  const stytch = JSON.parse(readFileSync(join(createRequire(import.meta.url).resolve('stytch'), '..', '..', 'package.json'), 'utf8')).version;
  const versions = Object.entries({ stytch, ...rivals?.versions, typescript: compilerVersion() }).map((entry) => entry.join(' '));
  console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}; ${versions.join(', ')}`);

  const made = await bundles(rivals);
  table(['bundle, minified and compressed', 'KiB'], [...made].map(([name, { bytes }]) => [name, (bytes / 1024).toFixed(1)]));
  const imported = { 'the whole client': pathToFileURL(made.get('the whole client').file).href, stytch: 'stytch', ...(rivals && { 'hey-api, everything': pathToFileURL(made.get('hey-api, everything').file).href }) };
  table(['import', 'milliseconds'], Object.entries(imported).map(([name, specifier]) => [name, importTime(specifier).toFixed(1)]));

  const perCall = await measure(await callers(made, `http://127.0.0.1:${server.address().port}`));
  table(['call on loopback', 'microseconds', 'of bare fetch'], [...perCall].map(([name, time]) => [name, time.toFixed(0), (time / perCall.get('bare fetch')).toFixed(2)]));
  console.log(`\nSession JWTs checked per second: ${await checksPerSecond(made)}`);

  const compiled = compileTimes(folder, join(root, 'generated'), rivals?.heyApi);
  table(['tsc of a program with two calls', 'seconds, best of 10', 'types', 'instantiations'], [...compiled].map(([name, { seconds, types, instantiations }]) => [name, seconds.toFixed(2), types, instantiations]));
} finally {
  server.close();
  server.closeAllConnections();
  rmSync(folder, { recursive: true, force: true });
}
