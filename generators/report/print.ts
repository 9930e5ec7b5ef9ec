/** The coverage of several documents as one table. */
import type { Coverage, Share } from './coverage.js';

/** One document of the table. */
export interface Column {
  readonly title: string;
  readonly coverage: Coverage;
}

const rows: readonly (readonly [string, (coverage: Coverage) => string])[] = [
  ['Operations', ({ operations }) => String(operations)],
  ['  with complete request and response examples', ({ completeExamples }) => percent(completeExamples)],
  ['  with a typed 4xx', ({ typedClientErrors }) => percent(typedClientErrors)],
  ['  with enumerated error types', ({ enumeratedErrors }) => percent(enumeratedErrors)],
  ['Error types enumerated, over all operations', ({ errorTypes }) => String(errorTypes)],
  ['  on average per operation', ({ errorTypes, operations }) => (operations === 0 ? '–' : (errorTypes / operations).toFixed(1))],
  ['  distinct', ({ distinctErrorTypes }) => String(distinctErrorTypes)],
  ['Properties', ({ describedProperties }) => String(describedProperties.of)],
  ['  with a description', ({ describedProperties }) => percent(describedProperties)],
  ['  with an example', ({ exemplifiedProperties }) => percent(exemplifiedProperties)],
  ['Strings', ({ constrainedStrings }) => String(constrainedStrings.of)],
  ['  with values, a pattern, a length or a content type', ({ constrainedStrings }) => percent(constrainedStrings)],
  ['Examples', ({ validExamples }) => String(validExamples.of)],
  ['  that do not match their schema', ({ validExamples }) => String(validExamples.of - validExamples.have)],
];

/** Prints the table, one column for each document. */
export function printCoverage(columns: readonly Column[]): string {
  const labelWidth = Math.max(...rows.map(([label]) => label.length));
  const cells = columns.map(({ title, coverage }) => [title, ...rows.map(([, read]) => read(coverage))]);
  const widths = cells.map((column) => Math.max(...column.map((cell) => cell.length)));
  const line = (label: string, index: number): string =>
    [label.padEnd(labelWidth), ...cells.map((column, position) => (column[index] ?? '').padStart(widths[position] ?? 0))].join('  ').trimEnd();
  return `${[line('', 0), ...rows.map(([label], index) => line(label, index + 1))].join('\n')}\n`;
}

/** Rounded down, so that only all of them is 100 %. */
function percent({ of, have }: Share): string {
  return of === 0 ? '–' : `${(Math.floor((have / of) * 1000) / 10).toFixed(1)} %`;
}
