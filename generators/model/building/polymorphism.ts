/**
 * The base class that lists its own heirs: `Pet: { oneOf: [Cat, Dog] }` and `Cat: { allOf: [Pet, …] }`. By the letter no value can
 * be checked against either; what authors mean is that a Cat has what Pet says beside the alternatives.
 */
import type { Schema } from '../model.js';
import type { BuildContext } from './place.js';
import type { SchemaDraft } from './schemaDraft.js';

/**
 * Lets each heir extend its base without the base's alternatives, and says so in a warning.
 * @returns the bases without alternatives
 */
export function separatePolymorphicBases(drafts: Iterable<SchemaDraft>, context: BuildContext): readonly SchemaDraft[] {
  const bases = new Map<Schema, SchemaDraft>();
  for (const draft of drafts) {
    if (draft.allOf === undefined) continue;
    draft.allOf = draft.allOf.map((part) => {
      const base = part.ref;
      if (base === undefined || !lists(base, draft)) return part;
      const known = bases.get(base);
      if (known !== undefined) return known;
      context.problems.push({
        code: 'circular-inheritance',
        severity: 'warning',
        message: `"${base.name ?? base.pointer}" lists as an alternative what extends it; its heirs take over all of it but the alternatives.`,
        origin: base.origin,
        help: 'Move what the alternatives share to a schema of its own and extend that.',
      });
      const separate: SchemaDraft = { ...base, pointer: `${base.pointer}/~base` };
      for (const keyword of ['name', 'oneOf', 'anyOf', 'discriminator'] as const) delete separate[keyword];
      bases.set(base, separate);
      return separate;
    });
  }
  return [...bases.values()];
}

function lists(base: Schema, heir: Schema): boolean {
  return [...(base.oneOf ?? []), ...(base.anyOf ?? [])].some((choice) => choice === heir || choice.ref === heir);
}
