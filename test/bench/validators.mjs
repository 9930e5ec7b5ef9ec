/**
 * `node test/bench/validators.mjs`: nanoseconds per validation of the Organization and Member responses by the generated
 * validators, Ajv's compiled functions and zod, taken in turns in one run. Numbers of different runs or machines say nothing
 * beside each other; the ratios do.
 */
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import ts from 'typescript';
import { z } from 'zod';

const root = fileURLToPath(new URL('../..', import.meta.url));
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 300);
const calls = 2_000;
const subjects = [
  { operation: 'getOrganization', schema: 'GetOrganizationResponse' },
  { operation: 'getMember', schema: 'GetMemberResponse' },
];

const document = JSON.parse(readFileSync(join(root, 'generated/openapi.json'), 'utf8'));
const folder = mkdtempSync(join(tmpdir(), 'validator-bench-'));
try {
  const generated = await loadValidators();
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);
  ajv.addSchema(document, 'api');
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
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The committed validators as JavaScript. */
async function loadValidators() {
  const source = join(root, 'generated/validators');
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  for (const name of readdirSync(source, { recursive: true }).filter((file) => file.endsWith('.ts'))) {
    const target = join(folder, name.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(target), { recursive: true });
    const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ES2022, verbatimModuleSyntax: true };
    writeFileSync(target, ts.transpileModule(readFileSync(join(source, name), 'utf8'), { compilerOptions }).outputText);
  }
  return import(pathToFileURL(join(folder, 'schemas.js')).href);
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
