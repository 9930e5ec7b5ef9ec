/** Puts changes in the order in which people read them. */
import { type Change, type Level, levels, subjectText } from './change.js';

/** Changes under one heading. */
export interface ChangeGroup {
  /** `POST /robots`, `schema Robot`, `12 operations`. */
  readonly heading: string;
  /** The ids of the operations, where the heading only counts them. */
  readonly operations: readonly string[];
  readonly changes: readonly Change[];
}

/** The changes of one level. */
export interface LevelGroup {
  readonly level: Level;
  readonly count: number;
  readonly groups: readonly ChangeGroup[];
}

/** What was said of at least so many operations in the same words is said once. */
const manyOperations = 3;

/** Groups changes by level, then by subject; what is the same for several operations comes together. */
export function groupChanges(changes: readonly Change[], least: Level): readonly LevelGroup[] {
  return levels.slice(0, levels.indexOf(least) + 1).flatMap((level) => {
    const ofLevel = changes.filter((change) => change.level === level);
    return ofLevel.length === 0 ? [] : [{ level, count: ofLevel.length, groups: groupsOf(ofLevel) }];
  });
}

function groupsOf(changes: readonly Change[]): readonly ChangeGroup[] {
  const alike = new Map<string, Change[]>();
  for (const change of changes) {
    if (change.subject.kind !== 'operation') continue;
    const known = alike.get(sayingOf(change));
    if (known === undefined) alike.set(sayingOf(change), [change]);
    else known.push(change);
  }
  const groups = new Map<string, { heading: string; operations: readonly string[]; changes: Change[] }>();
  for (const change of changes) {
    const others = change.subject.kind === 'operation' ? (alike.get(sayingOf(change)) ?? []) : [];
    const isShared = others.length >= manyOperations;
    if (isShared && others[0] !== change) continue;
    const operations = isShared ? [...new Set(others.flatMap((other) => other.operations))] : concerned(change);
    const heading = isShared ? `${operations.length} operations` : subjectText(change.subject);
    const key = `${heading} ${operations.join(' ')}`;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { heading, operations, changes: [change] });
    else known.changes.push(change);
  }
  return [...groups.values()];
}

/** What is said, whatever it is said of. */
function sayingOf({ rule, at, message }: Change): string {
  return JSON.stringify([rule, at, message]);
}

/** An operation need not be named under its own heading. */
function concerned({ subject, operations }: Change): readonly string[] {
  return subject.kind === 'operation' ? [] : operations;
}
