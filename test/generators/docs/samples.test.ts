/** Every code sample of the site: what it sends, and that its language accepts it. */
import { execFileSync, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { beforeAll, describe, expect, it } from 'vitest';
import { readClientFacts, type ClientFacts } from '../../../generators/docs/samples/client.js';
import { curlSample } from '../../../generators/docs/samples/curl.js';
import { goSample } from '../../../generators/docs/samples/go.js';
import { pythonSample } from '../../../generators/docs/samples/python.js';
import { situationsOf, type SampleRequest, type Situation } from '../../../generators/docs/samples/request.js';
import { typescriptSample } from '../../../generators/docs/samples/typescript.js';
import type { Operation } from '../../../generators/model/model.js';
import { buildModel } from '../../../generators/model/build.js';
import { defaultInput } from '../../../generators/package.js';
import { loadDescription } from '../../../generators/source/index.js';
import { temporaryFolder } from '../../support/temporaryFolder.js';

let client: ClientFacts;
let samples: readonly { readonly operation: Operation; readonly situation: Situation }[];

beforeAll(async () => {
  const description = await loadDescription(defaultInput);
  const { model } = buildModel({ document: description.document, originOf: (pointer) => description.originOf(pointer) });
  client = readClientFacts(description.document);
  samples = model.operations.flatMap((operation) => situationsOf(operation, client).map((situation) => ({ operation, situation })));
}, 120_000);

const has = (command: string, ...words: readonly string[]): boolean => spawnSync(command, words, { stdio: 'ignore' }).status === 0;

/** A request that is hard to write down in every language. */
const hard: SampleRequest = {
  method: 'POST',
  baseUrl: 'http://localhost:1',
  path: '/a%20b',
  query: [['q', `it's "x" & $HOME \`id\``]],
  headers: [['X-Trace', `'"$(id)`]],
  credentials: [{ kind: 'basic', user: 'PROJECT_ID', password: 'SECRET' }],
  body: { kind: 'json', mediaType: 'application/json', value: { text: `'"\\ \`\${x}\` \n\u2028 ü 🚀`, no: null, yes: true, list: [1, 'two', {}] } },
  parameters: {},
};

describe('samples', () => {
  it.skipIf(!has('curl', '--version'))('in cURL send exactly the example', async () => {
    const received: { method: string | undefined; url: string | undefined; headers: NodeJS.Dict<string | string[]>; body: string }[] = [];
    const server = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8');
      request.on('data', (chunk: string) => (body += chunk));
      request.on('end', () => {
        received.push({ method: request.method, url: request.url, headers: request.headers, body });
        response.end('ok');
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const baseUrl = typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : '';
    const folder = temporaryFolder();
    const requests = [hard, ...samples.map(({ situation }) => situation.request)].map((request) => ({ ...request, baseUrl }));
    writeFileSync(join(folder, 'all.sh'), requests.map((request) => `${curlSample(request)} -s -o /dev/null --max-time 20`).join('\n'));
    const child = (await import('node:child_process')).spawn('sh', [join(folder, 'all.sh')], { env: { ...process.env, PROJECT_ID: 'project', SECRET: 'secret' }, stdio: 'ignore' });
    await once(child, 'exit');
    server.closeAllConnections();
    server.close();
    expect(received).toHaveLength(requests.length);
    requests.forEach((request, index) => {
      const sent = received[index];
      const where = `${request.method} ${request.path}`;
      expect(sent?.method, where).toBe(request.method);
      const url = new URL(sent?.url ?? '', baseUrl);
      expect(url.pathname, where).toBe(request.path);
      for (const [name, value] of request.query) expect(url.searchParams.getAll(name), where).toContain(value);
      if (request.body?.kind === 'json') expect(JSON.parse(sent?.body ?? ''), where).toEqual(request.body.value);
      if (request.body?.kind === 'form') expect([...new URLSearchParams(sent?.body ?? '')], where).toEqual(request.body.fields);
      if (request.credentials.some(({ kind }) => kind === 'basic')) expect(sent?.headers['authorization'], where).toBe(`Basic ${btoa('project:secret')}`);
    });
  }, 120_000);

  it('in TypeScript are valid programs', () => {
    const broken = samples.flatMap(({ operation, situation }) => {
      const { diagnostics = [] } = ts.transpileModule(typescriptSample(operation, situation.request, client), { reportDiagnostics: true, compilerOptions: { module: ts.ModuleKind.NodeNext } });
      return diagnostics.map((diagnostic) => `${operation.id}: ${ts.flattenDiagnosticMessageText(diagnostic.messageText, ' ')}`);
    });
    expect(broken).toEqual([]);
  });

  it('in TypeScript name the call as the SDK does', () => {
    const create = samples.find(({ operation }) => operation.id === 'createOrganization');
    expect(create === undefined ? '' : typescriptSample(create.operation, create.situation.request, client)).toContain("await client.organizations.create({\n  organization_name: 'Acme Robotics',\n})");
  });

  it.skipIf(!has('python3', '--version'))('in Python are valid programs', () => {
    const folder = temporaryFolder();
    [hard, ...samples.map(({ situation }) => situation.request)].forEach((request, index) => {
      writeFileSync(join(folder, `sample_${index}.py`), pythonSample(request));
    });
    const check = 'import ast, glob\nfor name in sorted(glob.glob("*.py")):\n    ast.parse(open(name, encoding="utf8").read(), name)\nprint("all fine")';
    expect(execFileSync('python3', ['-c', check], { cwd: folder, encoding: 'utf8' })).toBe('all fine\n');
  });

  it.skipIf(!has('gofmt', '-h') && !has('go', 'version'))('in Go are valid programs', () => {
    const folder = temporaryFolder();
    [hard, ...samples.map(({ situation }) => situation.request)].forEach((request, index) => {
      writeFileSync(join(folder, `sample_${index}.go`), goSample(request));
    });
    const { stderr, status } = spawnSync('gofmt', ['-e', '-l', folder], { encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });

  it('keep credentials out of the text', () => {
    for (const { operation, situation } of samples) {
      for (const text of [curlSample(situation.request), pythonSample(situation.request), goSample(situation.request), typescriptSample(operation, situation.request, client)]) {
        expect(text, operation.id).not.toMatch(/Authorization: Basic [A-Za-z0-9]/);
      }
    }
  });
});
