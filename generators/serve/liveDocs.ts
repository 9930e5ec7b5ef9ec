/** The documentation's server for authors: it follows the sources, and open pages follow it. */
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { type Problem, ProblemError } from '../diagnostics.js';
import { fileTemplates } from '../package.js';
import { defaultDocsPort } from './docs.js';
import { listen } from './listen.js';
import { liveSite, type ShownProblem, type SiteContents } from './liveSite.js';
import { oneAtATime } from './oneAtATime.js';
import { type Watched, watchSources } from './watch.js';

/** What one reading of the sources made. */
export interface Build {
  readonly contents: SiteContents;
  readonly watched: Watched;
}

/** Where to serve, and what. */
export interface LiveDocsOptions {
  /** 4000 by default, or the next free one; 0 takes any. A port that is given must be free. */
  readonly port?: number;
  /** An address; loopback by default. */
  readonly host?: string;
  /**
   * Reads the sources.
   *
   * @param url where the site is served: the base of every `error_url`
   * @param changed the paths that changed since the last time; empty the first time
   * @throws ProblemError for sources with errors
   */
  build(url: string, changed: readonly string[]): Promise<Build>;
  /** Hears of each build after the first: how long it took, or what was wrong. */
  onRebuilt?(result: { readonly milliseconds: number; readonly problems: readonly Problem[]; readonly changed: readonly string[] }): void;
}

/** A running server. */
export interface LiveDocs {
  readonly url: string;
  readonly port: number;
  /** The default port, when another was taken in its place. */
  readonly movedFrom: number | undefined;
  close(): Promise<void>;
}

/**
 * Builds, serves, and from then on follows the sources.
 *
 * @throws ProblemError for sources that have errors from the beginning, or a port that cannot be opened
 */
export async function serveLiveDocs(options: LiveDocsOptions): Promise<LiveDocs> {
  const { port = defaultDocsPort, host } = options;
  const site = liveSite(fileTemplates().read('serve/live.js'));
  const server = await listen(site.handler, { port, portIsRequired: options.port !== undefined, ...(host === undefined ? {} : { host }) });
  try {
    const first = await options.build(server.url, []);
    site.show(first.contents);
    const rebuild = oneAtATime(async (changed) => {
      const started = performance.now();
      let problems: readonly Problem[] = [];
      try {
        const build = await options.build(server.url, changed);
        site.show(build.contents);
        watch.follow(build.watched);
      } catch (error) {
        problems = problemsOf(error);
        site.complain(problems.map(shown));
      }
      options.onRebuilt?.({ milliseconds: performance.now() - started, problems, changed });
    });
    const watch = watchSources(rebuild);
    watch.follow(first.watched);
    return {
      url: server.url,
      port: server.port,
      movedFrom: port !== 0 && server.port !== port ? port : undefined,
      close: async () => {
        watch.close();
        site.close();
        await server.close();
      },
    };
  } catch (error) {
    await server.close();
    throw error;
  }
}

/** What is wrong; a template that fails is as much a fault of the sources as a description that cannot be read. */
function problemsOf(error: unknown): readonly Problem[] {
  if (error instanceof ProblemError) return error.problems;
  return [{ code: 'build-failed', severity: 'error', message: error instanceof Error ? error.message : String(error) }];
}

function shown({ severity, message, origin, position, help }: Problem): ShownProblem {
  const file = origin === undefined ? undefined : origin.file.includes('://') ? origin.file : relative('', origin.file);
  const place = file === undefined ? undefined : position === undefined ? file : `${file}:${position.line}:${position.column}`;
  const frame = file === undefined || position === undefined ? undefined : codeFrame(file, position.line);
  return {
    severity,
    message,
    ...(place === undefined ? {} : { place }),
    ...(frame === undefined ? {} : { frame }),
    ...(help === undefined ? {} : { help }),
  };
}

/** The line concerned between its neighbours. */
function codeFrame(file: string, line: number): string | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
  const lines = text.split(/\r?\n/);
  const first = Math.max(1, line - 2);
  const last = Math.min(lines.length, line + 2);
  const numbers = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  return numbers.map((number) => `${number === line ? '>' : ' '} ${String(number).padStart(String(last).length)} | ${(lines[number - 1] ?? '').slice(0, 200)}`).join('\n');
}
