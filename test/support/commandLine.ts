/** Running the command line: in this process, or as the real program. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { run } from '../../generators/cli/run.js';
import { style } from '../../generators/text/terminal.js';
import { packageRoot } from '../../generators/package.js';

/** What a run printed, and how it ended. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The program as built by `npm run build`. */
export const builtProgram = join(packageRoot, 'dist', 'generators', 'cli', 'main.js');

/** Runs a command in this process: quick, and from the sources. */
export async function runHere(...args: readonly string[]): Promise<Outcome> {
  let [stdout, stderr] = ['', ''];
  const code = await run(args, {
    out: (text) => void (stdout += text),
    err: (text) => void (stderr += text),
    outStyle: style(false),
    errStyle: style(false),
  });
  return { code, stdout, stderr };
}

/** A real process of the program, to be waited for or signalled. */
export function startProgram(args: readonly string[], options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {}): ChildProcess {
  const { NO_COLOR: _noColor, FORCE_COLOR: _forceColor, ...env } = process.env;
  return spawn(process.execPath, [builtProgram, ...args], { stdio: ['pipe', 'pipe', 'pipe'], ...options, env: { ...env, ...options.env } });
}

/** Runs the real program to its end. */
export async function runProgram(args: readonly string[], options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv; readonly stdin?: string } = {}): Promise<Outcome> {
  const child = startProgram(args, options);
  let [stdout, stderr] = ['', ''];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => void (stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => void (stderr += text));
  child.stdin?.end(options.stdin ?? '');
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode) => {
      resolve(exitCode ?? -1);
    });
  });
  return { code, stdout, stderr };
}
