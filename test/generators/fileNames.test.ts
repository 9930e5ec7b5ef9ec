import { describe, expect, it } from 'vitest';
import { FileNames, portableName } from '../../generators/fileNames.js';
import { pathFault } from '../../generators/write/paths.js';

describe('a portable name', () => {
  it.each(['members', 'Members', 'members.list', 'connection', 'com10', 'ß'])('is %s itself', (name) => {
    expect(portableName(name)).toBe(name);
  });

  it.each([
    ['con', 'con_'],
    ['NUL', 'NUL_'],
    ['con.md', 'con_.md'],
    ['com¹', 'com¹_'],
  ])('of the device %s is %s', (name, portable) => {
    expect(portableName(name)).toBe(portable);
  });

  it.each(['x', '漢', '🤖'])('of ten thousand times %s is whole characters that a file system takes', (character) => {
    const name = portableName(character.repeat(10_000));
    expect(name).toMatch(new RegExp(`^(?:${character})+$`, 'u'));
    expect(pathFault(`${name}_123.ts`)).toBeUndefined();
  });
});

describe('names of the files of a folder', () => {
  it('are handed out once, whatever a system thinks of case and accents', () => {
    const names = new FileNames(['index']);
    expect(['Pages', 'pages', 'Index', 'é', 'e\u0301', 'con', 'CON', 'con_', 'İ'].map((name) => names.take(name))).toEqual([
      'Pages', 'pages_2', 'Index_2', 'é', 'e\u0301_2', 'con_', 'CON__2', 'con__3', 'İ',
    ]);
  });

  it('keep apart what is the same but for its end', () => {
    const names = new FileNames();
    const long = 'x'.repeat(10_000);
    const [first, second] = [names.take(`${long}a`), names.take(`${long}b`)];
    expect(second).toBe(`${first}_2`);
  });
});
