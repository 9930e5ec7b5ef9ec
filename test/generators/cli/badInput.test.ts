/** What the real program says to bad input: the place, a sentence, the right exit code, and the previous output as it was. */
import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generate } from '../../../generators/pipeline.js';
import { builtProgram, runProgram } from '../../support/commandLine.js';
import { smallDescription } from '../../support/smallDescription.js';
import { makeTemporaryFolder, readFiles, writeFiles } from '../../support/temporaryFolder.js';

/** The small description, with an error catalogue of one type. */
const withErrors: Readonly<Record<string, string>> = {
  ...smallDescription,
  'errors/sets.yaml': 'every_call:\n  description: Every call.\n  types: [robot_is_sad]\n',
  'errors/400/robot_is_sad.yaml': `title: Robot is sad
message: The robot is sad.
meaning: The robot has seen too much.
causes: [It counted to infinity.]
fixes: [Talk to it.]
actor: developer
retry: never
fields: []
see_also: []
aliases: []
provenance: inferred
`,
  'schemas/errors/Error.yaml': `type: object
description: An error.
required: [status_code, request_id, error_type, error_message, error_url]
properties:
  status_code: { type: integer, description: The status. }
  request_id: { type: string, description: The request. }
  error_type: { type: string, description: The type. }
  error_message: { type: string, description: What happened. }
  error_url: { type: string, description: Where to read more. }
`,
  'paths/robot.yaml': `${smallDescription['paths/robot.yaml'] ?? ''}`.replace(/ {4}'404':\n.*\n/, '').concat('  x-errors:\n    types:\n      robot_is_sad: {}\n'),
};

let folder: string;

beforeAll(async () => {
  folder = makeTemporaryFolder();
  writeFiles(join(folder, 'valid'), withErrors);
  await generate({ input: join(folder, 'valid', 'openapi.yaml'), output: join(folder, 'output'), targets: ['bundle', 'types'] });
}, 60_000);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface Case {
  readonly name: string;
  /** A command; the input is added. */
  readonly command: readonly string[];
  readonly file: string;
  readonly change: readonly [from: string | RegExp, to: string];
  readonly place: RegExp;
  readonly says: string | RegExp;
}

const generateTypes = ['generate', 'bundle', 'types'];
const cases: readonly Case[] = [
  {
    name: 'a broken $ref',
    command: generateTypes,
    file: 'paths/robot.yaml',
    change: ['Robot.yaml', 'Robbot.yaml'],
    place: /paths\/robot\.yaml:20:\d+ error/,
    says: /Robbot\.yaml/,
  },
  {
    name: 'a YAML syntax error',
    command: generateTypes,
    file: 'schemas/Robot.yaml',
    change: ['required: [robot_id, name]', 'required: [robot_id, name'],
    place: /schemas\/Robot\.yaml:\d+:\d+ error yaml-syntax/,
    says: /\S/,
  },
  {
    name: 'an unknown error type in x-errors',
    command: generateTypes,
    file: 'paths/robot.yaml',
    change: ['robot_is_sad: {}', 'robot_is_bad: {}'],
    place: /paths\/robot\.yaml:\d+:\d+ error/,
    says: /robot_is_bad[^]*robot_is_sad/,
  },
  {
    name: 'a duplicate operationId',
    command: generateTypes,
    file: 'paths/robot.yaml',
    change: [/$/, '\ndelete:\n  operationId: getRobot\n  responses:\n    \'204\':\n      description: Gone.\n'],
    place: /paths\/robot\.yaml:\d+:\d+ error/,
    says: /getRobot/,
  },
  {
    name: 'an invalid example',
    command: ['lint'],
    file: 'paths/robot.yaml',
    change: ['name: Marvin', 'name: 42'],
    place: /paths\/robot\.yaml:25:\d+ error/,
    says: /string/,
  },
  {
    name: 'an unsupported keyword',
    command: generateTypes,
    file: 'schemas/Robot.yaml',
    change: ['type: object', 'type: object\n$dynamicRef: "#robot"'],
    place: /schemas\/Robot\.yaml:\d+:\d+ error/,
    says: /\$dynamicRef/,
  },
];

