/** Compares the error types of operations, and the catalogue they are listed in. */
import type { ApiModel, ErrorType, Operation } from '../model/model.js';
import type { Findings, Scope } from './findings.js';
import { canonical } from './limits.js';
import type { RuleName } from './rules.js';

/** Compares which error types an operation can return. A renamed type stays the same where the new one lists the old as an alias. */
export function compareErrorTypes(before: Operation, after: Operation, scope: Scope, findings: Findings): void {
  const newTypes = new Set(after.errors.flatMap(({ type }) => [type.type, ...type.aliases]));
  const oldTypes = new Set(before.errors.map(({ type }) => type.type));
  for (const { type } of before.errors) {
    if (!newTypes.has(type.type)) findings.add(scope, 'error-type-removed', { at: `error ${type.type}`, message: `It does not return ${type.type} (${type.status}) any more.`, old: before.origin, new: after.origin });
  }
  for (const { type } of after.errors) {
    const known = [type.type, ...type.aliases].some((name) => oldTypes.has(name));
    if (!known) findings.add(scope, 'error-type-added', { at: `error ${type.type}`, message: `It may return ${type.type} (${type.status}) now.`, old: before.origin, new: after.origin });
  }
  const [oldAdvice, newAdvice] = [before, after].map(({ errors }) => new Map(errors.map(({ type, when, fields }) => [type.type, canonical([when ?? '', fields])])));
  for (const [type, advice] of oldAdvice ?? []) {
    const other = newAdvice?.get(type);
    if (other !== undefined && other !== advice) findings.add(scope, 'error-type-advice-changed', { at: `error ${type}`, message: `What is said of ${type} in this call changed.`, old: before.origin, new: after.origin });
  }
}

/** Compares the catalogues. */
export function compareCatalogues(old: ApiModel, now: ApiModel, findings: Findings): void {
  const remaining = new Map(now.errors.map((error) => [error.type, error]));
  const successors = new Map(now.errors.flatMap((error) => error.aliases.map((alias) => [alias, error] as const)));
  for (const before of old.errors) {
    const same = remaining.get(before.type);
    const after = same ?? successors.get(before.type);
    remaining.delete(after?.type ?? before.type);
    const scope = findings.scope({ kind: 'error', type: before.type });
    if (after === undefined) {
      findings.add(scope, 'error-type-removed', { message: `The error type ${before.type} is gone.`, old: before.origin, new: now.origin });
      continue;
    }
    if (same === undefined) findings.add(scope, 'error-type-renamed', { message: `It is called ${after.type} now.`, old: before.origin, new: after.origin });
    compareEntries(before, after, scope, findings);
  }
  for (const after of remaining.values()) {
    findings.add(findings.scope({ kind: 'error', type: after.type }), 'error-type-added', { message: `There is an error type ${after.type} (${after.status}) now.`, old: old.origin, new: after.origin });
  }
}

function compareEntries(before: ErrorType, after: ErrorType, scope: Scope, findings: Findings): void {
  const tell = (rule: RuleName, message: string): void => findings.add(scope, rule, { message, old: before.origin, new: after.origin });
  if (before.status !== after.status) tell('error-type-status-changed', `It comes with status ${after.status} now; it was ${before.status}.`);
  if (before.format !== after.format) tell('error-type-format-changed', `Its body is that of ${after.format === 'oauth2' ? 'OAuth 2.0' : 'the other errors'} now.`);
  const words = (['title', 'message', 'meaning', 'causes', 'fixes', 'actor', 'retry', 'fields', 'seeAlso', 'aliases', 'provenance'] as const).filter(
    (member) => canonical(before[member]) !== canonical(after[member]),
  );
  if (words.length > 0) tell('error-type-advice-changed', `Its ${words.join(', ')} changed.`);
}
