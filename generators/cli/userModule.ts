/** Modules that a user wrote: a configuration, a plugin. JavaScript as it is, TypeScript with its types taken off. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { basename, dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ExitCode, type Position, type Problem, ProblemError } from '../diagnostics.js';
import { placeInUserCode } from '../userStack.js';

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
    throw new ProblemError([await failure(path, error)], ExitCode.problems);
  }
}

async function importTypeScript(path: string): Promise<Readonly<Record<string, unknown>>> {
  const { outputText, fault } = await transpiled(path);
  if (fault !== undefined) throw new ProblemError([syntaxProblem(path, fault)]);
  const beside = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.mjs`);
  try {
    writeFileSync(beside, outputText, { flag: 'wx' });
    return await importNamespace(pathToFileURL(beside));
  } finally {
    rmSync(beside, { force: true });
  }
}

interface SyntaxFault {
  readonly message: string;
  readonly position?: Position;
}

/** A module without its types, and the first thing in it that is no TypeScript. */
async function transpiled(path: string): Promise<{ readonly outputText: string; readonly fault?: SyntaxFault }> {
  const source = readFileSync(path, 'utf8');
  const { ts } = await import('ts-morph');
  const { outputText, diagnostics = [] } = ts.transpileModule(source, {
    fileName: path,
    reportDiagnostics: true,
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023, verbatimModuleSyntax: true, inlineSourceMap: true, allowJs: true },
  });
  const [first] = diagnostics;
  if (first === undefined) return { outputText };
  const message = ts.flattenDiagnosticMessageText(first.messageText, ' ');
  if (first.start === undefined) return { outputText, fault: { message } };
  const place = ts.getLineAndCharacterOfPosition(ts.createSourceFile(path, source, ts.ScriptTarget.ES2023), first.start);
  return { outputText, fault: { message, position: { line: place.line + 1, column: place.character + 1 } } };
}

function syntaxProblem(path: string, { message, position }: SyntaxFault): Problem {
  return { code: 'module-syntax', severity: 'error', message, origin: { file: path, pointer: '' }, ...(position === undefined ? {} : { position }) };
}

async function importNamespace(url: URL): Promise<Readonly<Record<string, unknown>>> {
  const namespace: unknown = await withoutAdviceOnTypes(() => import(url.href));
  return typeof namespace === 'object' && namespace !== null ? Object.fromEntries(Object.entries(namespace)) : {};
}

let quiet = 0;
let emitWarning = process.emitWarning;

/**
 * Node warns of every ES module whose package.json does not say `"type": "module"`, which costs it a millisecond. That is the
 * default of new packages: four lines of advice in each run would hide what a run has to say.
 */
async function withoutAdviceOnTypes<T>(work: () => Promise<T>): Promise<T> {
  // Several modules may be on their way at once.
  if (quiet === 0) {
    const emit = process.emitWarning;
    emitWarning = emit;
    process.emitWarning = (...args: readonly unknown[]) => {
      const isAdvice = args.some((arg) => arg === 'MODULE_TYPELESS_PACKAGE_JSON' || (typeof arg === 'object' && arg !== null && 'code' in arg && arg.code === 'MODULE_TYPELESS_PACKAGE_JSON'));
      if (!isAdvice) Reflect.apply(emit, process, args);
    };
  }
  quiet += 1;
  try {
    return await work();
  } finally {
    quiet -= 1;
    if (quiet === 0) process.emitWarning = emitWarning;
  }
}

/** At the place of the fault, as far as it is known: Node tells it of what is thrown, and not of what it cannot parse. */
async function failure(path: string, error: unknown): Promise<Problem> {
  if (error instanceof SyntaxError) {
    const { fault } = await transpiled(path);
    if (fault !== undefined) return syntaxProblem(path, fault);
  }
  const message = error instanceof Error ? error.message : String(error);
  return {
    code: 'module-failed',
    severity: 'error',
    message: `It cannot be loaded: ${message}`,
    origin: { file: path, pointer: '' },
    ...placeInUserCode(error),
    help: 'A TypeScript module may import packages and JavaScript only; of anything else, running it with Node shows more.',
  };
}
