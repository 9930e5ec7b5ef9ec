import { describe, expect, test } from 'vitest';
import { printable, style } from '../../../generators/text/terminal.js';

describe('text of a document on a terminal', () => {
  test('control characters and marks of direction in a text are shown, not obeyed', () => {
    expect(printable('a\u001b[31mb\u0007\u009b\u202e\nc\td\u{1f600}é')).toBe('a\\u{1b}[31mb\\u{7}\\u{9b}\\u{202e}\nc\td\u{1f600}é');
  });

  test.each([
    ['::add-mask::a', '\\u{3a}:add-mask::a'],
    ['a\n \u2003::set-env name=A::b', 'a\n \u2003\\u{3a}:set-env name=A::b'],
    ['a ##[error]b', 'a \\u{23}#[error]b'],
    ['##vso[task.setvariable variable=A]b', '\\u{23}#vso[task.setvariable variable=A]b'],
    ["##TeamCity[publishArtifacts '/']", "\\u{23}#TeamCity[publishArtifacts '/']"],
    ['std::string, a::b and ## a heading', 'std::string, a::b and ## a heading'],
  ])('a build server takes no command from %j', (text, shown) => {
    expect(printable(text)).toBe(shown);
  });
});

test('a style that does not colour leaves text as it is, and one that does leaves nothing empty coloured', () => {
  expect(style(false).red('a')).toBe('a');
  expect(style(true).red('a')).toBe('\u001b[31ma\u001b[39m');
  expect(style(true).bold('')).toBe('');
});
