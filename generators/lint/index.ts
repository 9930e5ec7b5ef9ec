/** The lint stage: every check over one description, and all they find as problems in the files that people edit. */
import { existsSync } from 'node:fs';
import { type Problem, type Severity } from '../diagnostics.js';
import { readGuides } from '../package.js';
import { type SlowPattern, withoutSlowPatterns } from '../patterns/slowPatterns.js';
import { readWorkflows } from '../workflows/document.js';
import { type Description, loadDescription, type LoadOptions } from '../source/index.js';
import { checkForms, checkOrphans } from './authoring.js';
import { validateExamples } from './examples/validate.js';
import { type BundleFinding, byPlace, placed, toProblems } from './finding.js';
import { referenceOf } from './reference.js';

/** How to lint. */
export interface LintOptions extends LoadOptions {
  /** Check only whether it is a valid OpenAPI document whose examples match, not whether it keeps this repository's rules. */
  readonly structureOnly?: boolean;
  /** The names of the guides that links may lead to; by default those of this package. */
  readonly guides?: ReadonlySet<string>;
}

/** How long a step took. */
export interface LintDuration {
  readonly name: string;
  readonly milliseconds: number;
}

/** What linting found. */
export interface LintReport {
  /** By file and place. */
  readonly problems: readonly Problem[];
  readonly durations: readonly LintDuration[];
  readonly description: Description;
}

/**
 * Lints a description.
 *
 * @param input a path, a URL, `-`, or a description that was loaded already
 * @throws ProblemError when it cannot be loaded at all; its problems are as good as findings
 */
export async function lint(input: string | Description, options: LintOptions = {}): Promise<LintReport> {
  const durations: LintDuration[] = [];
  const timed = async <T>(name: string, work: () => T | Promise<T>): Promise<T> => {
    const start = performance.now();
    try {
      return await work();
    } finally {
      durations.push({ name, milliseconds: performance.now() - start });
    }
  };
  const description = typeof input === 'string' ? await timed('load', () => loadDescription(input, options)) : input;
  const structureOnly = options.structureOnly === true;
  // Nothing below may match a text for ever.
  const { document, slow } = withoutSlowPatterns(description.document);
  const findings: BundleFinding[] = slow.map(slowPattern);
  // Runs beside the rest; only files of this repository's form have a ruleset for their sources.
  const ofFiles = structureOnly || !existsSync(description.root.file) ? Promise.resolve([]) : import('./spectralSources.js').then(({ runSpectralOnSources }) => runSpectralOnSources(description.root.file));
  // A failure before it is awaited below must not count as unhandled.
  ofFiles.catch(() => undefined);

  // Spectral and Redocly take a while to load; nothing else in this program needs them.
  findings.push(...(await timed('spectral', async () => {
    const [{ runSpectral }, rules, { domainRules }] = await Promise.all([
      import('./spectral.js'),
      import('../../spec/rules/bundle.js'),
      import('../../spec/rules/domain/index.js'),
    ]);
    const help = new Map(domainRules.map((rule) => [rule.name, rule.help]));
    const guides = options.guides ?? new Set([...readGuides().keys(), ...readWorkflows().map((document) => `workflow-${document.name}`)]);
    const reference = referenceOf(description);
    const context = reference === undefined ? { guides } : { guides, reference };
    const ruleset = structureOnly ? rules.structureRuleset() : rules.bundleRuleset(document, context);
    return runSpectral(document, ruleset, (code) => help.get(code));
  })));
  findings.push(...(await timed('redocly', async () => (await import('./redocly.js')).runRedocly(document, structureOnly))));
  findings.push(...(await timed('examples', () => validateExamples(document))));

  const ofSources = structureOnly ? [] : await timed('sources', () => [...checkForms(description), ...checkOrphans(description)]);
  const ofBundle = [...description.problems, ...ofSources.map((problem) => placed(problem, description)), ...toProblems(findings, description)];
  const known = new Set(ofBundle.map(placeAndCode));
  const ofSpectral = await timed('spectral (sources)', async () => (await ofFiles).filter((problem) => !known.has(placeAndCode(problem))));
  const problems = [...ofBundle, ...ofSpectral].toSorted(byPlace);
  return { problems, durations, description };
}

function slowPattern({ pointer, pattern }: SlowPattern): BundleFinding {
  return {
    code: 'slow-pattern',
    severity: 'warning',
    message: `Matching "${pattern}" can take very long on some texts; examples are checked without it.`,
    pointer,
    help: 'Let each text match in one way only: "^(a+)+$" is "^a+$"; begin with "^".',
  };
}

/** The same finding of the source run and of the bundle run. */
function placeAndCode({ code, origin, position }: Problem): string {
  return `${code} ${origin?.file ?? ''}:${position?.line ?? 0}`;
}

/** How many problems there are of each severity. */
export function countBySeverity(problems: readonly Problem[]): Readonly<Record<Severity, number>> {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of problems) {
    counts[severity] += 1;
  }
  return counts;
}
