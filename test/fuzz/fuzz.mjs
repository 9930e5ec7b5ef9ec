/** Runs fuzzing processes for a while and gathers what they find. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A case that takes longer hangs. Generous, for a busy machine takes its time. */
const caseMilliseconds = 60_000;
const megabytes = 1024;
/** More faults than anybody reads: something is wrong with all cases. */
const enoughFaults = 20;
const worker = fileURLToPath(new URL('worker.mjs', import.meta.url));

/**
 * @param {{ seed: number; seconds: number; jobs: number; cases?: number; single?: number | undefined }} options `cases` ends sooner; `single` runs one case only
 * @returns {Promise<{ counts: Record<string, number>; faults: readonly { number: number; outcome: string; fault: string; stdin?: string }[] }>}
 */
export async function fuzz({ seed, seconds, jobs, cases = Infinity, single }) {
  const counts = { generated: 0, refused: 0, crashed: 0, partial: 0, hung: 0, died: 0 };
  const faults = [];
  const ends = Date.now() + seconds * 1000;
  const first = single ?? seed * 1_000_000;
  const past = first + (single === undefined ? cases : 1);
  await Promise.all(Array.from({ length: single === undefined ? jobs : 1 }, (_, job) => runJob(first + job)));
  return { counts, faults };

  /** One process after another: where one dies or hangs, the next goes on behind that case. */
  async function runJob(start) {
    let next = start;
    while (next < past && (single !== undefined || (Date.now() < ends && faults.length < enoughFaults))) {
      const last = await runProcess(next);
      next = last + jobs;
    }
  }

  /** @returns the last case that was begun */
  function runProcess(start) {
    return new Promise((resolve) => {
      const child = fork(worker, [String(start), String(jobs), String(past)], { execArgv: [`--max-old-space-size=${megabytes}`], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
      let current = start;
      let hung = false;
      let watch = setTimeout(kill, caseMilliseconds);
      const stop = single === undefined ? setTimeout(() => child.connected && child.send('stop'), Math.max(0, ends - Date.now())) : undefined;
      function kill() {
        hung = true;
        child.kill('SIGKILL');
      }
      child.on('message', (message) => {
        current = message.number;
        clearTimeout(watch);
        watch = setTimeout(kill, caseMilliseconds);
        if (message.outcome === undefined) return;
        counts[message.outcome] += 1;
        if (message.fault !== undefined) faults.push(message);
      });
      child.once('close', (code) => {
        clearTimeout(watch);
        clearTimeout(stop);
        if (hung || code !== 0) {
          const outcome = hung ? 'hung' : 'died';
          counts[outcome] += 1;
          faults.push({ number: current, outcome, fault: hung ? `It took longer than ${caseMilliseconds / 1000} s.` : `The process ended with ${code}.` });
        }
        resolve(current);
      });
    });
  }
}
