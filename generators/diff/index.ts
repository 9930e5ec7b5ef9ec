/**
 * What changed between two descriptions of an API, and whom it concerns. Two documents that say the same in other words, in
 * other files or in another order have no differences.
 */
import type { Origin } from '../diagnostics.js';
import type { OpenedDescription } from '../pipeline.js';
import { type Change, type Level, type Place, levels } from './change.js';
import { compareDocuments } from './document.js';
import { compareCatalogues } from './errorTypes.js';
import { Findings } from './findings.js';
import { compareIncoming } from './incoming.js';
import { compareOperations } from './operations.js';
import { SchemaComparison, type SchemaOptions } from './schemas.js';
import { compareSecuritySchemes } from './security.js';

export { type Change, type Direction, type Level, type Place, type Subject, levels, subjectText } from './change.js';
export { type Rule, type RuleName, rules } from './rules.js';

/** How to compare. */
export interface DiffOptions extends Partial<SchemaOptions> {
  /** How the files of each side are named in the places of changes; as the sides name them by default. */
  readonly shownFile?: { readonly old: (file: string) => string; readonly new: (file: string) => string };
}

/** What changed. */
export interface Difference {
  /** The gravest first; within a level in the order of the descriptions. */
  readonly changes: readonly Change[];
  readonly counts: Readonly<Record<Level, number>>;
}

/** Compares two descriptions. */
export function diffDescriptions(old: OpenedDescription, now: OpenedDescription, options: DiffOptions = {}): Difference {
  const findings = new Findings();
  const documents = { old: old.description.document, new: now.description.document };
  const schemas = new SchemaComparison(findings, documents, { openEnums: options.openEnums ?? false });
  compareDocuments(old.model, now.model, findings);
  compareSecuritySchemes(old.model, now.model, findings);
  compareOperations(old.model, now.model, { findings, schemas });
  compareIncoming(old.model, now.model, { findings, schemas });
  compareCatalogues(old.model, now.model, findings);
  const { shownFile = { old: (file: string) => file, new: (file: string) => file } } = options;
  const changes = findings.changes().map((change): Change => {
    const { old: before, new: after, ...rest } = change;
    return { ...rest, ...(before === undefined ? {} : { old: placed(before, old, shownFile.old) }), ...(after === undefined ? {} : { new: placed(after, now, shownFile.new) }) };
  });
  const byLevel = levels.map((level) => changes.filter((change) => change.level === level));
  const count = (level: Level): number => changes.filter((change) => change.level === level).length;
  return { changes: byLevel.flat(), counts: { breaking: count('breaking'), additive: count('additive'), documentation: count('documentation') } };
}

function placed(origin: Origin, { description }: OpenedDescription, shownFile: (file: string) => string): Place {
  const position = description.locate(origin);
  return { file: shownFile(origin.file), pointer: origin.pointer, ...(position === undefined ? {} : { position }) };
}
