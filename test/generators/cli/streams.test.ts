/** What becomes of a result that cannot be printed. */
import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { builtProgram } from '../../support/commandLine.js';

describe('standard output', () => {
  test.skipIf(!existsSync('/dev/full'))('that is full is an error, in one line and with its exit code', () => {
    const full = openSync('/dev/full', 'w');
    try {
      const { status, stderr } = spawnSync(process.execPath, [builtProgram, 'help', 'exit-codes'], { stdio: ['ignore', full, 'pipe'], encoding: 'utf8' });
      expect([status, stderr]).toEqual([4, 'error: Standard output cannot be written: no space left on the device.\n']);
    } finally {
      closeSync(full);
    }
  });

  test.skipIf(process.platform === 'win32')('that nobody reads any more is none', () => {
    const { stdout, stderr } = spawnSync('bash', ['-c', `"$1" "$2" help generate --json | head -c 1; echo " \${PIPESTATUS[0]}"`, '-', process.execPath, builtProgram], { encoding: 'utf8' });
    expect([stdout, stderr]).toEqual(['{ 0\n', '']);
  });
});
