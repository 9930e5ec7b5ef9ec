/** A terminal for what only happens on one, made by `script` (util-linux). */
import { spawn, spawnSync } from 'node:child_process';

/** Whether there can be one here. */
export const hasTerminal: boolean = spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux') === true;

/**
 * Runs a command on a terminal and types something whenever it is ready for it.
 *
 * @param prompts what is waited for, and what is typed then, one after the other
 * @returns what the terminal shows
 */
export async function inTerminal(command: string, prompts: readonly (readonly [seen: string, typed: string])[], options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv }): Promise<string> {
  const child = spawn('script', ['-qec', command, '/dev/null'], { ...options, stdio: ['pipe', 'pipe', 'inherit'] });
  let shown = '';
  let from = 0;
  const waiting = [...prompts];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    shown += text;
    const [next] = waiting;
    const at = next === undefined ? -1 : shown.indexOf(next[0], from);
    if (next === undefined || at < 0) return;
    from = at + next[0].length;
    waiting.shift();
    child.stdin.write(next[1]);
  });
  await new Promise((done) => child.once('close', done));
  return shown.replaceAll('\r', '');
}
