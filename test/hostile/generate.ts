/** Runs every target on a document in memory. */
import { hasErrors, type Problem } from '../../generators/diagnostics.js';
import { buildModel } from '../../generators/model/build.js';
import type { Json } from '../../generators/model/model.js';
import { fileTemplates, redocScript } from '../../generators/package.js';
import { loadDescription, printBundle } from '../../generators/source/index.js';
import { targets } from '../../generators/targets.js';
import { planOutput } from '../../generators/write/plan.js';

/** What all targets made of a document. */
export interface Generated {
  /** By `<target>/<path>`; the bundle is `openapi.yaml` and `openapi.json`. */
  readonly files: ReadonlyMap<string, string>;
  readonly problems: readonly Problem[];
  /** The document after bundling. */
  readonly document: { readonly [key: string]: Json };
}

const templates = fileTemplates();

/**
 * Generates everything from the text of a document.
 *
 * @param only the names of the targets; all by default
 * @throws ProblemError when the document is refused, by whatever stage
 */
export async function generateAll(text: string, only?: readonly string[]): Promise<Generated> {
  const description = await loadDescription('-', { stdin: text });
  const { document } = description;
  const { model, problems } = buildModel({ document, originOf: (pointer) => description.originOf(pointer) });
  const found: Problem[] = [...description.problems, ...problems];
  const files = new Map([
    ['openapi.yaml', printBundle(document, 'yaml')],
    ['openapi.json', printBundle(document, 'json')],
  ]);
  if (hasErrors(found)) return { files: new Map(), problems: found, document };
  for (const target of targets) {
    if (only !== undefined && !only.includes(target.name)) continue;
    const result = await (await target.load()).generate(model, { document, templates, guides: new Map(), redoc: redocScript, toolVersion: '0.0.0' });
    found.push(...result.problems);
    // Throws for a path that must not be written; nothing is.
    planOutput({ output: '/nowhere/generated', files: result.files });
    for (const { path, contents } of result.files) files.set(`${target.folder}/${path}`, String(contents));
  }
  return { files, problems: found, document };
}
