#!/usr/bin/env node
/** `npm run spec:report [-- FILE …]`: the coverage of this package's description, or of the documents given, side by side. */
import path from 'node:path';
import { ExitCode, ProblemError } from '../diagnostics.js';
import { defaultInput } from '../package.js';
import { loadDescription } from '../source/index.js';
import { measureCoverage } from './coverage.js';
import { type Column, printCoverage } from './print.js';

async function main(inputs: readonly string[]): Promise<number> {
  const columns: Column[] = [];
  for (const input of inputs.length === 0 ? [defaultInput] : inputs) {
    const { document } = await loadDescription(input);
    columns.push({ title: path.basename(input), coverage: measureCoverage(document) });
  }
  process.stdout.write(printCoverage(columns));
  return ExitCode.ok;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof ProblemError)) {
    throw error;
  }
  for (const { origin, position, message, help } of error.problems) {
    process.stderr.write(`${origin?.file ?? ''}:${position?.line ?? 1}:${position?.column ?? 1} ${message} ${help ?? ''}\n`);
  }
  process.exitCode = error.exitCode;
}
