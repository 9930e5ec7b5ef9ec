import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { makeTemporaryFolder, writeFiles } from '../../support/temporaryFolder.js';
import { compileAndImport, generateServer, scaffold, typeErrors } from './compileGenerated.js';

// Compiling takes its time on a busy machine.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const things = 'test/generators/server/fixtures/things.yaml';
const entries = ['app/server.ts', 'app/main.ts'];

describe('the files a user begins with', () => {
  let folder: string;
  beforeAll(async () => {
    folder = makeTemporaryFolder();
    await generateServer(things, folder);
    expect(await scaffold(things, folder, 'app', '../server')).toEqual([
      'app/environment.ts',
      'app/server.ts',
      'app/services.ts',
      'app/main.ts',
      'app/handlers/things.ts',
      'app/handlers/operations.ts',
    ]);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('compile, and answer 501 until they are written', async () => {
    const { makeServer } = await compileAndImport(folder, entries);
    if (typeof makeServer !== 'function') throw new TypeError('There is no makeServer.');
    const log: unknown[] = [];
    const server: unknown = makeServer({ now: () => new Date() }, (entry: unknown) => log.push(entry), true);
    if (!isServer(server)) throw new TypeError('There is no server.');
    const response = await server.fetch(new Request('https://things.example/things/7', { method: 'DELETE' }));
    expect([response.status, await response.json()]).toMatchObject([501, { error_type: 'not_implemented', status_code: 501 }]);
    expect(log).toMatchObject([{ event: 'fault', reason: 'missing_handler' }, { event: 'answer', status: 501 }]);
    expect((await server.fetch(new Request('https://things.example/things/7'))).status).toBe(401);
  });

  it('stop compiling where the description changes under them', async () => {
    const before = readFileSync(things, 'utf8');
    const renamed = before.replace('operationId: getThing', 'operationId: readThing');
    expect(renamed).not.toBe(before);
    writeFiles(folder, { 'changed.yaml': renamed });
    await generateServer(join(folder, 'changed.yaml'), folder);
    const errors = typeErrors(folder, entries);
    expect(errors.some((error) => error.startsWith('app/handlers/things.ts') && error.includes('getThing'))).toBe(true);
    expect(errors.some((error) => error.startsWith('app/server.ts') && error.includes('readThing'))).toBe(true);
  });
});

function isServer(value: unknown): value is { fetch(request: Request): Promise<Response> } {
  return typeof value === 'object' && value !== null && 'fetch' in value && typeof value.fetch === 'function';
}
