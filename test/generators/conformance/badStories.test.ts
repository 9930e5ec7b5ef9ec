/** What is wrong with a story is told with its place, before the first call. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readStories } from '../../../generators/conformance/story/read.js';
import { mismatches } from '../../../generators/conformance/story/match.js';
import { totp } from '../../../generators/conformance/story/totp.js';
import { MissingValue, brokenPlaceholders, filled, usedValues } from '../../../generators/conformance/story/values.js';
import { ProblemError } from '../../../generators/diagnostics.js';
import { openDescription } from '../../../generators/pipeline.js';
import { smallDescription } from '../../support/smallDescription.js';
import { makeTemporaryFolder, temporaryFolder, writeFiles } from '../../support/temporaryFolder.js';

const description = makeTemporaryFolder();
writeFiles(description, smallDescription);
afterAll(() => rmSync(description, { recursive: true, force: true }));
const { model } = await openDescription({ input: join(description, 'openapi.yaml') });

/** Everything that is wrong with a story, as `line:column code: message help`. */
function problemsOf(story: string): readonly string[] {
  const folder = temporaryFolder();
  writeFiles(folder, { 'bad.yaml': story });
  try {
    readStories(folder, model);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return error.problems.map(({ code, message, position, help, origin }) => {
      expect(origin?.file).toBe(join(folder, 'bad.yaml'));
      return `${position?.line ?? 0}:${position?.column ?? 0} ${code}: ${message}${help === undefined ? '' : ` ${help}`}`;
    });
  }
  return [];
}

describe('a story that is wrong', () => {
  it.each([
    ['is no YAML', 'story: [\n', [/^\d+:\d+ yaml-syntax: /]],
    ['has no chapters', 'story: None\n', ['1:1 story-form: A member `chapters` is missing.']],
    ['has a mistyped member', 'story: One\nchapters:\n  - operationId: getRobot\n    parms: {}\n', ['4:5 story-form: There is no member `parms` here. Did you mean "params"?']],
    ['has a status that is none', 'story: One\nchapters:\n  - operationId: getRobot\n    params: { robot_id: r }\n    expect: { status: 99 }\n', [/^5:15 story-form: /]],
    ['names an operation that does not exist', 'story: One\nchapters:\n  - operationId: getRobt\n', ['3:5 story: There is no operation `getRobt` in the description. Did you mean "getRobot"?']],
    ['leaves a path parameter out', 'story: One\nchapters:\n  - operationId: getRobot\n', ['3:5 story: getRobot needs the parameter `robot_id`. Give it under `params`.']],
    ['sends what the operation does not take', 'story: One\nchapters:\n  - operationId: getRobot\n    params: { robot_id: r, robot: 5 }\n', ['4:28 story: getRobot takes no `robot`. It takes robot_id. To send it all the same, use `body`.']],
    ['expects a status that is not documented', 'story: One\nchapters:\n  - operationId: getRobot\n    params: { robot_id: r }\n    expect: { status: 418 }\n', ['5:15 story: getRobot does not document the status 418. Documented: 200, 404.']],
    ['uses a value that nothing captures', "story: One\nchapters:\n  - operationId: getRobot\n    params: { robot_id: '${robot}' }\n", ['4:5 story: No earlier step captures `robot`. Values so far: run, project_id.']],
    ['has a placeholder that is none', "story: One\nchapters:\n  - operationId: getRobot\n    params: { robot_id: '${hotp(run)}' }\n", ['4:5 story: `${hotp(run)}` is no placeholder. Write ${name}, ${name.member} or ${totp(name)}.']],
    ['sets a value from one that nothing captures', "story: One\nchapters:\n  - operationId: getRobot\n    set: { code: '${totp(secret)}' }\n    params: { robot_id: '${code}' }\n", ['4:5 story: No earlier step captures `secret`. Values so far: run, project_id.']],
    ['has a matcher that does not exist', 'story: One\nchapters:\n  - operationId: getRobot\n    params: { robot_id: r }\n    expect: { body: { name: { $match: a } } }\n', ['5:31 story: There is no matcher `$match`. Did you mean "$matches"?']],
    ['has a pattern that is none', "story: One\nchapters:\n  - operationId: getRobot\n    params: { robot_id: r }\n    expect: { body: { name: { $matches: '(' } } }\n", ['5:31 story: `$matches` takes a regular expression, not "(".']],
    ['reads an outbox that it does not need', 'story: One\nchapters:\n  - operationId: getRobot\n    params: { robot_id: r }\n    capture: { t: { from: outbox, to: a } }\n', ['5:16 story: The story reads the outbox, but does not say that it needs one. Add `needs: [outbox]` to the story.']],
  ])('%s', (_what, story, expected) => {
    const found = problemsOf(story);
    expect(found).toEqual(expected.map((one) => (typeof one === 'string' ? one : expect.stringMatching(one))));
  });

  it('is not there at all', () => {
    expect(() => readStories(join(description, 'nowhere'), model)).toThrowError(expect.objectContaining({ exitCode: 3 }));
  });
});

