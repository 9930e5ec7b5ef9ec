/**
 * `npm run bench:validators`: the generated validators beside Ajv's compiled functions and zod, in one run. Nanoseconds per
 * validation of the Organization and Member responses, taken in turns; what getting ready takes; what a bundle weighs.
 * Numbers of different runs or machines say nothing beside each other; the ratios do.
 *
 * An argument names another folder of generated validators than the committed one.
 */
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { Ajv2020 } from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';
import addFormats from 'ajv-formats';
import { rolldown } from 'rolldown';
import ts from 'typescript';
import { z } from 'zod';

const root = fileURLToPath(new URL('../..', import.meta.url));
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 300);
const calls = 2_000;
const subjects = [
  { operation: 'getOrganization', schema: 'GetOrganizationResponse' },
  { operation: 'getMember', schema: 'GetMemberResponse' },
];

/** Requests from small to large: a path, a short body, the longest usual body. */
const requests = ['DeleteOrganizationPath', 'ExchangeIntermediateSessionBody', 'CreateMemberBody', 'CreateOrganizationBody'];

/** The request that an application validates already, when it is asked what another one adds. */
const other = 'SearchOrganizationsBody';
let otherAlone;

const document = JSON.parse(readFileSync(join(root, 'generated/openapi.json'), 'utf8'));
const folder = mkdtempSync(join(tmpdir(), 'validator-bench-'));
try {
  writeJavaScript();
  const generated = await timed('generated: import of all schemas', () => import(pathToFileURL(join(folder, 'schemas.js')).href));
  await timed('generated: import of all operations besides', () => import(pathToFileURL(join(folder, 'operations.js')).href));
  const ajv = newAjv();
  ajv.addSchema(document, 'api');
  await timed('Ajv: compiling all schemas', () => Object.keys(document.components.schemas).forEach((name) => ajv.getSchema(`api#/components/schemas/${name}`)));
  console.log();
  for (const { operation, schema } of subjects) {
    // As a client gets it: fresh from the wire.
    const value = JSON.parse(JSON.stringify(exampleOf(operation)));
    const zod = zodOf(schema);
    const contenders = [
      ['generated is…', generated[`is${schema}`]],
      ['generated validate…', (input) => generated[`validate${schema}`](input).ok],
      ['Ajv', ajv.getSchema(`api#/components/schemas/${schema}`)],
      ...(zod === undefined ? [] : [['zod', (input) => zod.safeParse(input).success]]),
    ];
    report(schema, race(contenders, value));
  }
  console.log();
  await weighAll();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Ajv as one would set it up for this API. */
function newAjv(options = {}) {
  const ajv = new Ajv2020({ strict: false, ...options });
  addFormats.default(ajv);
  return ajv;
}

/** Writes the generated validators as JavaScript. */
function writeJavaScript() {
  const source = process.argv[2] ?? join(root, 'generated/validators');
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  for (const name of readdirSync(source, { recursive: true }).filter((file) => file.endsWith('.ts'))) {
    const target = join(folder, name.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(target), { recursive: true });
    const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ES2022, verbatimModuleSyntax: true };
    writeFileSync(target, ts.transpileModule(readFileSync(join(source, name), 'utf8'), { compilerOptions }).outputText);
  }
}

/** Does something, and prints how long it took. */
async function timed(what, action) {
  const begun = performance.now();
  const result = await action();
  console.log(`${what.padEnd(44)} ${(performance.now() - begun).toFixed(0).padStart(6)} ms`);
  return result;
}

