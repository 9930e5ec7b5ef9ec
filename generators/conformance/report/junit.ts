/** A run as a JUnit report, which most continuous-integration servers show: a suite per story, a case per step. */
import { escapeHtml } from '../../text/escape.js';
import type { RunResult, StepResult, StoryResult } from '../result.js';

/**
 * Prints the report.
 *
 * @param shownFile how a story's file is named
 */
export function junitReport(result: RunResult, shownFile: (file: string) => string): string {
  const suites = result.stories.map((story) => suite(story, shownFile));
  const sum = (name: 'tests' | 'failures' | 'skipped'): number => suites.reduce((total, one) => total + one.counts[name], 0);
  const note = result.cutShort === undefined ? [] : [cutShortSuite(result.cutShort)];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="conformance" tests="${sum('tests') + note.length}" failures="${sum('failures') + note.length}" skipped="${sum('skipped')}" time="${seconds(result.milliseconds)}">`,
    ...suites.map((one) => one.text),
    ...note,
    '</testsuites>',
    '',
  ].join('\n');
}

interface Suite {
  readonly text: string;
  readonly counts: { readonly tests: number; readonly failures: number; readonly skipped: number };
}

function suite(story: StoryResult, shownFile: (file: string) => string): Suite {
  // A story that was skipped as a whole is one skipped case.
  const cases = story.steps.length === 0 ? [skippedCase(story)] : story.steps.map((step) => stepCase(step, story, shownFile));
  const counts = {
    tests: cases.length,
    failures: story.steps.filter((step) => step.outcome === 'failed').length,
    skipped: story.steps.length === 0 ? 1 : story.steps.filter((step) => step.outcome === 'skipped').length,
  };
  const head = `  <testsuite name="${attribute(`${story.name}: ${story.title}`)}" tests="${counts.tests}" failures="${counts.failures}" skipped="${counts.skipped}" time="${seconds(story.milliseconds)}">`;
  return { text: [head, ...cases, '  </testsuite>'].join('\n'), counts };
}

function stepCase(step: StepResult, story: StoryResult, shownFile: (file: string) => string): string {
  const line = step.position === undefined ? '' : ` line="${step.position.line}"`;
  const open = `    <testcase classname="${attribute(story.name)}" name="${attribute(`${step.phase}: ${step.title}`)}" file="${attribute(shownFile(step.file))}"${line} time="${seconds(step.milliseconds)}"`;
  const inside: string[] = [];
  if (step.outcome === 'skipped') inside.push(`      <skipped message="${attribute(step.reason ?? '')}"/>`);
  if (step.outcome === 'failed') {
    const errors = step.findings.filter((finding) => finding.severity === 'error');
    const [first] = errors;
    const answer = step.answer === undefined ? [] : [`Answer: ${step.answer}`];
    const text = [`${step.operationId}: ${step.request ?? 'no request'}${step.status === undefined ? '' : ` → ${step.status}`}`, ...errors.map((finding) => finding.message), ...answer].join('\n');
    inside.push(`      <failure type="${attribute(first?.code ?? '')}" message="${attribute(first?.message ?? '')}">${escapeHtml(text)}</failure>`);
  }
  const warnings = step.findings.filter((finding) => finding.severity === 'warning');
  if (warnings.length > 0) inside.push(`      <system-out>${escapeHtml(warnings.map((finding) => `warning: ${finding.message}`).join('\n'))}</system-out>`);
  return inside.length === 0 ? `${open}/>` : [`${open}>`, ...inside, '    </testcase>'].join('\n');
}

function skippedCase(story: StoryResult): string {
  return `    <testcase classname="${attribute(story.name)}" name="${attribute(story.title)}" time="0"><skipped message="${attribute(story.reason ?? '')}"/></testcase>`;
}

function cutShortSuite(cause: 'time' | 'interrupted'): string {
  const message = cause === 'time' ? 'The time was up.' : 'The run was interrupted.';
  return `  <testsuite name="run" tests="1" failures="1" skipped="0"><testcase classname="run" name="comes to its end"><failure type="cut-short" message="${message}"/></testcase></testsuite>`;
}

function attribute(text: string): string {
  return escapeHtml(text).replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}
