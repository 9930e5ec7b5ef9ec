/**
 * What the fuzzer tries beside whole documents: a document of many files, a configuration, a template of the user's, a document of
 * workflows, requests to a mock. Each case takes the numbers it is made of and a folder of its own, and gives a fault if there is one;
 * a ProblemError is thrown on, for it is how anything may be refused.
 */
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { load } from 'js-yaml';
import { readConfig } from '../../dist/generators/cli/config/read.js';
import { commands } from '../../dist/generators/cli/registry.js';
import { startMock } from '../../dist/generators/mock/index.js';
import { fileTemplates } from '../../dist/generators/package.js';
import { generate, openDescription } from '../../dist/generators/pipeline.js';
import { templateNames, userTemplates } from '../../dist/generators/templates.js';
import { checkWorkflows } from '../../dist/generators/workflows/check.js';
import { ownWorkflows, readWorkflow } from '../../dist/generators/workflows/document.js';
import { workflowGuide } from '../../dist/generators/workflows/guide.js';
import { mutateDocument, mutateText } from './mutate.mjs';

const constructs = fileURLToPath(new URL('../corpus/constructs/', import.meta.url));
const targets = ['types', 'validators', 'sdk', 'server', 'postman', 'docs'];

function pick(list, random) {
  return list[Math.floor(random() * list.length)];
}

function write(folder, name, text) {
  const path = join(folder, ...name.split('/'));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

/** A document of many files, one or two of which are broken. */
async function files(random, folder, output) {
  const names = ['external.yaml', ...readdirSync(join(constructs, 'files')).map((name) => `files/${name}`)];
  const broken = new Set([pick(names, random), pick(names, random)]);
  for (const name of names) {
    const text = readFileSync(join(constructs, name), 'utf8');
    const changed = !broken.has(name) ? text : random() < 0.4 ? mutateText(text, random) : JSON.stringify(mutateDocument(load(text), random));
    write(folder, name, changed);
  }
  const { problems } = await generate({ input: join(folder, 'external.yaml'), targets, output });
  return { problems };
}

const settings = {
  $schema: './node_modules/stytch-b2b-openapi/spec/rules/schemas/config.json',
  input: 'openapi.yaml',
  docsBaseUrl: 'https://docs.example.com',
  plugins: ['./plugin.js'],
  format: 'pretty',
  generate: { output: 'src/api', targets: ['types', 'sdk'], watch: false },
  lint: { maxWarnings: 0 },
  mock: { port: 4010, host: 'localhost', dynamic: true },
  conformance: { only: ['a*'], rate: 5 },
};

/** A configuration file, alone or in a package.json. */
async function config(random, folder) {
  const value = mutateDocument(settings, random);
  const text = JSON.stringify(random() < 0.3 ? { name: 'x', 'stytch-b2b-openapi': value } : value);
  const path = write(folder, 'settings.json', random() < 0.3 ? mutateText(text, random) : text);
  await readConfig(commands, path);
  return { problems: [] };
}

/** A template of the user's in place of one of ours. */
async function template(random, folder, output) {
  const originals = fileTemplates();
  const name = pick(templateNames(originals), random);
  write(folder, name, mutateText(originals.read(name), random));
  const templates = await userTemplates(folder);
  const { problems } = await generate({ input: join(constructs, 'callbacks.yaml'), targets: ['docs'], output, templates });
  return { problems };
}

const described = new Map();

async function openedOnce(input) {
  if (!described.has(input)) described.set(input, await openDescription({ input }));
  return described.get(input);
}

/** A document of workflows, read, checked and printed as a guide. */
async function workflow(random) {
  const name = pick(readdirSync(ownWorkflows), random);
  const text = readFileSync(join(ownWorkflows, name), 'utf8');
  return checkedWorkflow(name, random() < 0.3 ? mutateText(text, random) : JSON.stringify(mutateDocument(load(text), random)));
}

/**
 * Reads, checks and prints a document of workflows.
 *
 * @param {string} name of its file
 * @param {string} text
 */
export async function checkedWorkflow(name, text) {
  const { model } = await openedOnce(join(constructs, 'callbacks.yaml'));
  const document = readWorkflow(name, text);
  workflowGuide(document, model);
  return { problems: checkWorkflows(document, model) };
}

/** Requests to the mock of a document that may be broken itself. Anything may be the answer, but there must be one. */
async function mock(random) {
  const name = pick(['bodies.yaml', 'parameters.yaml', 'names.yaml', 'nullable.yaml'], random);
  const text = readFileSync(join(constructs, name), 'utf8');
  const opened = random() < 0.5 ? await openedOnce(join(constructs, name)) : await openDescription({ input: '-', stdin: JSON.stringify(mutateDocument(load(text), random)) });
  const served = await startMock({ opened, port: 0, dynamic: random() < 0.3 });
  try {
    for (let count = 0; count < 8; count += 1) {
      const operation = pick(opened.model.operations, random);
      const path = operation === undefined ? '/' : mutateSometimes(operation.path.replace(/\{[^}]*\}/g, () => pick(['1', 'x', '%2F', '%', 'null', '..'], random)), random);
      const method = random() < 0.8 ? (operation?.method ?? 'GET') : pick(['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'HEAD', 'TRACE'], random);
      const headers = { 'content-type': pick(['application/json', 'text/plain', 'multipart/form-data', 'multipart/form-data; boundary=x', 'application/x-www-form-urlencoded', 'x', ''], random) };
      if (random() < 0.5) headers.prefer = mutateSometimes(pick(['code=200', 'example=x', 'code=404, example=constructor', 'dynamic=true', 'code=999', 'code=100', 'code=-1'], random), random);
      if (random() < 0.3) headers.accept = pick(['*/*', 'text/html', 'application/xml', ';', 'a/b;q=x'], random);
      if (random() < 0.3) headers.authorization = pick(['Basic', 'Basic eDp5', 'Bearer x', ';'], random);
      const body = ['GET', 'HEAD', 'TRACE'].includes(method) ? undefined : mutateSometimes(pick(['{}', '[]', 'null', '{"a":1}', 'a=1&b=2', '--x\r\n\r\n1\r\n--x--', '{"__proto__":{"x":1}}'], random), random);
      const fault = await answered(served.url, { method, path, headers, body });
      if (fault !== undefined) return { problems: [], fault };
    }
  } finally {
    await served.close();
  }
  return { problems: [] };
}

function mutateSometimes(text, random) {
  return random() < 0.3 ? mutateText(text, random) : text;
}

/** Why there is no answer, or one that tells of a defect; undefined for any other. */
function answered(url, { method, path, headers, body }) {
  // What no client can send is no case: Node refuses it itself.
  const sent = { method, path: path.replace(/[^\u0021-\u00ff]/g, '_') || '/', headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value.replace(/[^\t\u0020-\u007e\u0080-\u00ff]/g, '_')])) };
  return new Promise((resolve) => {
    const call = request(url, { ...sent, agent: false, timeout: 20_000 }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk) => (text += chunk));
      response.on('end', () => resolve(text.includes('The mock failed') ? `${JSON.stringify({ ...sent, body })} is answered with ${response.statusCode}: ${text}` : undefined));
    });
    call.on('timeout', () => call.destroy(new Error('it takes longer than 20 s')));
    call.on('error', (error) => resolve(`${JSON.stringify({ ...sent, body })} is not answered: ${error.message}`));
    call.end(body);
  });
}

/** The kinds of cases, by name. */
export const otherCases = { files, config, template, workflow, mock };