/** Prints what bundles of validators weigh: minified, compressed, with everything they need. */
async function weighAll() {
  const operations = readFileSync(join(folder, 'operations.js'), 'utf8');
  const tables = [...operations.matchAll(/^export const (\w+Validators) =/gm)].map(([, name]) => name);
  const all = [...readFileSync(join(folder, 'requests.js'), 'utf8').matchAll(/^export const validate(\w+(?:Path|Query|Headers|Cookies|Body)) =/gm)].map(([, name]) => name);
  console.log(`whole API, ${tables.length} operations ${' '.repeat(17)} ${await weigh(tables)}`);
  for (const name of requests) {
    const schema = document.components.schemas[name.replace(/Body$/, 'Request')];
    const beside = schema === undefined ? '' : `   Ajv standalone ${await weighAjv(name.replace(/Body$/, 'Request'))}`;
    console.log(`${name.padEnd(44)} ${await weigh([`validate${name}`])}   beside another ${await addition(name)} bytes more${beside}`);
  }
  const alone = [];
  const beside = [];
  for (const name of all) {
    alone.push(await bundledBytes(`export { validate${name} } from './operations.js';`));
    if (name !== other) beside.push(await addition(name));
  }
  console.log(`each of ${all.length} requests alone, with the shared functions: ${spread(alone)}`);
  console.log(`what each adds to an application that validates another: ${spread(beside)}`);
}

function spread(sizes) {
  const sorted = sizes.toSorted((a, b) => a - b);
  return `smallest ${sorted[0]}, median ${sorted[sorted.length >> 1]}, largest ${sorted.at(-1)} bytes; ${sorted.filter((size) => size <= 1024).length} of at most 1 kB`;
}

async function weigh(names) {
  return `${String(await bundledBytes(`export { ${names.join(', ')} } from './operations.js';`)).padStart(6)} bytes`;
}

/** How many bytes a validator adds to a bundle that has one already. */
async function addition(name) {
  const both = await bundledBytes(`export { validate${other}, validate${name} } from './operations.js';`);
  return both - (otherAlone ??= await bundledBytes(`export { validate${other} } from './operations.js';`));
}

/** A request's validator as Ajv writes it to a file, with those parts of Ajv that it calls. */
async function weighAjv(name) {
  const ajv = newAjv({ code: { source: true, esm: true } });
  ajv.addSchema(document, 'api');
  const validate = ajv.compile({ $ref: `api#/components/schemas/${name}` });
  writeFileSync(join(folder, 'ajv.js'), standaloneCode.default(ajv, validate));
  return `${await bundledBytes("export { default } from './ajv.js';")} bytes`;
}

async function bundledBytes(code) {
  const entry = join(folder, 'entry.js');
  writeFileSync(entry, code);
  const bundle = await rolldown({ input: entry, platform: 'node', resolve: { modules: [join(root, 'node_modules')] }, logLevel: 'silent' });
  const { output } = await bundle.generate({ format: 'esm', minify: true, comments: { annotation: false } });
  await bundle.close();
  return gzipSync(output[0].code, { level: 9 }).length;
}

/** The first example of an operation's successful answer. */
function exampleOf(operationId) {
  const operations = Object.values(document.paths).flatMap((item) => Object.values(item));
  const { responses } = operations.find((operation) => operation.operationId === operationId);
  const [example] = Object.values(responses['200'].content['application/json'].examples);
  return 'value' in example ? example.value : document.components.examples[example.$ref.split('/').at(-1)].value;
}

/** The same schema in zod; undefined where zod cannot read it. */
function zodOf(name) {
  try {
    const schemas = JSON.parse(JSON.stringify(document.components.schemas).replaceAll('#/components/schemas/', '#/$defs/'));
    return z.fromJSONSchema({ ...schemas[name], $defs: schemas });
  } catch (error) {
    console.error(`zod cannot read ${name}: ${error instanceof Error ? error.message : error}`);
    return undefined;
  }
}

/** The best time of each contender, in nanoseconds per call. They take turns, so that a busy moment hits all alike. */
function race(contenders, value) {
  const best = new Map(contenders.map(([name, check]) => {
    if (check(value) !== true) throw new Error(`${name} refuses the example.`);
    return [name, Infinity];
  }));
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, check] of contenders) {
      const begun = process.hrtime.bigint();
      for (let call = 0; call < calls; call += 1) check(value);
      best.set(name, Math.min(best.get(name), Number(process.hrtime.bigint() - begun) / calls));
    }
  }
  return best;
}

function report(schema, best) {
  const ajv = best.get('Ajv');
  console.log(schema);
  for (const [name, time] of best) console.log(`  ${name.padEnd(20)} ${time.toFixed(0).padStart(8)} ns  ${(ajv / time).toFixed(2)} times the speed of Ajv`);
}
