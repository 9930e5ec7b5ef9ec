/**
 * Breaks documents and runs everything on them, until the parent process ends it. Each case is announced before it runs, so that the
 * parent knows which one killed or stopped this process.
 */
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProblemError } from '../../dist/generators/diagnostics.js';
import { generate, lint } from '../../dist/generators/pipeline.js';
import { mutateDocument, mutateText } from './mutate.mjs';
import { randomFrom } from './random.mjs';
import { seedDocuments } from './seeds.mjs';

const [first, step, only] = process.argv.slice(2).map(Number);
const seeds = seedDocuments();
const folder = mkdtempSync(join(tmpdir(), 'fuzz-'));
process.on('message', (message) => {
  if (message === 'stop') end();
});
process.on('disconnect', end);

for (let number = first; ; number += step) {
  process.send({ number });
  const outcome = await runCase(number);
  process.send({ number, ...outcome });
  if (only === 1) break;
  // Lets the parent's word through.
  await new Promise((resolve) => setImmediate(resolve));
}
end();

/** @returns what became of the case; `fault` is there only for what must not happen */
async function runCase(number) {
  const random = randomFrom(number);
  const seed = seeds[Math.floor(random() * seeds.length)];
  const stdin = random() < 0.15 ? mutateText(seed.text, random) : JSON.stringify(mutateDocument(seed.document, random));
  const output = join(folder, String(number));
  const problems = [];
  try {
    const result = await generate({ input: '-', stdin, targets: ['types', 'validators', 'sdk', 'server', 'postman', 'docs'], output });
    // Linting takes long and is the work of other people's libraries: now and then is enough.
    if (random() < 0.1) problems.push(...(await lint({ input: '-', stdin })).problems);
    problems.push(...result.problems);
    return { outcome: 'generated', fault: faultOf(problems) };
  } catch (error) {
    if (!(error instanceof ProblemError)) return { outcome: 'crashed', fault: error instanceof Error ? (error.stack ?? error.message) : String(error), stdin };
    if (existsSync(output) && readdirSync(output).length > 0) return { outcome: 'partial', fault: `It was refused, and yet wrote ${readdirSync(output).join(', ')}.`, stdin };
    return { outcome: 'refused', fault: faultOf(error.problems), ...(faultOf(error.problems) === undefined ? {} : { stdin }) };
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
}

/** An error without a place, or one that speaks of this program's inside. */
function faultOf(problems) {
  const faults = problems.filter(({ severity, origin, message }) => severity === 'error' && (origin === undefined || /\bundefined\b|\[object Object\]|TypeError/.test(message)));
  return faults.length === 0 ? undefined : `A problem that helps nobody: ${faults[0].code}: ${faults[0].message}`;
}

function end() {
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
}
