/** A run for people. */
import { type Style, printable, style as styleOf } from '../../text/terminal.js';
import { type RunResult, type StepResult, type StoryResult, totalsOf } from '../result.js';

/** How to print. */
export interface PrettyOptions {
  readonly style: Style;
  /** Also the steps that passed. */
  readonly verbose: boolean;
  readonly shownFile: (file: string) => string;
}

/** One story: a line of its own, and one for each step that did not pass or was not without a warning. */
export function prettyStory(story: StoryResult, options: PrettyOptions): string {
  const { style } = options;
  const mark = { passed: style.green('✓'), failed: style.red('✗'), skipped: style.yellow('–') }[story.outcome];
  const head = `${mark} ${style.bold(printable(story.name))}  ${printable(story.title)}${story.reason === undefined ? '' : style.dim(`  ${printable(story.reason)}`)}`;
  return `${[head, ...story.steps.flatMap((step) => prettyStep(step, options))].join('\n')}\n`;
}

/** The whole run without colours, for a file. */
export function prettyReport(result: RunResult, shownFile: (file: string) => string): string {
  const options = { style: styleOf(false), verbose: true, shownFile };
  return `${result.stories.map((story) => prettyStory(story, options)).join('')}${prettySummary(result, options)}`;
}

/** The last lines: what all stories came to. */
export function prettySummary(result: RunResult, { style }: Pick<PrettyOptions, 'style'>): string {
  const { passed, failed, skipped, warnings } = totalsOf(result);
  const parts = [
    style.green(`${passed} passed`),
    ...(failed === 0 ? [] : [style.red(`${failed} failed`)]),
    ...(skipped === 0 ? [] : [style.yellow(`${skipped} skipped`)]),
    ...(warnings === 0 ? [] : [style.yellow(`${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`)]),
  ];
  const early = result.cutShort === 'time' ? ['The time was up before all stories were told.'] : result.cutShort === 'interrupted' ? ['The run was interrupted.'] : [];
  return `\n${[`${parts.join(', ')} in ${(result.milliseconds / 1000).toFixed(1)} s`, ...early, ...(passed === 0 ? ['Nothing was found to be as it should.'] : [])].join('\n')}\n`;
}

function prettyStep(step: StepResult, { style, verbose, shownFile }: PrettyOptions): readonly string[] {
  const facts = step.request === undefined ? '' : style.dim(`  ${printable(step.request)}${step.status === undefined ? '' : ` → ${step.status}`}`);
  const told = step.findings.map((finding) => `      ${finding.severity === 'error' ? style.red(printable(finding.message)) : style.yellow(`warning: ${printable(finding.message)}`)}`);
  if (step.outcome === 'passed') {
    if (!verbose && told.length === 0) return [];
    return [`  ${style.green('✓')} ${printable(step.title)}${facts}`, ...told];
  }
  if (step.outcome === 'skipped') return verbose ? [`  ${style.yellow('–')} ${printable(step.title)}  ${style.dim(printable(step.reason ?? ''))}`] : [];
  const place = step.position === undefined ? '' : `${printable(shownFile(step.file))}:${step.position.line}:${step.position.column}`;
  return [
    `  ${style.red('✗')} ${printable(step.title)}${facts}`,
    ...told,
    ...(step.answer === undefined || step.answer === '' ? [] : [`      ${style.dim(`answer: ${printable(step.answer)}`)}`]),
    ...(step.requestId === undefined ? [] : [`      ${style.dim(`request id: ${printable(step.requestId)}`)}`]),
    ...(place === '' ? [] : [`      ${style.dim(`at ${place}`)}`]),
  ];
}
