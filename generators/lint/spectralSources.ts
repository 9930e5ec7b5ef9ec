/** Spectral over the files as they are written, beside the run over the bundle. */
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Problem } from '../diagnostics.js';
import { packageRoot } from '../package.js';
import { severityOf } from './spectral.js';

/** As `spectral lint --format json` prints a result; lines and characters start at 0. */
interface SpectralResult {
  readonly code: string | number;
  readonly severity: number;
  readonly message: string;
  readonly source?: string;
  readonly range: { readonly start: { readonly line: number; readonly character: number } };
}

/**
 * Runs the source ruleset over a description of files. It runs in a process of its own, beside the other checks: resolving
 * every file again is most of its work.
 *
 * @param root the root file, by its path
 * @returns what it found, each with file, line and column
 * @throws Error when Spectral does not come to an end by itself
 */
export async function runSpectralOnSources(root: string): Promise<Problem[]> {
  const command = createRequire(import.meta.url).resolve('@stoplight/spectral-cli/dist/index.js');
  const ruleset = path.join(packageRoot, 'spec', 'rules', 'source.yaml');
  const printed = await output([command, 'lint', root, '--ruleset', ruleset, '--format', 'json', '--quiet', '--fail-severity', 'error']);
  const results: unknown = JSON.parse(printed);
  if (!Array.isArray(results)) throw new Error('Spectral printed something other than a list of results.');
  return results.filter(isResult).map(({ code, severity, message, source = root, range: { start } }) => ({
    code: String(code),
    severity: severityOf(severity),
    message,
    origin: { file: path.relative(process.cwd(), source), pointer: '' },
    position: { line: start.line + 1, column: start.character + 1 },
  }));
}

/** What the program prints; findings make it end with 1, which is no failure. */
function output(args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [...args], { maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (error === null || error.code === 1) resolve(stdout);
      else reject(new Error(`Spectral ended with ${error.code ?? error.signal ?? 'an error'}: ${stderr}`));
    });
  });
}

function isResult(value: unknown): value is SpectralResult {
  return typeof value === 'object' && value !== null && 'code' in value && 'severity' in value && 'message' in value && 'range' in value;
}
