/**
 * `npm run bench`: time and peak memory of whole processes of the command line; the same beside other generators; what a change costs
 * while watching; and how all of it grows with the description.
 *
 * Options: `--document FILE` (or BENCH_DOCUMENT), a large public document to run beside our own; `--runs N` (2), of which the median
 * counts; `--only commands|others|watching|growth`; `--copies 1,2,4,8,16,32`; `--limit SECONDS` (60) that one process may take.
 * The other generators are installed in the temporary folder.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { measure } from './measure.mjs';
import { multiplied } from './multiply.mjs';
import { installOthers, otherGenerators } from './others.mjs';

const { values } = parseArgs({
  options: {
    document: { type: 'string', default: process.env['BENCH_DOCUMENT'] ?? '' },
    runs: { type: 'string', default: '2' },
    limit: { type: 'string', default: '60' },
    only: { type: 'string', default: '' },
    copies: { type: 'string', default: '1,2,4,8,16,32' },
  },
});
const runs = Number(values.runs);
const limit = Number(values.limit);
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
  if (values.only === '' || values.only === 'watching') watching();
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
    console.log(`\nGenerators on ${name} (goal: our types, validators and SDK before the types and SDK of hey-api)\n\n| generator | makes | seconds | CPU seconds | peak MB | ratio (CPU) |\n| --- | --- | ---: | ---: | ---: | ---: |`);
    const input = ['--input', document, '--output', output];
    const base = generateTimed(['generate', 'types', 'validators', 'sdk', ...input]);
    const row = (generator, makes, result) => console.log(`| ${generator} | ${makes} | ${figures(result)} | ${ratio(result, base)} |`);
    row('stytch-b2b-openapi', 'types, validators, SDK', base);
    row('stytch-b2b-openapi', 'types', generateTimed(['generate', 'types', ...input]));
    row('stytch-b2b-openapi', everything.join(', '), generateTimed(['generate', ...everything, ...input]));
    if (installed === undefined) continue;
    for (const { name: generator, does, command, cwd } of otherGenerators(installed, document, output)) {
      row(generator, does, measure(command, { runs, cwd, before: fresh, limit }));
    }
  }
}

/** What a change of one file costs, in a process of its own. */
function watching() {
  console.log('\nOne file changed while watching (bundle, types, validators, SDK, server, Postman; goal: 300 ms)\n');
  const { status } = spawnSync(process.execPath, [resolve('test/bench/watching.mjs')], { stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) throw new Error('The changes could not be measured.');
}

/** Our description many times over. */
function growth() {
  console.log('\nGrowth: our description times n, without error answers and examples; CPU seconds\n\n| n | MB of JSON | types, validators, SDK, server | per n, to n = 1 | peak MB | docs | per n, to n = 1 | peak MB |\n| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |');
  const source = JSON.parse(readFileSync(own, 'utf8'));
  const columns = [['types', 'validators', 'sdk', 'server'], ['docs']].map((targets) => ({ targets, first: undefined, last: undefined }));
  for (const count of values.copies.split(',').map(Number)) {
    const document = join(folder, `times${count}.json`);
    const text = JSON.stringify(multiplied(source, count));
    writeFileSync(document, text);
    const cells = columns.map((column) => {
      const result = nextInGrowth(column, count, document);
      if ('failure' in result) return `${cell(result.failure)} | | `;
      column.first ??= { ...result, count };
      column.last = { ...result, count };
      const relative = (result.cpu * column.first.count) / column.first.cpu / count;
      return `${(result.cpu / 1000).toFixed(2)} | ${relative.toFixed(2)} | ${Math.round(result.megabytes)}`;
    });
    console.log(`| ${count} | ${(text.length / 1e6).toFixed(1)} | ${cells.join(' | ')} |`);
    rmSync(document);
  }
}

/** What would surely take longer than it may is not begun. */
function nextInGrowth({ targets, last }, count, document) {
  if (last === undefined ? false : (last.milliseconds / last.count) * count > limit * 1500) return { failure: `left out: more than ${limit} s` };
  return measure([program, 'generate', ...targets, '--input', document, '--output', output, '--quiet'], { runs: 0, before: fresh, limit });
}

function generateTimed(args, keep = false) {
  return measure([program, ...args, '--quiet'], { runs, before: keep ? () => {} : fresh, limit });
}

/** An empty output folder. The one before is set aside: ext4 passes over what was deleted a moment ago, which made the next run write slower. */
function fresh() {
  if (existsSync(output)) renameSync(output, mkdtempSync(join(folder, 'before-')));
  mkdirSync(output, { recursive: true });
}

function figures(result) {
  if ('failure' in result) return `fails: ${cell(result.failure)} | | `;
  return `${(result.milliseconds / 1000).toFixed(2)} | ${(result.cpu / 1000).toFixed(2)} | ${Math.round(result.megabytes)}`;
}

/** A line of another program, for a table. */
function cell(text) {
  return text.replaceAll(folder, '').replaceAll('|', '\\|').slice(0, 160);
}

function ratio(result, base) {
  return 'failure' in result || 'failure' in base ? '' : (result.cpu / base.cpu).toFixed(2);
}
