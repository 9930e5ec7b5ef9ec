/**
 * What a change of one file costs while somebody watches: `node test/bench/watching.mjs`. The description is copied, changed in one
 * place after another, and generated again by the watcher of `generate --watch`, from what the system told of to files written. Beside the median stands the first change
 * of each kind, which runs code that the engine has not optimised yet.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { watch } from '../../dist/generators/watch.js';

const rounds = Number(process.argv[2] ?? 5);
const folder = mkdtempSync(join(tmpdir(), 'bench-watching-'));
const description = join(folder, 'spec');
const organization = join(description, 'schemas', 'organizations', 'Organization.yaml');
const entry = join(description, 'errors', '400', 'organization_slug_already_used.yaml');
const operation = join(description, 'paths', 'organizations', 'organizations.yaml');
const everyCallsError = join(description, 'errors', '500', 'internal_server_error.yaml');
const sharedParameter = join(description, 'parameters', 'organizationId.yaml');
const id = join(description, 'schemas', 'ids', 'MemberId.yaml');
const example = join(description, 'examples', 'organizations', 'createOrganization.yaml');

/** Each replaces the first match of a pattern in a file; no round writes what another one wrote. */
const edits = [
  { name: 'a comment', file: organization, pattern: /^/, text: (round) => `# Round ${round}\n` },
  { name: 'the description of a schema', file: organization, pattern: /^description: \|-\n  /m, text: (round) => `description: |-\n  Round ${round}. ` },
  { name: 'a new property', file: organization, pattern: /^properties:\n/m, text: (round) => `properties:\n  added_${round}:\n    type: string\n    description: Added.\n` },
  { name: 'what an error means', file: entry, pattern: /^meaning: (?=\S)/m, text: (round) => `meaning: Round ${round}. ` },
  { name: 'the message of an error', file: entry, pattern: /^message: (?=\S)/m, text: (round) => `message: Round ${round} ` },
  { name: 'what an error of every call means', file: everyCallsError, pattern: /^meaning: (?=\S)/m, text: (round) => `meaning: Round ${round}. ` },
  { name: 'what the most used parameter is', file: sharedParameter, pattern: /^description: (?=\S)/m, text: (round) => `description: Round ${round}. ` },
  { name: 'what the most used id is', file: id, pattern: /^description: (?=\S)/m, text: (round) => `description: Round ${round}. ` },
  { name: 'the summary of a call', file: operation, pattern: /^( *)summary: /m, text: (round, indent) => `${indent}summary: Round ${round} ` },
  { name: 'a new parameter', file: operation, pattern: /^( *)operationId: /m, text: (round, indent) => `${indent}parameters:\n${indent}  - { name: added_${round}, in: query, description: Added., schema: { type: string } }\n${indent}operationId: ` },
  { name: 'an example', file: example, pattern: /^( *)organization_name: /m, text: (round, indent) => `${indent}organization_name: Round ${round} ` },
];

try {
  cpSync('spec', description, { recursive: true });
  let steps = new Map();
  let used = process.cpuUsage();
  let heard = () => undefined;
  const watcher = await watch({
    options: () => {
      [steps, used] = [new Map(), process.cpuUsage()];
      return { input: join(description, 'openapi.yaml'), output: join(folder, 'output'), onStep: (step) => steps.set(step.name, step.milliseconds) };
    },
    onRun: (run) => heard(run),
  });
  /** Writes a file, and waits for the run that follows; first for as long as anybody takes between two changes. */
  const edit = async (file, text) => {
    await pause(400);
    const run = new Promise((resolve) => (heard = resolve));
    writeFileSync(file, text);
    const { milliseconds, outcome } = await run;
    if ('error' in outcome) throw outcome.error;
    const { user, system } = process.cpuUsage(used);
    return { milliseconds, cpu: (user + system) / 1000, steps };
  };
  // The compiler of the engine learns what is hot; somebody who watches has done this before.
  for (let round = 0; round < 3; round += 1) {
    await edit(organization, readFileSync(organization, 'utf8').replace(/^description: \|-\n  /m, `description: |-\n  Warm ${round}. `));
  }
  console.log('| one file changed | milliseconds | of the first such change | CPU milliseconds | where they go |\n| --- | ---: | ---: | ---: | --- |');
  for (const { name, file, pattern, text } of edits) {
    const before = readFileSync(file, 'utf8');
    if (!pattern.test(before)) throw new Error(`${file} has no ${pattern}: mend the edit of "${name}".`);
    const samples = [];
    for (let round = 0; round < rounds; round += 1) {
      samples.push(await edit(file, before.replace(pattern, (_match, indent) => text(round, indent))));
    }
    await edit(file, before);
    const [first] = samples;
    samples.sort((a, b) => a.milliseconds - b.milliseconds);
    const median = samples[Math.floor(samples.length / 2)];
    console.log(`| ${name} | ${median.milliseconds.toFixed(0)} | ${first.milliseconds.toFixed(0)} | ${median.cpu.toFixed(0)} | ${[...median.steps].map(([step, milliseconds]) => `${step} ${milliseconds.toFixed(0)}`).join(', ')} |`);
  }
  await watcher.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
