#!/usr/bin/env node
/** The command line's entry point. */
import { processTerminal } from './terminal.js';
import { run } from './run.js';

// A reader that has seen enough (`… | head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

process.exitCode = await run(process.argv.slice(2), processTerminal());
