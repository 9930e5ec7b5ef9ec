/** Descriptions of many files, edited again and again: what a run makes with what earlier runs left is what one from nothing makes. */
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ProblemError } from '../../../generators/diagnostics.js';
import { type GenerateOptions, generate } from '../../../generators/pipeline.js';
import { RunMemory } from '../../../generators/runMemory.js';
import { readFiles, temporaryFolder, writeFiles } from '../../support/temporaryFolder.js';
import { awkwardDescription, followableDescription } from './awkwardDescription.js';
import { RandomEdits } from './randomEdits.js';

/** Generates with a memory and without one, and compares. */
class Comparison {
  readonly #folder: string;
  readonly #targets: readonly string[] | undefined;
  readonly #memory = new RunMemory();

  constructor(folder: string, targets?: readonly string[]) {
    this.#folder = folder;
    this.#targets = targets;
  }

  /**
   * @param changed the files written since the last run
   * @returns whether anything could be made
   */
  async run(what: string, changed: readonly string[]): Promise<boolean> {
    const followed = await this.#outcome('followed', { memory: this.#memory, changed });
    const cold = await this.#outcome('cold', {});
    expect(followed.problems, what).toEqual(cold.problems);
    if (!cold.isMade) return false;
    for (const output of ['', '-site']) {
      const [files, expected] = [`followed${output}`, `cold${output}`].map((name) => readFiles(join(this.#folder, name)));
      expect(Object.keys(files ?? {}), what).toEqual(Object.keys(expected ?? {}));
      // One file at a time: of all together nobody could read the difference.
      for (const [path, text] of Object.entries(expected ?? {})) if (files?.[path] !== text) expect(`${path}\n${files?.[path]}`, what).toBe(`${path}\n${text}`);
      rmSync(join(this.#folder, `cold${output}`), { recursive: true });
    }
    return true;
  }

  async #outcome(name: string, following: Pick<GenerateOptions, 'memory' | 'changed'>): Promise<{ readonly isMade: boolean; readonly problems: unknown }> {
    const output = join(this.#folder, name);
    // The site has a folder for it, made or not.
    writeFiles(`${output}-site`, { 'users.txt': '' });
    try {
      const { problems } = await generate({
        input: join(this.#folder, 'spec', 'openapi.yaml'),
        output,
        siteOutput: `${output}-site`,
        threads: 1,
        ...(this.#targets === undefined ? {} : { targets: this.#targets }),
        ...following,
      });
      return { isMade: true, problems };
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      return { isMade: false, problems: error.problems };
    }
  }
}

test.each([
  { name: 'awkward', files: awkwardDescription, seed: 2026, edits: 25, targets: ['bundle', 'types', 'validators', 'sdk', 'server', 'postman'] },
  { name: 'followable', files: followableDescription, seed: 1, edits: 60, targets: ['bundle', 'types', 'validators', 'sdk', 'server', 'postman'] },
  { name: 'documented', files: followableDescription, seed: 7, edits: 12, targets: ['bundle', 'docs'] },
])('random edits of a description: $name', { timeout: 240_000 }, async ({ files, seed, edits: most, targets }) => {
  const folder = temporaryFolder();
  writeFiles(join(folder, 'spec'), files);
  const edits = new RandomEdits(join(folder, 'spec'), seed);
  const comparison = new Comparison(folder, targets);
  await comparison.run('at first', []);
  const undone: { readonly path: string; undo(): void }[] = [];
  let changed: string[] = [];
  for (let count = 0; count < most; count += 1) {
    const edit = edits.next();
    const isMade = await comparison.run(`${count}: ${edit.what}`, [...changed, edit.path]);
    changed = [];
    // What is refused goes at once; other edits stay for a while, so that the next ones meet what they made.
    if (isMade) undone.push(edit);
    else back(edit);
    if (edits.below(4) > 0) continue;
    undone.splice(0).reverse().forEach(back);
    if (edits.below(2) === 0) continue;
    await comparison.run(`${count}: everything as it was`, changed);
    changed = [];
  }

  function back({ path, undo }: { readonly path: string; undo(): void }): void {
    undo();
    changed.push(path);
  }
});

test("edits of this package's description", { timeout: 240_000 }, async () => {
  const folder = temporaryFolder();
  cpSync('spec', join(folder, 'spec'), { recursive: true });
  const replace = (file: string, pattern: RegExp, text: string) => (): string => {
    const path = join(folder, 'spec', file);
    const before = readFileSync(path, 'utf8');
    expect(before, `${file} has something to edit`).toMatch(pattern);
    writeFileSync(path, before.replace(pattern, text));
    return path;
  };
  const edits: Readonly<Record<string, () => string>> = {
    'a comment': replace('schemas/organizations/Organization.yaml', /^/, '# Edited.\n'),
    'the description of a schema': replace('schemas/organizations/Organization.yaml', /^description: \|-\n {2}/m, 'description: |-\n  Edited. '),
    'a new property': replace('schemas/organizations/Organization.yaml', /^properties:\n/m, 'properties:\n  added:\n    type: string\n    description: Added.\n'),
    'a property that is only read': replace('schemas/organizations/Organization.yaml', /^ {2}added:\n/m, '  added:\n    readOnly: true\n'),
    'what an error means': replace('errors/400/organization_slug_already_used.yaml', /^meaning: (?=\S)/m, 'meaning: Edited. '),
    'the title of an error': replace('errors/400/duplicate_organization.yaml', /^title: .*$/m, 'title: Edited'),
    'the fields that an error is about': replace('errors/400/organization_slug_already_used.yaml', /^fields: .*\n(?: .*\n)*/m, 'fields: [organization_name]\n'),
    'the title of an error of every call': replace('errors/500/internal_server_error.yaml', /^title: .*$/m, 'title: Edited'),
    'the summary of a call': replace('paths/organizations/organizations.yaml', /^( *)summary: /m, '$1summary: Edited. '),
    'the message of an error': replace('errors/400/organization_slug_already_used.yaml', /^message: (?=\S)/m, 'message: Edited '),
    'a new parameter': replace('paths/organizations/organizations.yaml', /^( *)operationId: .*\n/m, '$&$1parameters:\n$1  - { name: added, in: query, description: Added., schema: { type: string } }\n'),
    'an example': replace('examples/organizations/createOrganization.yaml', /^( *organization_name: )/m, '$1Edited '),
    'the title of a schema': replace('schemas/organizations/Organization.yaml', /^title: .*$/m, 'title: Edited'),
    'a constraint deep in an answer': replace('schemas/organizations/Organization.yaml', /^ {2}added:\n/m, '  added:\n    maxLength: 3\n'),
    'the base of the documentation': replace('openapi.yaml', /^x-docs-base-url: .*$/m, 'x-docs-base-url: https://docs.example.com/elsewhere'),
  };
  const comparison = new Comparison(folder);
  await comparison.run('at first', []);
  for (const [what, edit] of Object.entries(edits)) await comparison.run(what, [edit()]);
});
