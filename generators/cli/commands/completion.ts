import { ExitCode } from '../../diagnostics.js';
import type { Command } from '../command.js';
import { formatFrom } from '../report/index.js';
import { jsonSuccess } from '../report/json.js';

const shells = ['bash', 'zsh', 'fish'] as const;

/** `completion`: a script for the user's shell. */
export const completion: Command = {
  name: 'completion',
  operands: 'SHELL',
  operandCount: { min: 1, max: 1 },
  operandValues: shells,
  ignoresConfig: true,
  description: `
Prints a script that makes the Tab key complete commands, options, their values, targets and paths in bash, zsh or fish. The
script holds everything it needs: completing starts no program.`,
  options: {},
  examples: [
    { command: 'source <(stytch-b2b-openapi completion bash)', says: 'bash: in ~/.bashrc' },
    { command: 'stytch-b2b-openapi completion zsh > "${fpath[1]}/_stytch-b2b-openapi"', says: 'zsh: once, then start a new shell' },
    { command: 'stytch-b2b-openapi completion fish > ~/.config/fish/completions/stytch-b2b-openapi.fish', says: 'fish: once' },
  ],
  async run({ operands, values, terminal, commands }) {
    const { completionScript } = await import('../completion/index.js');
    const [asked = ''] = operands;
    const shell = shells.find((known) => known === asked);
    if (shell === undefined) {
      const { UsageError } = await import('../command.js');
      throw new UsageError(`There is no completion for ${JSON.stringify(asked)}, but for ${shells.join(', ')}.`, { command: 'completion' });
    }
    const script = await completionScript(shell, commands);
    terminal.out(formatFrom(values) === 'json' ? jsonSuccess({ shell, script }) : script);
    return ExitCode.ok;
  },
};
