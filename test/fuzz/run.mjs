/**
 * `npm run fuzz`: breaks valid documents at random and runs everything on them, and a part of the time what else is read: documents of
 * many files, configurations, templates, workflows, requests to a mock. There must be no exception but a ProblemError, every
 * error must have a place, nothing may hang or eat all memory, and a refused document must leave no output.
 *
 * Options: `--time SECONDS` (60), `--seed NUMBER` (the time of day), `--jobs NUMBER` (1), `--case NUMBER` to run one case again.
 */
import { cpus } from 'node:os';
import { optionsOf } from '../support/options.mjs';
import { fuzz } from './fuzz.mjs';

const { values } = optionsOf('npm run fuzz -- [--time SECONDS] [--seed NUMBER] [--jobs NUMBER] [--case NUMBER]', {
  numbers: ['time', 'seed', 'jobs', 'case'],
  options: {
    time: { type: 'string', default: '60' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
    jobs: { type: 'string', default: String(Math.max(1, cpus().length - 1)) },
    case: { type: 'string' },
  },
});

const single = values.case === undefined ? undefined : Number(values.case);
console.log(single === undefined ? `Seed ${values.seed}, ${values.time} s.` : `Case ${single}.`);
const { counts, faults } = await fuzz({ seed: Number(values.seed), seconds: Number(values.time), jobs: Number(values.jobs), single });
console.log(Object.entries(counts).map(([outcome, count]) => `${count} ${outcome}`).join(', '));
for (const { number, kind, outcome, fault, stdin } of faults) {
  console.log(`\nCase ${number}${kind === undefined ? '' : ` (${kind})`} ${outcome}: ${fault}\n  Again: npm run fuzz -- --case ${number}`);
  if (stdin !== undefined && single !== undefined) console.log(stdin);
}
process.exitCode = faults.length === 0 ? 0 : 1;
