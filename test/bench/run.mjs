/**
 * `npm run bench`: time and peak memory of whole processes of the command line, on the description of this repository or on
 * the document given as argument. Each figure is the median of several runs; the first run, which fills the caches of the
 * file system, is left out.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';

const runs = 3;
const program = 'dist/generators/cli/main.js';
const [document] = process.argv.slice(2);
const input = document === undefined ? [] : ['--input', document];
const folder = mkdtempSync(join(tmpdir(), 'bench-'));
const output = join(folder, 'output');

/** Every command that is measured, with the most milliseconds it may take, where there is a goal. */
const cases = [
  { name: '--help', args: ['--help'], goal: 150 },
  { name: 'bundle', args: ['bundle', ...input, '--output', join(folder, 'openapi.yaml')] },
  ...['types', 'validators', 'sdk', 'server', 'postman', 'docs'].map((target) => ({ name: target, args: ['generate', target, ...input, '--output', output] })),
  { name: 'types, validators, sdk, server, docs', args: ['generate', 'types', 'validators', 'sdk', 'server', 'docs', ...input, '--output', output], goal: 4000 },
  { name: 'the same with nothing to write', args: ['generate', 'types', 'validators', 'sdk', 'server', 'docs', ...input, '--output', output], keep: true },
];

try {
  console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, ${document ?? 'spec/openapi.yaml'}\n`);
  console.log('| command | seconds | peak memory (MB) | goal |\n| --- | ---: | ---: | --- |');
  for (const { name, args, goal, keep } of cases) {
    const samples = [];
    for (let run = 0; run <= runs; run += 1) {
      if (keep !== true) rmSync(output, { recursive: true, force: true });
      const sample = measure(args);
      if (run > 0) samples.push(sample);
    }
    const milliseconds = median(samples.map((sample) => sample.milliseconds));
    const megabytes = median(samples.map((sample) => sample.megabytes));
    const verdict = goal === undefined ? '' : `${milliseconds <= goal ? 'met' : 'missed'}: ${goal / 1000} s`;
    console.log(`| ${name} | ${(milliseconds / 1000).toFixed(2)} | ${Math.round(megabytes)} | ${verdict} |`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Runs the program once. Its peak memory is what it reports itself as it ends. */
function measure(args) {
  const report = join(folder, 'memory');
  const hook = `import { writeFileSync } from 'node:fs'; process.on('exit', () => writeFileSync(${JSON.stringify(report)}, String(process.resourceUsage().maxRSS)));`;
  const started = performance.now();
  const { status, stderr } = spawnSync(process.execPath, ['--import', `data:text/javascript,${encodeURIComponent(hook)}`, program, ...args], { encoding: 'utf8' });
  const milliseconds = performance.now() - started;
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}:\n${stderr}`);
  return { milliseconds, megabytes: Number(readFileSync(report, 'utf8')) / 1024 };
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
