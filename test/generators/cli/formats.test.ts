import { describe, expect, test } from 'vitest';
import type { Problem } from '../../../generators/diagnostics.js';
import { OptionValues } from '../../../generators/cli/command.js';
import { type ProblemFormat, reportProblems } from '../../../generators/cli/report/index.js';
import { style } from '../../../generators/text/terminal.js';
import { packageRoot } from '../../../generators/package.js';
import { join } from 'node:path';
import { temporaryFolder, writeFiles } from '../../support/temporaryFolder.js';

/** What a format prints for some problems. */
async function printed(problems: readonly Problem[], format: ProblemFormat, stdin?: string, quiet = false): Promise<string> {
  let text = '';
  const print = (more: string): void => void (text += more);
  await reportProblems(problems, {
    terminal: { out: print, err: print, outStyle: style(false), errStyle: style(false) },
    values: new OptionValues(new Map<string, string | boolean>([['format', format], ['quiet', quiet]])),
    tool: 'lint',
    onTerminal: 'out',
    outcome: 1,
    ...(stdin === undefined ? {} : { stdin }),
  });
  return text;
}

const hostile: Problem = {
  code: 'ref-not-found',
  severity: 'error',
  message: 'No "<b>" & 100%\n::error::injected ]]> \u001b[2J\u0000',
  origin: { file: 'spec/a,b:c.yaml', pointer: '/paths/~1x' },
  position: { line: 3, column: 7 },
  help: 'Correct it.',
};
const warning: Problem = { code: 'style', severity: 'warning', message: 'Rather not.' };

describe('pretty', () => {
  test('gives the place, the lines concerned with a mark, the help and a count', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'a.yaml': 'one: 1\ntwo: two\n\tthree: 3\nfour: 4\n' });
    const file = join(folder, 'a.yaml');
    const problem: Problem = { code: 'type', severity: 'error', message: 'Must be a number.', origin: { file, pointer: '/two' }, position: { line: 2, column: 6 }, help: 'Write 2.' };
    expect((await printed([problem, warning], 'pretty')).replace(/\S*a\.yaml/, 'a.yaml')).toBe(
      [
        'warning style',
        '  Rather not.',
        '',
        'a.yaml:2:6 error type',
        '  Must be a number.',
        '    1 | one: 1',
        '  > 2 | two: two',
        '      |      ^',
        '    3 | \tthree: 3',
        '  help: Write 2.',
        '',
        '1 error, 1 warning',
        '',
      ].join('\n'),
    );
  });

  test('takes the lines of standard input from what was read', async () => {
    const problem: Problem = { code: 'x', severity: 'error', message: 'No.', origin: { file: '<stdin>', pointer: '' }, position: { line: 1, column: 1 } };
    expect(await printed([problem], 'pretty', 'openapi: 4')).toContain('> 1 | openapi: 4');
  });

  test('cuts a line of a thousand characters around the column', async () => {
    const problem: Problem = { code: 'x', severity: 'error', message: 'No.', origin: { file: '<stdin>', pointer: '' }, position: { line: 1, column: 501 } };
    const lines = (await printed([problem], 'pretty', `${'a'.repeat(500)}B${'c'.repeat(500)}`)).split('\n');
    const [source = '', mark = ''] = [lines.find((line) => line.includes('aB')), lines.find((line) => line.trimEnd().endsWith('^'))];
    expect(source.length).toBeLessThan(180);
    expect(source.indexOf('B')).toBe(mark.indexOf('^'));
  });

  test('obeys no control character of a document', async () => {
    expect(await printed([hostile], 'pretty')).not.toMatch(/[\u0000\u001b]/);
  });

  test('gives no build server a command from a document', async () => {
    expect(await printed([hostile], 'pretty')).not.toMatch(/^\s*::/m);
  });

  test('says only errors with --quiet', async () => {
    expect(await printed([warning], 'pretty', undefined, true)).toBe('');
  });
});

test('json gives every member', async () => {
  const report: unknown = JSON.parse(await printed([hostile], 'json'));
  expect(report).toEqual({
    ok: false,
    exitCode: 1,
    problems: [{ code: 'ref-not-found', severity: 'error', message: hostile.message, file: 'spec/a,b:c.yaml', line: 3, column: 7, pointer: '/paths/~1x', help: 'Correct it.' }],
  });
});

test('github gives one annotation per line, whatever the text holds', async () => {
  const text = await printed([hostile, warning], 'github');
  expect(text.trimEnd().split('\n')).toEqual([
    '::warning title=style::Rather not.',
    expect.stringMatching(/^::error file=spec\/a%2Cb%3Ac\.yaml,line=3,col=7,title=ref-not-found::No "<b>" & 100%25%0A::error::injected/),
  ]);
});

test('sarif names tool, rule and place', async () => {
  const log: unknown = JSON.parse(await printed([hostile], 'sarif'));
  expect(log).toMatchObject({
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'stytch-b2b-openapi', rules: [{ id: 'ref-not-found' }] } },
        invocations: [{ executionSuccessful: false }],
        results: [
          {
            ruleId: 'ref-not-found',
            level: 'error',
            locations: [{ physicalLocation: { artifactLocation: { uri: 'spec/a%2Cb%3Ac.yaml' }, region: { startLine: 3, startColumn: 7 } } }],
          },
        ],
      },
    ],
  });
});

test.each([
  ['100% #1?.yaml', '100%25%20%231%3F.yaml'],
  ['\ud800.yaml', '%EF%BF%BD.yaml'],
  ['https://example.com/a%20b.yaml?c', 'https://example.com/a%20b.yaml?c'],
])('sarif has a URI for %j', async (file, uri) => {
  expect(await printed([{ ...warning, origin: { file, pointer: '' } }], 'sarif')).toContain(`"uri": "${uri}"`);
});

test('junit is well-formed, whatever the text holds', async () => {
  const text = await printed([hostile, warning], 'junit');
  expect(text).toContain('<testsuite name="lint" tests="2" failures="1">');
  expect(text).toContain('&lt;b&gt;&quot; &amp; 100%');
  expect(text).not.toMatch(/[\u0000\u001b]|<b>/);
  expect(await printed([], 'junit')).toContain('tests="1" failures="0"');
});

test('files are named relative to the working directory', async () => {
  const file = join(packageRoot, 'package.json');
  expect(await printed([{ ...warning, origin: { file, pointer: '' } }], 'github')).toBe('::warning file=package.json,title=style::Rather not.\n');
});
