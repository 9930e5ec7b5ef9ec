/** A mock follows its description, and stays with the last one that could be read. */
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { followSources, type Reload } from '../../../generators/mock/follow.js';
import { type Mock, startMock } from '../../../generators/mock/index.js';
import { openDescription } from '../../../generators/pipeline.js';
import { startProgram } from '../../support/commandLine.js';
import { smallDescription } from '../../support/smallDescription.js';
import { temporaryFolder, writeFiles } from '../../support/temporaryFolder.js';

const path = 'paths/robot.yaml';
const robot = smallDescription[path] ?? '';

async function nameFrom(url: string): Promise<unknown> {
  const response = await fetch(`${url}/robots/r-1`, { headers: { 'x-key': 'k' } });
  const body: unknown = await response.json();
  return typeof body === 'object' && body !== null && 'name' in body ? body.name : body;
}

test('a change is answered from, a broken one is told with its place and changes nothing', async () => {
  const folder = temporaryFolder();
  writeFiles(folder, smallDescription);
  const input = join(folder, 'openapi.yaml');
  const opened = await openDescription({ input });
  const mock: Mock = await startMock({ opened, port: 0 });
  onTestFinished(() => mock.close());
  const reloads: Reload[] = [];
  let heard = (): void => undefined;
  onTestFinished(
    followSources(mock, {
      opened,
      reopen: () => openDescription({ input }),
      onReload: (reload) => {
        reloads.push(reload);
        heard();
      },
    }),
  );
  const write = async (text: string): Promise<Reload | undefined> => {
    const reloaded = new Promise<void>((resolve) => (heard = resolve));
    writeFiles(folder, { [path]: text });
    await reloaded;
    return reloads.at(-1);
  };

  expect(await nameFrom(mock.url)).toBe('Marvin');
  expect(await write(robot.replace('name: Marvin', 'name: Bender'))).toMatchObject({ served: true, problems: [] });
  expect(await nameFrom(mock.url)).toBe('Bender');

  expect(await write(robot.replace('operationId: getRobot', 'operationId: [getRobot'))).toMatchObject({
    served: false,
    problems: [{ severity: 'error', origin: { file: expect.stringContaining('robot.yaml') }, position: { line: expect.any(Number) } }],
  });
  expect(await nameFrom(mock.url)).toBe('Bender');
  expect(mock.model.operations).toHaveLength(1);

  expect(await write(robot.replace('name: Marvin', 'name: Robby'))).toMatchObject({ served: true });
  expect(await nameFrom(mock.url)).toBe('Robby');
});

test('the command prints where it listens, calls to try, and what is wrong with a change', async () => {
  const folder = temporaryFolder();
  writeFiles(folder, smallDescription);
  const child = startProgram(['mock', '--input', 'openapi.yaml', '--port', '0'], { cwd: folder });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  onTestFinished(() => void child.kill('SIGKILL'));
  let [stdout, stderr] = ['', ''];
  const until = (text: RegExp): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (text.test(stdout + stderr)) resolve();
      };
      child.stdout?.on('data', look);
      child.stderr?.on('data', look);
      child.once('close', () => reject(new Error(`It ended: ${stderr}`)));
      look();
    });
  child.stdout?.setEncoding('utf8').on('data', (text: string) => void (stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => void (stderr += text));

  await until(/Ctrl-C ends it/);
  const [url = ''] = stdout.split('\n');
  expect(url).toMatch(/^http:\/\/localhost:\d+$/);
  expect(stderr).toContain(`curl ${url}/robots/r-1`);
  expect(stderr).toContain('Prefer: code=');
  expect(await nameFrom(url)).toBe('Marvin');
  writeFiles(folder, { [path]: robot.replace('operationId: getRobot', 'operationId: [getRobot') });
  await until(/Still answering from the last description/);
  expect(stderr).toMatch(/paths\/robot\.yaml:\d+:\d+/);
  expect(await nameFrom(url)).toBe('Marvin');
  child.kill('SIGINT');
  expect(await ended).toBe(0);
});
