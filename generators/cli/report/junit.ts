/** Problems as a JUnit report, which most continuous-integration servers show. */
import type { PlacedProblem } from './placedProblem.js';

/**
 * Prints one suite with a test case per problem, errors being failures; without problems one case that passed.
 *
 * @param tool the command, as the suite's name
 */
export function junitReport(problems: readonly PlacedProblem[], tool: string): string {
  const failures = problems.filter((problem) => problem.severity === 'error').length;
  const cases = problems.length === 0 ? [`    <testcase classname="${attribute(tool)}" name="no problems"/>`] : problems.map((problem) => testCase(problem, tool));
  const count = Math.max(problems.length, 1);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites tests="${count}" failures="${failures}">`,
    `  <testsuite name="${attribute(tool)}" tests="${count}" failures="${failures}">`,
    ...cases,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function testCase(problem: PlacedProblem, tool: string): string {
  const { file, position, severity, code, message, help } = problem;
  const place = file === undefined ? '' : `${file}${position === undefined ? '' : `:${position.line}:${position.column}`}`;
  const text = [place, message, help].filter((part) => part !== undefined && part !== '').join('\n');
  const open = `    <testcase classname="${attribute(file ?? tool)}" name="${attribute(`${code} ${place}`.trim())}">`;
  const body =
    severity === 'error'
      ? `      <failure type="${attribute(code)}" message="${attribute(message)}">${escaped(text)}</failure>`
      : `      <system-out>${escaped(`${severity}: ${text}`)}</system-out>`;
  return `${open}\n${body}\n    </testcase>`;
}

function attribute(text: string): string {
  return escaped(text).replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');
}

/** Escapes markup and drops what XML 1.0 (§2.2) cannot hold at all. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#13;');
}
