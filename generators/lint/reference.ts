/** Reads the facts beside a description that it is held against: the folder `reference/`. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { load } from 'js-yaml';
import { type Reference, readReference } from '../../spec/rules/reference/reference.js';
import { ProblemError } from '../diagnostics.js';
import type { Json } from '../model/model.js';
import type { Description } from '../source/index.js';
import { asJson } from '../source/limits.js';

/**
 * The facts of a description, or nothing where it has none.
 *
 * @throws ProblemError when a file of them is not YAML
 */
export function referenceOf(description: Description): Reference | undefined {
  const folder = path.join(description.root.folder, 'reference');
  if (!existsSync(path.join(folder, 'pages.tsv'))) {
    return undefined;
  }
  return readReference({
    pages: readFileSync(path.join(folder, 'pages.tsv'), 'utf8'),
    fields: readYaml(path.join(folder, 'fields.yaml')),
    divergences: readYaml(path.join(folder, 'divergences.yaml')),
  });
}

function readYaml(file: string): Json {
  try {
    const result = asJson(file, load(readFileSync(file, 'utf8')));
    if ('problem' in result) {
      throw new ProblemError([result.problem]);
    }
    return result.value;
  } catch (error) {
    if (error instanceof ProblemError) {
      throw error;
    }
    throw new ProblemError([{ code: 'yaml-syntax', severity: 'error', message: `${error instanceof Error ? error.message.split('\n')[0] : String(error)}`, origin: { file, pointer: '' } }]);
  }
}
