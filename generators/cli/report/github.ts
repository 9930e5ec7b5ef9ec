/** Problems as workflow commands of GitHub Actions: annotations on the lines of a pull request. */
import type { Severity } from '../../diagnostics.js';
import type { PlacedProblem } from './placedProblem.js';

const commands: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/** Prints one annotation per line. */
export function githubAnnotations(problems: readonly PlacedProblem[]): string {
  return problems
    .map(({ severity, code, message, help, file, position }) => {
      const properties = [
        ...(file === undefined ? [] : [`file=${property(file)}`]),
        ...(position === undefined ? [] : [`line=${position.line}`, `col=${position.column}`]),
        `title=${property(code)}`,
      ];
      const text = help === undefined ? message : `${message}\n${help}`;
      return `::${commands[severity]} ${properties.join(',')}::${data(text)}\n`;
    })
    .join('');
}

/** Percent-encodes what would end the message, or begin another command on a line of its own. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
