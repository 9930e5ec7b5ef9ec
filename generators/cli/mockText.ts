/** What a mock prints at its start. */
import type { Mock } from '../mock/index.js';
import { type Style, printable } from '../text/terminal.js';

/** The sample calls, and how to ask for any error. */
export function mockIntroduction(mock: Mock, style: Style): string {
  const lines = ['Try:'];
  for (const { says, command } of mock.samples) lines.push(style.dim(`  # ${printable(says)}`), `  ${printable(command)}`);
  const { errors, docsBaseUrl } = mock.model;
  if (errors.length > 0) {
    lines.push('', `Any documented error: send the header \`Prefer: example=ERROR_TYPE\` (with \`code=STATUS, \` in front if you like).`);
    lines.push(`The ${errors.length} error types: ${docsBaseUrl === undefined ? '`stytch-b2b-openapi explain ERROR_TYPE`' : `${docsBaseUrl}/errors`}`);
  } else {
    lines.push('', 'Any documented response: send the header `Prefer: code=STATUS`, or `Prefer: code=STATUS, example=NAME`.');
  }
  return `${lines.join('\n')}\n`;
}
