/** Does an implementation of an API do what the description says? Probes and stories, told over HTTP. */
import { randomBytes } from 'node:crypto';
import { ExitCode, ProblemError } from '../diagnostics.js';
import type { ApiModel, Json } from '../model/model.js';
import { ResponseChecker } from './check/response.js';
import { Caller } from './http/call.js';
import { Connection, NoAnswer } from './http/connection.js';
import type { Credentials } from './http/credentials.js';
import { Redactor } from './http/redaction.js';
import { type Outbox, httpOutbox } from './outbox.js';
import { probes } from './probes.js';
import type { RunResult, StoryResult } from './result.js';
import { ownStories, readStories } from './story/read.js';
import type { Story } from './story/story.js';
import { tell } from './story/tell.js';

export type { Credentials } from './http/credentials.js';
export { hasPassed, totalsOf, type Finding, type RunResult, type StepResult, type StoryResult, type Totals } from './result.js';
export type { Outbox } from './outbox.js';
export { ownStories } from './story/read.js';

/** What to test and how. */
export interface ConformanceOptions {
  readonly model: ApiModel;
  /** Where the implementation is. */
  readonly url: string;
  readonly credentials: Credentials;
  /** Stands for path parameters of the name `project_id`, and for `${project_id}` in stories. */
  readonly projectId?: string;
  /** A folder of stories, or one; without it only what the description itself gives is asked. */
  readonly stories?: string;
  /** Also tell stories that change something. */
  readonly write?: boolean;
  /** Names of stories or operationIds, `*` standing for anything; everything by default. */
  readonly only?: readonly string[];
  readonly tags?: readonly string[];
  /** Members that the description does not name are errors. */
  readonly closed?: boolean;
  readonly allowUnimplemented?: boolean;
  /** Where messages can be read that the API sends. */
  readonly outbox?: Outbox | string;
  /** Requests per second at most; 5 by default. */
  readonly rate?: number;
  /** Of the whole run, in seconds; 300 by default. Epilogues have half a minute more. */
  readonly timeout?: number;
  /** Ends the run early; epilogues are told all the same. */
  readonly signal?: AbortSignal;
  /** `${run}`: new in every run by default. */
  readonly run?: string;
  readonly onStory?: (result: StoryResult) => void;
  readonly fetch?: typeof fetch;
}

const requestTimeoutMs = 30_000;
const epilogueMs = 30_000;

/**
 * Tells an implementation the stories that were chosen, one after the other.
 *
 * @throws ProblemError for stories that are wrong or cannot be read, for a choice that leaves none, and when nobody answers at the URL
 */
export async function runConformance(options: ConformanceOptions): Promise<RunResult> {
  const { model, url, credentials, rate = 5, timeout = 300, signal: interrupted = new AbortController().signal } = options;
  const redactor = new Redactor();
  const values = new Map<string, Json>([['run', options.run ?? randomBytes(5).toString('hex')]]);
  if (options.projectId !== undefined) values.set('project_id', options.projectId);
  const { told, skipped } = choose(options, values);
  const connection = new Connection({ baseUrl: url, rate, requestTimeoutMs, ...(options.fetch === undefined ? {} : { fetch: options.fetch }) });
  const checker = new ResponseChecker(model, { closed: options.closed ?? false });
  const ending = new AbortController();
  const end = new AbortController();
  let cutShort: RunResult['cutShort'];
  const endEarly = (cause: RunResult['cutShort']): void => {
    cutShort ??= cause;
    ending.abort();
    // What has begun is cleaned up, for a while.
    timers.push(setTimeout(() => end.abort(), epilogueMs));
  };
  const timers = [setTimeout(() => endEarly('time'), timeout * 1000)];
  const onInterruption = (): void => endEarly('interrupted');
  if (interrupted.aborted) onInterruption();
  interrupted.addEventListener('abort', onInterruption);
  const teller = {
    caller: new Caller({ connection, checker, redactor, credentials }),
    redactor,
    outbox: typeof options.outbox === 'string' ? httpOutbox(options.outbox, options.fetch) : options.outbox,
    values,
    allowUnimplemented: options.allowUnimplemented ?? false,
    signal: ending.signal,
    lastSignal: end.signal,
  };
  const started = performance.now();
  const stories: StoryResult[] = [];
  try {
    for (const story of told) {
      const result = ending.signal.aborted ? skippedWhole(story, 'The run had ended.') : await tell(story, teller).catch((error: unknown) => fail(error, url, redactor));
      stories.push(result);
      options.onStory?.(result);
    }
  } finally {
    timers.forEach(clearTimeout);
    interrupted.removeEventListener('abort', onInterruption);
  }
  for (const story of skipped) options.onStory?.(story);
  return { url, stories: [...stories, ...skipped], milliseconds: performance.now() - started, cutShort };
}

/** The stories to tell, and those that are not told because they would change something. */
function choose(options: ConformanceOptions, values: ReadonlyMap<string, Json>): { readonly told: readonly Story[]; readonly skipped: readonly StoryResult[] } {
  const { model, stories, only = [], tags = [], write = false } = options;
  const all = [...probes(model, values), ...(stories === undefined ? [] : readStories(stories, model))];
  const chosen = all.flatMap((story) => {
    if (tags.length > 0 && !story.tags.some((tag) => tags.includes(tag))) return [];
    if (only.length === 0 || only.some((pattern) => matches(pattern, story.name))) return [story];
    // A probe is as good without its neighbours; a story is one piece.
    const probed = story.tags.includes('probe') ? story.chapters.filter((step) => only.some((pattern) => matches(pattern, step.operation.id))) : [];
    return probed.length === 0 ? [] : [{ ...story, chapters: probed }];
  });
  if (chosen.length === 0) {
    const help = `Stories: ${all.map((story) => story.name).join(', ')}. Tags: ${[...new Set(all.flatMap((story) => story.tags))].join(', ')}.`;
    throw new ProblemError([{ code: 'no-story', severity: 'error', message: 'No story is left by this choice.', help }], ExitCode.usage);
  }
  const told = chosen.filter((story) => write || !story.writes);
  return { told, skipped: chosen.filter((story) => !told.includes(story)).map((story) => skippedWhole(story, 'It changes things; --write tells it.')) };
}

function matches(pattern: string, name: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 'i').test(name);
}

function skippedWhole({ name, title, tags, origin }: Story, reason: string): StoryResult {
  return { name, title, tags, file: origin.file, outcome: 'skipped', reason, steps: [], milliseconds: 0 };
}

function fail(error: unknown, url: string, redactor: Redactor): never {
  if (!(error instanceof NoAnswer)) throw error;
  throw new ProblemError(
    [{ code: 'unreachable', severity: 'error', message: redactor.scrub(`Nobody answers at ${url}. ${error.message}`), help: 'Start the implementation, or check `--url`.' }],
    ExitCode.unreadableInput,
  );
}

/** The stories' folder to take when none is named: this package's for its own description. */
export function defaultStories(isOwnDescription: boolean): string | undefined {
  return isOwnDescription ? ownStories : undefined;
}
