/**
 * Breaks documents, and what else is read, and runs everything on them, until the parent process ends it. Each case is announced
 * before it runs, so that the parent knows which one killed or stopped this process.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProblemError } from '../../dist/generators/diagnostics.js';
import { generate, lint } from '../../dist/generators/pipeline.js';
import { otherCases } from './cases.mjs';
import { faultOf } from './judge.mjs';
import { mutateDocument, mutateText } from './mutate.mjs';
import { randomFrom } from './random.mjs';
import { seedDocuments } from './seeds.mjs';

const [first, step, past] = process.argv.slice(2).map(Number);
const seeds = seedDocuments();
const folder = mkdtempSync(join(tmpdir(), 'fuzz-'));
process.on('message', (message) => {
  if (message === 'stop') end();
});
process.on('disconnect', end);

for (let number = first; number < past; number += step) {
  process.send({ number });
  const outcome = await runCase(number);
  const { run: _run, stdin, ...told } = outcome;
  process.send({ number, ...told, ...(told.fault === undefined ? {} : { stdin }) });
  // Lets the parent's word through.
  await new Promise((resolve) => setImmediate(resolve));
}
end();

/** @returns what became of the case; `fault` is there only for what must not happen */
async function runCase(number) {
  const random = randomFrom(number);
  const own = join(folder, String(number));
  const output = join(own, 'output');
  const kinds = Object.keys(otherCases);
  // Most cases are documents: that is where most of the program is.
  const kind = random() < 0.75 ? 'document' : kinds[Math.floor(random() * kinds.length)];
  const made = kind === 'document' ? documentCase(random) : {};
  try {
    mkdirSync(own);
    const { problems, fault } = await (made.run ?? otherCases[kind])(random, join(own, 'input'), output);
    return { outcome: 'generated', kind, fault: fault ?? faultOf(problems, made.stdin), ...made };
  } catch (error) {
    if (!(error instanceof ProblemError)) return { outcome: 'crashed', kind, fault: error instanceof Error ? (error.stack ?? error.message) : String(error), ...made };
    if (existsSync(output) && readdirSync(output).length > 0) return { outcome: 'partial', kind, fault: `It was refused, and yet wrote ${readdirSync(output).join(', ')}.`, ...made };
    return { outcome: 'refused', kind, fault: faultOf(error.problems, made.stdin), ...made };
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
}

/** A whole document, through everything. */
function documentCase(random) {
  const seed = seeds[Math.floor(random() * seeds.length)];
  const stdin = random() < 0.15 ? mutateText(seed.text, random) : JSON.stringify(mutateDocument(seed.document, random));
  return {
    stdin,
    async run(_random, _input, output) {
      const { problems } = await generate({ input: '-', stdin, targets: ['types', 'validators', 'sdk', 'server', 'postman', 'docs'], output });
      // Linting takes long and is the work of other people's libraries: now and then is enough.
      return { problems: random() < 0.1 ? [...problems, ...(await lint({ input: '-', stdin })).problems] : problems };
    },
  };
}

function end() {
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
}
