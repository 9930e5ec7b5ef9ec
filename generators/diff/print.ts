/** Differences as Markdown for a changelog, as JSON, and for a terminal. Text of a document is hostile in all of them. */
import { printable } from '../text/terminal.js';
import { escapeMarkdown, markdownCode } from '../text/escape.js';
import type { Change, Level, Place } from './change.js';
import { type ChangeGroup, groupChanges } from './grouping.js';
import type { Difference } from './index.js';
import { type RuleName, rules } from './rules.js';

/** What of a difference is printed. */
export interface PrintOptions {
  /** Changes below this level are counted and left out. */
  readonly least: Level;
}

/** The colours a terminal has; each gives its text back where there are none. */
export interface Paint {
  bold(text: string): string;
  dim(text: string): string;
  red(text: string): string;
  green(text: string): string;
  cyan(text: string): string;
}

const titles: Readonly<Record<Level, string>> = { breaking: 'Breaking changes', additive: 'Additions', documentation: 'Documentation' };
/** As many operations are named; the rest is counted. */
const namedOperations = 5;

/** Markdown (CommonMark) for a changelog or the comment of a pull request. */
export function diffMarkdown({ changes, counts }: Difference, { least }: PrintOptions): string {
  const lines = [summary(counts, (text) => text)];
  for (const { level, groups } of groupChanges(changes, least)) {
    lines.push('', `## ${titles[level]}`);
    for (const group of groups) {
      lines.push('', `### ${escapeMarkdown(group.heading)}`, '');
      if (group.operations.length > 0) lines.push(`Concerns ${operationsText(group, markdownCode)}.`, '');
      for (const change of group.changes) lines.push(markdownItem(change));
    }
  }
  return `${lines.join('\n')}\n`;
}

function markdownItem({ at, message, rule, old, new: now }: Change): string {
  const places = [old, now].filter((place) => place !== undefined).map(placeText);
  const where = at === '' ? '' : `${markdownCode(at)}: `;
  return `- ${where}${escapeMarkdown(message)} (${markdownCode(rule)}${places.length === 0 ? '' : `; ${[...new Set(places)].map((place) => markdownCode(place)).join(' → ')}`})`;
}

/** The whole of it as JSON, with a trailing newline; `why` is the reason for the level. */
export function diffJson({ changes, counts }: Difference, { least }: PrintOptions): string {
  const shown = groupChanges(changes, least).flatMap(({ level }) => changes.filter((change) => change.level === level));
  return `${JSON.stringify({ ok: counts.breaking === 0, exitCode: counts.breaking === 0 ? 0 : 1, breaking: counts.breaking > 0, counts, changes: shown.map((change) => ({ ...change, why: whyOf(change) })) }, null, 2)}\n`;
}

/** For a terminal. */
export function diffPretty({ changes, counts }: Difference, { least }: PrintOptions, paint: Paint): string {
  const colours: Readonly<Record<Level, (text: string) => string>> = { breaking: paint.red, additive: paint.green, documentation: paint.cyan };
  const lines: string[] = [];
  for (const { level, groups } of groupChanges(changes, least)) {
    lines.push(colours[level](paint.bold(titles[level])), '');
    for (const group of groups) {
      lines.push(`  ${paint.bold(line(group.heading))}`);
      if (group.operations.length > 0) lines.push(`  ${paint.dim(`concerns ${line(operationsText(group, (text) => text))}`)}`);
      for (const change of group.changes) lines.push(...prettyItem(change, colours[level], paint));
      lines.push('');
    }
  }
  lines.push(summary(counts, (text, level) => colours[level](text)));
  return `${lines.join('\n')}\n`;
}

function prettyItem(change: Change, colour: (text: string) => string, paint: Paint): readonly string[] {
  const { at, message, rule, old, new: now } = change;
  const places = [...new Set([old, now].filter((place) => place !== undefined).map(placeText))];
  return [
    `    ${colour(rule)} ${at === '' ? '' : `${line(at)}: `}${line(message)}`,
    ...(change.level === 'breaking' ? [`      ${line(whyOf(change))}`] : []),
    ...(places.length === 0 ? [] : [`      ${paint.dim(places.map(line).join(' → '))}`]),
  ];
}

function operationsText({ operations }: ChangeGroup, code: (text: string) => string): string {
  const named = operations.slice(0, namedOperations).map((id) => code(id)).join(', ');
  const rest = operations.length - namedOperations;
  return rest > 0 ? `${named} and ${rest} more` : named;
}

/** `spec/openapi.yaml:12:3`, or the pointer where there is no line. */
function placeText({ file, pointer, position }: Place): string {
  return position === undefined ? `${file}#${pointer}` : `${file}:${position.line}:${position.column}`;
}

function summary(counts: Difference['counts'], paint: (text: string, level: Level) => string): string {
  if (counts.breaking + counts.additive + counts.documentation === 0) return 'No changes.';
  const word = (level: Level, one: string, many: string): string => paint(`${counts[level]} ${counts[level] === 1 ? one : many}`, level);
  return `${word('breaking', 'breaking change', 'breaking changes')}, ${word('additive', 'addition', 'additions')}, ${word('documentation', 'change of the documentation', 'changes of the documentation')}.`;
}

function whyOf({ rule }: Change): string {
  return isRule(rule) ? rules[rule].why : '';
}

function isRule(name: string): name is RuleName {
  return Object.hasOwn(rules, name);
}

/** One line, whatever the text. */
function line(text: string): string {
  return printable(text).replace(/\s+/g, ' ');
}
