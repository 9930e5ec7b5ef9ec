/** Time and peak memory of whole processes. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Runs a Node program several times. The first run, which fills the caches of the file system, is left out.
 *
 * @param {readonly string[]} command the program's file and its arguments
 * @param {{ runs?: number; cwd?: string; before?: () => void; limit?: number }} [options] `limit`: seconds that one run may take
 * @returns {{ milliseconds: number; cpu: number; megabytes: number } | { failure: string }} medians; CPU time is that of all threads
 */
export function measure(command, { runs = 3, cwd = process.cwd(), before = () => {}, limit = 120 } = {}) {
  const samples = [];
  for (let run = 0; run <= runs; run += 1) {
    before();
    const sample = once(command, cwd, limit);
    if ('failure' in sample) return sample;
    if (run > 0 || runs === 0) samples.push(sample);
  }
  const median = (key) => samples.map((sample) => sample[key]).sort((a, b) => a - b)[Math.floor(samples.length / 2)];
  return { milliseconds: median('milliseconds'), cpu: median('cpu'), megabytes: median('megabytes') };
}

/** Each process, also one started by the program, says itself as it ends what it used. */
function once(command, cwd, limit) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-usage-'));
  // Threads run the hook, too; the figures are those of the process and the last to write them is its main thread.
  const hook = `import { writeFileSync } from 'node:fs'; process.on('exit', () => { const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage(); writeFileSync(${JSON.stringify(folder)} + '/' + process.pid, JSON.stringify({ maxRSS, cpu: (userCPUTime + systemCPUTime) / 1000 })); });`;
  try {
    const started = performance.now();
    const { status, signal, stderr, stdout, error } = spawnSync(process.execPath, command, {
      cwd,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      timeout: limit * 1000,
      killSignal: 'SIGKILL',
      env: { ...process.env, NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(hook)}`, NO_COLOR: '1' },
    });
    const milliseconds = performance.now() - started;
    if (error !== undefined && 'code' in error && error.code === 'ETIMEDOUT') return { failure: `takes more than ${limit} s` };
    if (error !== undefined && status === null && signal === null) return { failure: error.message };
    // Where memory is not enough, the engine says so among much else, and the system says nothing.
    if (/heap out of memory|Array buffer allocation failed/.test(stderr)) return { failure: 'is out of memory: the engine allows no more (--max-old-space-size)' };
    const ending = signal === null ? `exit code ${status}` : `is ended with ${signal}${signal === 'SIGKILL' ? ', as where memory is not enough' : ''}`;
    if (status !== 0) return { failure: firstError(`${stderr}\n${stdout}`) ?? ending };
    const usages = readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')));
    return { milliseconds, cpu: usages.reduce((sum, usage) => sum + usage.cpu, 0), megabytes: usages.reduce((sum, usage) => sum + usage.maxRSS, 0) / 1024 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The line that says what went wrong, without the colours that some programs print to anything. */
function firstError(output) {
  const lines = output.replace(/\u001b\[[0-9;]*m/g, '').split('\n').map((line) => line.trim()).filter(Boolean);
  return lines.find((line) => /error|fail|cannot|invalid/i.test(line)) ?? lines[0];
}
