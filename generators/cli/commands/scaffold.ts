import { existsSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { ExitCode } from '../../diagnostics.js';
import { type Command, callOf } from '../command.js';
import { formatFrom, reportProblems } from '../report/index.js';
import { inputFrom, inputOptions } from '../sharedOptions.js';
import { printable } from '../../text/terminal.js';

/** `scaffold`: the files a user's own server begins with, each written once. */
export const scaffold: Command = {
  name: 'scaffold',
  operands: '',
  operandCount: { min: 0, max: 0 },
  description: `
Writes the files a server of your own begins with: a file of handlers for each group of operations, the types they share, and a
main program. Every caller is refused until the authenticators of server.ts know them, and every handler answers 501 until you
write it.

The files are yours: one that exists is never touched again. The server stubs they import come from \`generate server\`.`,
  options: {
    ...inputOptions,
    output: { type: 'text', short: 'o', value: 'FOLDER', default: 'src', summary: 'Where your files go. By default src.' },
    server: { type: 'text', value: 'FOLDER', default: 'generated/server', summary: 'Where the server stubs are. By default generated/server.' },
  },
  examples: [
    { command: 'stytch-b2b-openapi generate server && stytch-b2b-openapi scaffold', says: 'A server to fill in' },
    { command: 'stytch-b2b-openapi scaffold --input api/openapi.yaml --output server --server server/generated/server', says: 'For a description of your own' },
  ],
  seeAlso: ['generate'],
  async run({ values, terminal }) {
    const [{ openDescription }, { scaffoldServer }, { writeFileAtomically }] = await Promise.all([
      import('../../pipeline.js'),
      import('../../server/scaffold.js'),
      import('../../write/file.js'),
    ]);
    const { model, problems } = await openDescription(await inputFrom(values));
    const output = values.text('output') ?? 'src';
    const server = values.text('server') ?? join('generated', 'server');
    const files = scaffoldServer(model, { serverImport: importPath(output, server) });
    const done = files.map(({ path, contents }) => {
      const target = join(output, ...path.split('/'));
      const kept = existsSync(target);
      if (!kept) writeFileAtomically(target, String(contents));
      return { path: target, kept };
    });
    await reportProblems(problems, { terminal, values, tool: 'scaffold', onTerminal: 'err', outcome: ExitCode.ok, details: { files: done } });
    if (formatFrom(values) === 'pretty') {
      for (const { path, kept } of done) terminal.out(`${kept ? terminal.outStyle.dim('kept   ') : terminal.outStyle.green('written')} ${printable(path)}\n`);
      if (done.some(({ kept }) => !kept) && !values.flag('quiet')) for (const step of nextSteps(output, server)) terminal.err(`${printable(step)}\n`);
    }
    return ExitCode.ok;
  },
};

/** What a person does now. */
function nextSteps(output: string, server: string): readonly string[] {
  return [
    ...(existsSync(join(server, 'index.ts')) ? [] : [`The server stubs are not in ${server} yet: \`${callOf('generate server')}\` writes them.`]),
    `Next: let the authenticators of ${join(output, 'server.ts')} know your callers, and write the handlers in ${join(output, 'handlers')}.`,
  ];
}

/** How files of one folder import from another: always relative, always with slashes. */
function importPath(from: string, to: string): string {
  const path = relative(resolve(from), resolve(to)).split(sep).join('/');
  return path.startsWith('.') ? path : `./${path}`;
}
