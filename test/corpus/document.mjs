/**
 * One document of the corpus, in a process of its own: `node document.mjs DOCUMENT OUTPUT`. Lints it, runs every target, writes
 * and compiles the output, and tells the parent process how far it got after every step.
 */
import { join } from 'node:path';
import { ProblemError } from '../../dist/generators/diagnostics.js';
import { incomingRequests } from '../../dist/generators/model/incoming.js';
import { fileTemplates, packageVersion } from '../../dist/generators/package.js';
import { lint, openDescription } from '../../dist/generators/pipeline.js';
import { targets } from '../../dist/generators/targets.js';
import { writeOutput } from '../../dist/generators/write/index.js';
import { compileOutput } from './compile.mjs';

const chosen = ['types', 'validators', 'sdk', 'server', 'postman', 'docs'];
const [document, output] = process.argv.slice(2);
const report = { step: 'start', failed: false, verdict: '', findings: [], outputBytes: 0 };

await main();
report.megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
process.send(report, () => process.disconnect());

async function main() {
  const opened = await attempt('load', () => openDescription({ input: document }));
  if (opened === undefined) return;
  const { model, description } = opened;
  report.operations = model.operations.length;
  report.webhooks = incomingRequests(model).length;
  report.schemas = model.schemas.length;
  const linted = await attempt('lint', () => lint({ input: document }));
  if (linted !== undefined) report.lintErrors = linted.problems.filter((problem) => problem.severity === 'error').length;

  const context = { document: description.document, templates: fileTemplates(), guides: new Map(), toolVersion: packageVersion() };
  /** Targets that were refused, and those that need them. */
  const left = new Set();
  for (const name of chosen) {
    const generator = await targets.find((target) => target.name === name).load();
    // What it imports from is not there: its own errors would say nothing.
    if (generator.requires.some((required) => left.has(required))) {
      left.add(name);
      continue;
    }
    left.add(name);
    const result = await attempt(name, () => generator.generate(model, context));
    if (result === undefined) continue;
    const errors = result.problems.filter((problem) => problem.severity === 'error');
    if (errors.length > 0) {
      refused(name, errors);
      continue;
    }
    left.delete(name);
    await attempt('write', async () => {
      const { bytes } = await writeOutput({ output: join(output, name), files: result.files, mode: 'write' });
      report.outputBytes += bytes;
    });
  }
  // The peak of generating is of interest, not that of the compiler.
  const errors = await attempt('compile', () => compileOutput(output));
  if (errors !== undefined && errors.length > 0) {
    report.failed = true;
    report.verdict ||= `${errors.length} type errors`;
    report.findings.push(...errors);
  }
  report.verdict ||= 'ok';
}

/** Does a step; undefined when it failed, and the report says how. */
async function attempt(step, work) {
  report.step = step;
  process.send(report);
  try {
    return await work();
  } catch (error) {
    if (error instanceof ProblemError) {
      refused(step, error.problems.filter((problem) => problem.severity === 'error'));
    } else {
      report.failed = true;
      report.verdict ||= `crashes in ${step}`;
      report.findings.push(`${step}: ${error.stack ?? error}`);
    }
    return undefined;
  }
}

/** A problem without a place is a failure: nobody could mend the document with it. */
function refused(step, problems) {
  report.verdict ||= `refused by ${step}`;
  for (const { code, message, origin, position } of problems) {
    if (origin === undefined) report.failed = true;
    report.findings.push(`${step}: ${code}: ${message} (${origin?.file ?? 'nowhere'}${position === undefined ? '' : `:${position.line}:${position.column}`} ${origin?.pointer ?? ''})`);
  }
}