describe.concurrent('bad input', () => {
  test.each(cases)('$name', { timeout: 60_000 }, async ({ name, command, file, change: [from, to], place, says }) => {
    const input = join(folder, name.replaceAll(/\W+/g, '-'));
    const text = withErrors[file] ?? '';
    writeFiles(input, { ...withErrors, [file]: text.replace(from, to) });
    const before = readFiles(join(folder, 'output'));
    const output = command[0] === 'lint' ? [] : ['--output', join(folder, 'output')];
    const { code, stdout, stderr } = await runProgram([...command, '--input', join(input, 'openapi.yaml'), ...output]);
    const printed = stdout + stderr;
    expect(printed).toMatch(place);
    expect(printed).toMatch(says);
    expect(printed, 'a code frame').toMatch(/^ {2}> +\d+ \|/m);
    expect(printed).not.toContain('internal error');
    expect(code).toBe(1);
    expect(readFiles(join(folder, 'output'))).toEqual(before);
  });

  test('an output folder that cannot be written', { timeout: 60_000 }, async () => {
    const input = join(folder, 'valid', 'openapi.yaml');
    const { code, stdout, stderr } = await runProgram(['generate', 'types', '--input', input, '--output', join(input, 'output')]);
    expect([code, stdout]).toEqual([4, '']);
    expect(stderr).toContain('cannot be written: a part of its path is a file');
  });

  test.skipIf(process.platform === 'win32')('a working directory that is gone', { timeout: 60_000 }, async () => {
    const gone = join(folder, 'gone');
    mkdirSync(gone);
    const outcome = await new Promise<{ readonly code: number | null; readonly stderr: string }>((resolve) => {
      const script = 'rmdir "$PWD" && exec "$0" "$@"';
      const child = spawn('sh', ['-c', script, process.execPath, builtProgram, 'lint', '--input', join(folder, 'valid', 'openapi.yaml')], { cwd: gone, stdio: ['ignore', 'ignore', 'pipe'] });
      let stderr = '';
      child.stderr.setEncoding('utf8').on('data', (text: string) => void (stderr += text));
      child.once('close', (code) => {
        resolve({ code, stderr });
      });
    });
    expect(outcome.stderr).toContain('error working-directory-gone\n  The working directory is not there any more.\n  help: Change to a folder that exists');
    expect(outcome.code).toBe(3);
  });

  test('a missing file', { timeout: 60_000 }, async () => {
    const { code, stdout, stderr } = await runProgram(['generate', '--input', join(folder, 'nowhere.yaml'), '--output', join(folder, 'output')]);
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toContain('nowhere.yaml');
  });

  test('an unknown command, and an unknown flag', { timeout: 60_000 }, async () => {
    const command = await runProgram(['genrate']);
    expect([command.code, command.stdout]).toEqual([2, '']);
    expect(command.stderr).toContain('Did you mean `stytch-b2b-openapi generate`?');
    const flag = await runProgram(['generate', '--outptu', 'x']);
    expect([flag.code, flag.stdout]).toEqual([2, '']);
    expect(flag.stderr).toContain('Did you mean `--output`?');
  });

  test.each([[['--input', '-']], [['-']]])('on standard input, asked for with %j, with the problem as JSON', { timeout: 60_000 }, async (input) => {
    const { code, stdout, stderr } = await runProgram(['lint', ...input, '--json'], { stdin: 'openapi: 3.1.0\ninfo: [\n' });
    expect([code, stderr]).toEqual([1, '']);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, exitCode: 1, problems: [{ code: 'yaml-syntax', file: '<stdin>', line: expect.any(Number) }] });
  });
});