describe('passcodes', () => {
  // RFC 6238 appendix B, SHA-1, the last six of its eight digits; the secret is the RFC's twenty bytes in base32.
  it.each([
    [59, '287082'],
    [1111111109, '081804'],
    [1111111111, '050471'],
    [1234567890, '005924'],
    [2000000000, '279037'],
    [20000000000, '353130'],
  ])('at %d', (seconds, code) => {
    expect(totp('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', seconds)).toBe(code);
    expect(totp('gezd gnbv gy3t qojq gezd gnbv gy3t qojq', seconds)).toBe(code);
  });

  it('need a secret in base32', () => {
    expect(() => totp('no base 32!', 0)).toThrow(RangeError);
  });
});

describe('values', () => {
  const values = new Map<string, string | readonly string[]>([['id', 'r-1'], ['codes', ['a', 'b']]]);

  it('are put in their places, of their own type where they stand alone', () => {
    expect(filled({ a: '${id}', b: ['x-${id}-y'], c: '${codes}', d: '${codes.1}', e: '$id' }, values, 0)).toEqual({ a: 'r-1', b: ['x-r-1-y'], c: ['a', 'b'], d: 'b', e: '$id' });
    expect(filled('${totp(id)}', new Map([['id', 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ']]), 59)).toBe('287082');
    expect(() => filled('${nobody}', values, 0)).toThrow(MissingValue);
    expect(() => filled('${codes.7}', values, 0)).toThrow(MissingValue);
  });

  it('are found where they are used', () => {
    expect(usedValues({ a: ['${id}', { b: '${totp(secret)} ${codes.0}' }] })).toEqual(['id', 'secret', 'codes']);
    expect(brokenPlaceholders(['${', '${a b}', '${totp(}', '${ id }', '${totp(id)}'])).toEqual(['${', '${a b}', '${totp(}']);
  });
});

describe('matching', () => {
  const body = { name: 'Marvin', parts: [{ id: 1 }, { id: 2 }], owner: null, age: 5 };

  it.each([
    [{ name: 'Marvin', parts: [{}, { id: 2 }], owner: null }, []],
    [{ name: 'Zaphod' }, ['/name should be "Zaphod", but is "Marvin".']],
    [{ gone: 1 }, ['/gone should be 1, but is missing.']],
    [{ parts: [] }, ['/parts should have 0 items, but has 2.']],
    [{ parts: { $length: 2 } }, []],
    [{ parts: { $contains: { id: 2 } } }, []],
    [{ parts: { $contains: { id: 3 } } }, ['/parts should contain {"id":3}; none of its 2 items is that.']],
    [{ name: { $matches: '^M' } }, []],
    [{ name: { $matches: '^Z' } }, ['/name should match ^Z, but is "Marvin".']],
    [{ name: { $not: 'Marvin' } }, ['/name should be there and not "Marvin", but is "Marvin".']],
    [{ gone: { $not: 1 } }, ['/gone should be there and not 1, but is missing.']],
    [{ gone: { $present: false }, name: { $present: true } }, []],
    [{ name: { $present: false } }, ['/name should not be there.']],
    [{ age: { $type: 'number' }, owner: { $type: 'null' }, parts: { $type: 'array' } }, []],
    [{ age: { $type: 'string' } }, ['/age should be of type string, but is 5.']],
  ])('%j', (expected, differences) => {
    expect(mismatches(expected, body)).toEqual(differences);
  });
});
