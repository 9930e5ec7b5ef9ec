import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ExitCode, ProblemError } from '../../diagnostics.js';
import { type Command, UsageError } from '../command.js';
import { formatFrom } from '../report/index.js';
import { jsonSuccess } from '../report/json.js';
import { templatesOption } from '../sharedOptions.js';
import { printable } from '../../text/terminal.js';

/** Where templates go when nothing else is said. */
const defaultFolder = 'templates';

/** `eject`: a template of this package becomes a file of the user's. */
export const eject: Command = {
  name: 'eject',
  operands: '[NAME…]',
  operandCount: { min: 0, max: Infinity },
  description: `
Copies templates of this package into a folder of yours, where you change them; \`--templates\` uses that folder in place of the
originals. Without a name it lists the templates there are.

A file that exists is never overwritten without --force. What you do not copy keeps following this package.`,
  options: {
    templates: { ...templatesOption, default: defaultFolder, summary: `The folder the copies go to. By default \`${defaultFolder}\`.` },
    force: { type: 'flag', onlyFlag: true, summary: 'Overwrite copies that are there already.' },
  },
  examples: [
    { command: 'stytch-b2b-openapi eject', says: 'Which templates are there?' },
    { command: 'stytch-b2b-openapi eject docs/frame.hbs --templates my-templates', says: 'Copy the frame of every page …' },
    { command: 'stytch-b2b-openapi docs build --templates my-templates', says: '… and build with the copy' },
  ],
  seeAlso: ['docs build', 'generate'],
  async run({ operands, values, terminal }) {
    const { templateNames, unknownTemplate } = await import('../../templates.js');
    const { fileTemplates } = await import('../../package.js');
    const { writeFileAtomically } = await import('../../write/file.js');
    const json = formatFrom(values) === 'json';
    const originals = fileTemplates();
    const known = templateNames(originals);
    if (operands.length === 0) {
      if (values.flag('force')) throw new UsageError('`--force` needs the NAME of a template.', { command: 'eject' });
      terminal.out(json ? jsonSuccess({ templates: known }) : `${known.join('\n')}\n`);
      return ExitCode.ok;
    }
    const unknown = operands.filter((name) => !known.includes(name));
    if (unknown.length > 0) throw new ProblemError(unknown.map((name) => unknownTemplate(undefined, name, known)));

    const folder = values.text('templates') ?? defaultFolder;
    const copies = [...new Set(operands)].map((name) => ({ name, path: join(folder, ...name.split('/')) }));
    const inTheWay = values.flag('force') ? [] : copies.filter(({ path }) => existsSync(path));
    if (inTheWay.length > 0) {
      throw new ProblemError(
        inTheWay.map(({ path }) => ({ code: 'output-conflict', severity: 'error', message: 'It is there already. Nothing was written.', origin: { file: path, pointer: '' }, help: 'Move it away, or overwrite it with --force.' })),
      );
    }
    for (const { name, path } of copies) writeFileAtomically(path, originals.read(name));
    if (json) terminal.out(jsonSuccess({ files: copies }));
    else for (const { path } of copies) terminal.out(`${printable(path)}\n`);
    return ExitCode.ok;
  },
};
