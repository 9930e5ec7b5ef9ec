/**
 * `npm run bench:sdk`: size, time to import, and time per call of the generated SDK beside bare fetch and the official package, and
 * local checks of session JWTs. Everything in one process against one loopback server, so that the ratios mean something.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { rolldown } from 'rolldown';
import { B2BClient as OfficialClient } from 'stytch';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(root, 'node_modules', '.bench-sdk-'));
const sdk = join(root, 'generated', 'sdk');
const projectId = 'project-test-00000000-0000-4000-8000-000000000000';
const credentials = { projectId, secret: 'secret-test-0123456789' };
const params = { organization_name: 'Acme Robotics' };

async function bundle(name, source) {
  const entry = join(folder, `${name}.ts`);
  writeFileSync(entry, source);
  const build = await rolldown({ input: entry, external: ['jose'], platform: 'node', resolve: { extensionAlias: { '.js': ['.ts', '.js'] } } });
  const { output } = await build.generate({ format: 'esm', minify: true, codeSplitting: false });
  const file = join(folder, `${name}.mjs`);
  writeFileSync(file, output[0].code);
  return { file, bytes: gzipSync(output[0].code, { level: 9 }).length };
}

/** Milliseconds to import a module in a new process, the start of Node left out; the median of seven. */
function importTime(specifier) {
  const program = `const began = performance.now(); await import(${JSON.stringify(specifier)}); console.log(performance.now() - began);`;
  const times = Array.from({ length: 7 }, () => Number(spawnSync(process.execPath, ['--input-type=module', '-e', program], { cwd: root, encoding: 'utf8' }).stdout));
  return median(times);
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

/** Microseconds per call, one after the other; the contenders take turns, and the median of their rounds counts. */
async function measure(contenders, calls = 300, rounds = 7) {
  const times = new Map(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const { name, call } of contenders) {
      const began = performance.now();
      for (let count = 0; count < calls; count += 1) await call();
      // The first round warms up.
      if (round > 0) times.get(name).push(((performance.now() - began) * 1000) / calls);
    }
  }
  return new Map([...times].map(([name, list]) => [name, median(list)]));
}

const server = createServer((request, response) => {
  request.resume().on('end', () => response.setHeader('content-type', 'application/json').end('{"request_id":"r","status_code":200,"organization":{}}'));
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const baseUrl = `http://127.0.0.1:${server.address().port}`;

try {
  console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}\n`);
  const one = await bundle('one', `export { connect, createOrganization } from ${JSON.stringify(join(sdk, 'index.ts'))};`);
  const all = await bundle('all', `export * from ${JSON.stringify(join(sdk, 'index.ts'))};`);
  const tokens = await bundle('tokens', `export * from ${JSON.stringify(join(sdk, 'tokens', 'index.ts'))};`);
  const official = await bundle('official', `export { B2BClient } from 'stytch';`);
  console.log('| bundle, minified and compressed | kB |\n| --- | ---: |');
  for (const [name, { bytes }] of Object.entries({ 'one call': one, 'the whole client': all, 'token checks, jose aside': tokens, 'stytch (client, jose aside)': official })) {
    console.log(`| ${name} | ${(bytes / 1024).toFixed(1)} |`);
  }
  console.log('\n| import | milliseconds |\n| --- | ---: |');
  for (const [name, specifier] of Object.entries({ 'the whole client': pathToFileURL(all.file).href, stytch: 'stytch' })) console.log(`| ${name} | ${importTime(specifier).toFixed(1)} |`);

  const { B2BClient, connect, createOrganization } = await import(pathToFileURL(all.file).href);
  const { createTokens } = await import(pathToFileURL(tokens.file).href);
  const client = new B2BClient({ ...credentials, baseUrl });
  const connection = connect({ ...credentials, baseUrl });
  console.warn = () => undefined;
  const officialClient = new OfficialClient({ project_id: projectId, secret: credentials.secret, env: baseUrl });
  const headers = { authorization: `Basic ${btoa(`${projectId}:${credentials.secret}`)}`, 'content-type': 'application/json' };
  const bare = async () => (await fetch(`${baseUrl}/v1/b2b/organizations`, { method: 'POST', headers, body: JSON.stringify(params) })).json();
  const perCall = await measure([
    { name: 'bare fetch', call: bare },
    { name: 'client.organizations.create', call: () => client.organizations.create(params) },
    { name: 'createOrganization(connection)', call: () => createOrganization(connection, params) },
    { name: 'stytch', call: () => officialClient.organizations.create(params) },
  ]);
  console.log('\n| call on loopback | microseconds | of bare fetch |\n| --- | ---: | ---: |');
  for (const [name, time] of perCall) console.log(`| ${name} | ${time.toFixed(0)} | ${(time / perCall.get('bare fetch')).toFixed(2)} |`);

  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const claims = {
    'https://stytch.com/session': { id: 's', started_at: 'x', last_accessed_at: 'x', expires_at: 'x', authentication_factors: [], roles: [] },
    'https://stytch.com/organization': { organization_id: 'o', slug: 's' },
  };
  const session_jwt = await new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'k' }).setIssuer(`stytch.com/${projectId}`).setAudience(projectId).setSubject('m').setIssuedAt().setExpirationTime('1h').sign(privateKey);
  const keys = [{ ...(await exportJWK(publicKey)), kid: 'k', alg: 'RS256' }];
  const local = createTokens({ sessions: { getJWKS: async () => ({ keys }) }, rbac: {} }, { projectId });
  const checks = await measure([{ name: 'jwt', call: () => local.sessions.authenticateJwtLocal({ session_jwt }) }], 500, 5);
  console.log(`\nSession JWTs checked per second: ${Math.round(1e6 / checks.get('jwt'))}`);
} finally {
  server.close();
  server.closeAllConnections();
  rmSync(folder, { recursive: true, force: true });
}
