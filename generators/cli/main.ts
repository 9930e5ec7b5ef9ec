#!/usr/bin/env node
/** The command line's entry point. */
import { ExitCode } from '../diagnostics.js';
import { keepCompiledCode } from './compiledCode.js';
import { processTerminal } from './terminal.js';
import { run } from './run.js';
import { systemReason } from '../systemReason.js';

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // A reader that has seen enough (`… | head`) is no failure.
  if (error.code === 'EPIPE') process.exit(ExitCode.ok);
  process.stderr.write(`error: Standard output cannot be written: ${systemReason(error)}.\n`);
  process.exit(ExitCode.unwritableOutput);
});

keepCompiledCode(process.env);
process.exitCode = await run(process.argv.slice(2), processTerminal());
