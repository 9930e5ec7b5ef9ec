/**
 * `npm run bench`: time and peak memory of whole processes of the command line; the same beside other generators; and how both grow
 * with the description.
 *
 * Options: `--document FILE` (or BENCH_DOCUMENT), a large public document to run beside our own; `--runs N` (3), of which the median
 * counts; `--only commands|others|growth`; `--copies 1,2,4,8,16,32`. The other generators are installed in the temporary folder.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { measure } from './measure.mjs';
import { multiplied } from './multiply.mjs';
import { installOthers, otherGenerators } from './others.mjs';

const { values } = parseArgs({
  options: {
    document: { type: 'string', default: process.env['BENCH_DOCUMENT'] ?? '' },
    runs: { type: 'string', default: '3' },
    only: { type: 'string', default: '' },
    copies: { type: 'string', default: '1,2,4,8,16,32' },
  },
});
const runs = Number(values.runs);
const program = resolve('dist/generators/cli/main.js');
const folder = mkdtempSync(join(tmpdir(), 'bench-'));
const output = join(folder, 'output');
const own = join(folder, 'openapi.json');
const everything = ['types', 'validators', 'sdk', 'server', 'docs'];

try {
  const load = loadavg()[0] ?? 0;
  console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, load ${load.toFixed(1)}, median of ${runs} runs.`);
  const bundled = measure([program, 'bundle', '--format', 'json', '--output', own], { runs: 0 });
  if ('failure' in bundled || !existsSync(own)) throw new Error(`The description cannot be bundled: ${bundled.failure ?? 'no output'}`);
  if (values.only === '' || values.only === 'commands') commands();
  if (values.only === '' || values.only === 'others') beside();
  if (values.only === '' || values.only === 'growth') growth();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Every command, with its goal where there is one. */
function commands() {
  console.log('\nCommands on our description (spec/openapi.yaml)\n\n| command | seconds | CPU seconds | peak MB | goal |\n| --- | ---: | ---: | ---: | --- |');
  const cases = [
    { name: '--help', args: ['--help'], goal: 150 },
    { name: 'bundle', args: ['bundle', '--output', join(folder, 'bundle.yaml')] },
    ...[...everything, 'postman'].map((target) => ({ name: target, args: ['generate', target, '--output', output] })),
    { name: everything.join(', '), args: ['generate', ...everything, '--output', output], goal: 4000 },
    { name: 'the same with nothing to write', args: ['generate', ...everything, '--output', output], keep: true },
  ];
  for (const { name, args, goal, keep } of cases) {
    const result = generateTimed(args, keep);
    console.log(`| ${name} | ${figures(result)} | ${goal === undefined || 'failure' in result ? '' : `${result.milliseconds <= goal ? 'met' : 'missed'}: ${goal / 1000} s`} |`);
  }
}

/** One document after another: ours, and the large one where it is given. */
function beside() {
  const installed = installOthers();
  const documents = [['our description, bundled', own]];
  if (values.document === '') console.log('\nNo large document: give one with --document or BENCH_DOCUMENT.');
  else documents.push([values.document, resolve(values.document)]);
  for (const [name, document] of documents) {
    console.log(`\nGenerators on ${name}\n\n| generator | makes | seconds | CPU seconds | peak MB | ratio (CPU) |\n| --- | --- | ---: | ---: | ---: | ---: |`);
    const input = ['--input', document, '--output', output];
    const base = generateTimed(['generate', 'types', 'validators', 'sdk', ...input]);
    const row = (generator, makes, result) => console.log(`| ${generator} | ${makes} | ${figures(result)} | ${ratio(result, base)} |`);
    row('stytch-b2b-openapi', 'types, validators, SDK', base);
    row('stytch-b2b-openapi', 'types', generateTimed(['generate', 'types', ...input]));
    row('stytch-b2b-openapi', everything.join(', '), generateTimed(['generate', ...everything, ...input]));
    if (installed === undefined) continue;
    for (const { name: generator, does, command, cwd } of otherGenerators(installed, document, output)) {
      row(generator, does, measure(command, { runs, cwd, before: fresh }));
    }
  }
}

/** Our description many times over. */
function growth() {
  console.log('\nGrowth: our description times n, without error answers and examples\n\n| n | MB of JSON | seconds: types, validators, SDK, server | per n, to n = 1 | peak MB | seconds: docs | per n, to n = 1 | peak MB |\n| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |');
  const source = JSON.parse(readFileSync(own, 'utf8'));
  let first;
  for (const count of values.copies.split(',').map(Number)) {
    const document = join(folder, `times${count}.json`);
    const text = JSON.stringify(multiplied(source, count));
    writeFileSync(document, text);
    const code = generateTimed(['generate', 'types', 'validators', 'sdk', 'server', '--input', document, '--output', output], false, 0);
    const site = generateTimed(['generate', 'docs', '--input', document, '--output', output], false, 0);
    first ??= { code, site, count };
    const cells = ({ failure, cpu, megabytes }, reference) => (failure === undefined ? `${(cpu / 1000).toFixed(2)} | ${((cpu * first.count) / reference.cpu / count).toFixed(2)} | ${Math.round(megabytes)}` : `${failure.slice(0, 80)} | | `);
    console.log(`| ${count} | ${(text.length / 1e6).toFixed(1)} | ${cells(code, first.code)} | ${cells(site, first.site)} |`);
  }
}

function generateTimed(args, keep = false, count = runs) {
  return measure([program, ...args, '--quiet'], { runs: count, before: keep ? () => {} : fresh });
}

function fresh() {
  rmSync(output, { recursive: true, force: true });
  mkdirSync(output, { recursive: true });
}

function figures(result) {
  if ('failure' in result) return `fails: ${result.failure.replaceAll('|', '\\|').slice(0, 100)} | | `;
  return `${(result.milliseconds / 1000).toFixed(2)} | ${(result.cpu / 1000).toFixed(2)} | ${Math.round(result.megabytes)}`;
}

function ratio(result, base) {
  return 'failure' in result || 'failure' in base ? '' : (result.cpu / base.cpu).toFixed(2);
}
