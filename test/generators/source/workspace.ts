/** Descriptions written to a temporary folder for one test. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect } from 'vitest';
import { type Problem, ProblemError } from '../../../generators/diagnostics.js';
import { type Description, loadDescription, type LoadOptions } from '../../../generators/source/index.js';

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** Writes files below a new temporary folder, removed after the test, and returns the folder. */
export function workspace(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'source-test-'));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  return folder;
}

/** Loads `openapi.yaml` (or another root) of some files. */
export function load(files: Readonly<Record<string, string>>, options?: LoadOptions, root = 'openapi.yaml'): Promise<Description> {
  return loadDescription(path.join(workspace(files), root), options);
}

/** The error that loading must end with. */
export async function failure(loading: Promise<Description>): Promise<ProblemError> {
  const outcome: unknown = await loading.then(
    () => 'it was accepted',
    (error: unknown) => error,
  );
  if (!(outcome instanceof ProblemError)) {
    expect.fail(`A ProblemError was expected, but: ${String(outcome)}`);
  }
  return outcome;
}

/** The only problem that loading must end with, its file reduced to the base name. */
export async function onlyProblem(loading: Promise<Description>): Promise<Problem> {
  const { problems } = await failure(loading);
  expect(problems.map(({ message }) => message)).toHaveLength(1);
  const [problem] = problems;
  if (problem === undefined) {
    expect.fail('no problem');
  }
  return problem.origin === undefined ? problem : { ...problem, origin: { ...problem.origin, file: path.basename(problem.origin.file) } };
}

/** A root document with the given paths and components, both indented YAML blocks. */
export function openapi(paths: string, rest = ''): string {
  return `openapi: 3.1.1
info: { title: Test, version: '1' }
paths:
${paths.replace(/^/gm, '  ')}
${rest}`;
}
