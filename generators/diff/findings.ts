/**
 * Collects changes. A scope is what changes are collected for: an operation, or a named schema in one direction. A schema used
 * by a hundred operations is compared once; who is concerned is worked out at the end from who refers to whom.
 */
import type { Origin } from '../diagnostics.js';
import type { Change, Direction, Level, Subject } from './change.js';
import { type RuleName, levelOf } from './rules.js';

/** What changes are collected for. */
export interface Scope {
  readonly subject: Subject;
  /** The scopes whose schemas this one refers to. */
  readonly refersTo: Set<Scope>;
  readonly changes: Finding[];
}

/** A change before its operations are known. */
export interface Finding {
  readonly rule: RuleName;
  readonly level: Level;
  readonly direction: Direction | undefined;
  readonly at: string;
  readonly message: string;
  readonly old: Origin | undefined;
  readonly new: Origin | undefined;
}

/** What is told of a change when it is found. */
export interface Told {
  readonly at?: string;
  readonly direction?: Direction;
  readonly message: string;
  readonly old?: Origin | undefined;
  readonly new?: Origin | undefined;
  /** A level other than the rule's. */
  readonly level?: Level;
}

/** All that was found so far. */
export class Findings {
  readonly #scopes: Scope[] = [];

  /** A new scope. */
  scope(subject: Subject): Scope {
    const scope: Scope = { subject, refersTo: new Set(), changes: [] };
    this.#scopes.push(scope);
    return scope;
  }

  /** Notes a change. */
  add(scope: Scope, rule: RuleName, told: Told): void {
    const { at = '', direction, message } = told;
    scope.changes.push({ rule, level: told.level ?? levelOf(rule, direction), direction, at, message, old: told.old, new: told.new });
  }

  /** The changes of all scopes, in the order of the scopes, those that say the same in both directions as one. */
  changes(): readonly Change[] {
    const operations = this.#operationsByScope();
    const merged = new Map<string, Change>();
    for (const scope of this.#scopes) {
      for (const finding of scope.changes) {
        const { rule, level, direction, at, message } = finding;
        const key = JSON.stringify([scope.subject, rule, level, at, message, finding.old, finding.new]);
        const known = merged.get(key);
        const concerned = [...(known?.operations ?? []), ...(operations.get(scope) ?? [])];
        merged.set(key, {
          rule,
          level,
          subject: scope.subject,
          at,
          message,
          directions: unique([...(known?.directions ?? []), ...(direction === undefined ? [] : [direction])]),
          operations: unique(concerned),
          ...(finding.old === undefined ? {} : { old: finding.old }),
          ...(finding.new === undefined ? {} : { new: finding.new }),
        });
      }
    }
    return [...merged.values()];
  }

  /** For each scope the operations from which it can be reached. */
  #operationsByScope(): ReadonlyMap<Scope, readonly string[]> {
    const found = new Map<Scope, string[]>();
    for (const root of this.#scopes) {
      if (root.subject.kind !== 'operation') continue;
      const reached = new Set([root]);
      // A Set hands out what is added while it is walked.
      for (const scope of reached) {
        const known = found.get(scope);
        if (known === undefined) found.set(scope, [root.subject.id]);
        else known.push(root.subject.id);
        for (const next of scope.refersTo) reached.add(next);
      }
    }
    return found;
  }
}

function unique<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)];
}
