import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compiledCodeFolder, keepCompiledCode } from '../../../generators/cli/compiledCode.js';

describe('compiled code is kept', () => {
  test.each<[NodeJS.ProcessEnv, NodeJS.Platform, string, string | undefined]>([
    [{}, 'linux', '/home/ada', '/home/ada/.cache/stytch-b2b-openapi/compiled'],
    [{}, 'darwin', '/Users/ada', '/Users/ada/Library/Caches/stytch-b2b-openapi/compiled'],
    [{ XDG_CACHE_HOME: '/caches' }, 'linux', '/home/ada', '/caches/stytch-b2b-openapi/compiled'],
    [{ XDG_CACHE_HOME: '' }, 'linux', '/home/ada', '/home/ada/.cache/stytch-b2b-openapi/compiled'],
    [{ XDG_CACHE_HOME: 'caches' }, 'linux', '/home/ada', undefined],
    [{ LOCALAPPDATA: '/local' }, 'win32', '/home/ada', '/local/stytch-b2b-openapi/compiled'],
    [{}, 'win32', '/home/ada', undefined],
    [{}, 'linux', '', undefined],
  ])('with %j on %s, at home in %j, in %j', (env, platform, home, folder) => {
    expect(compiledCodeFolder(env, platform, home)).toBe(folder);
  });

  test('nowhere where Node was told to keep none, or where to keep it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'stytch-b2b-openapi-test-'));
    try {
      for (const told of [{ NODE_DISABLE_COMPILE_CACHE: '1' }, { NODE_COMPILE_CACHE: join(folder, 'other') }]) {
        const env = { ...told, XDG_CACHE_HOME: folder };
        keepCompiledCode(env);
        expect(env).toEqual({ ...told, XDG_CACHE_HOME: folder });
        expect(existsSync(join(folder, 'stytch-b2b-openapi'))).toBe(false);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
