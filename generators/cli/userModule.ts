/** Modules that a user wrote: a configuration, a plugin. JavaScript as it is, TypeScript with its types taken off. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { basename, dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ExitCode, type Problem, ProblemError } from '../diagnostics.js';

/**
 * Loads a module and gives its exports.
 *
 * The types of a TypeScript module are taken off without checking them, and the result stands beside it for the moment of
 * the import, so that its own imports lead where they say. It may import packages and JavaScript, but no other TypeScript.
 *
 * @param path absolute
 * @param fresh load it again even if it was loaded before (and may have changed since)
 * @throws ProblemError when it cannot be read or throws while it is loaded
 */
export async function importUserModule(path: string, fresh = false): Promise<Readonly<Record<string, unknown>>> {
  if (!existsSync(path)) {
    const file = relative(process.cwd(), path);
    throw new ProblemError([{ code: 'module-not-found', severity: 'error', message: `There is no file ${file}.`, origin: { file: path, pointer: '' }, help: 'Check the path; it is relative to the working directory, or to the configuration file that names it.' }], ExitCode.unreadableInput);
  }
  try {
    if (/\.[cm]?ts$/.test(path)) return await importTypeScript(path);
    const url = pathToFileURL(path);
    if (fresh) url.searchParams.set('fresh', randomBytes(6).toString('hex'));
    return await importNamespace(url);
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    throw new ProblemError([failure(path, error)], ExitCode.problems);
  }
}

async function importTypeScript(path: string): Promise<Readonly<Record<string, unknown>>> {
  const source = readFileSync(path, 'utf8');
  const { ts } = await import('ts-morph');
  const { outputText, diagnostics = [] } = ts.transpileModule(source, {
    fileName: path,
    reportDiagnostics: true,
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023, verbatimModuleSyntax: true, inlineSourceMap: true },
  });
  const [fault] = diagnostics;
  if (fault !== undefined) {
    const place = fault.start === undefined ? undefined : ts.getLineAndCharacterOfPosition(ts.createSourceFile(path, source, ts.ScriptTarget.ES2023), fault.start);
    throw new ProblemError([
      {
        code: 'module-syntax',
        severity: 'error',
        message: ts.flattenDiagnosticMessageText(fault.messageText, ' '),
        origin: { file: path, pointer: '' },
        ...(place === undefined ? {} : { position: { line: place.line + 1, column: place.character + 1 } }),
      },
    ]);
  }
  const beside = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.mjs`);
  try {
    writeFileSync(beside, outputText, { flag: 'wx' });
    return await importNamespace(pathToFileURL(beside));
  } finally {
    rmSync(beside, { force: true });
  }
}

async function importNamespace(url: URL): Promise<Readonly<Record<string, unknown>>> {
  const namespace: unknown = await import(url.href);
  return typeof namespace === 'object' && namespace !== null ? Object.fromEntries(Object.entries(namespace)) : {};
}

function failure(path: string, error: unknown): Problem {
  const message = error instanceof Error ? error.message : String(error);
  return {
    code: 'module-failed',
    severity: 'error',
    message: `It cannot be loaded: ${message}`,
    origin: { file: path, pointer: '' },
    help: 'Run it with Node to see where; a TypeScript module may import packages and JavaScript only.',
  };
}
