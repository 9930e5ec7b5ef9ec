/** The places of runs that write down issues. */
import type { ValidationIssue } from './issue.js';
import { isObject, type Place } from './run.js';

/**
 * A place whose issues go to `issues`.
 * @param most how many issues are wanted: a large hostile value must not make a larger answer
 * @param pointer JSON Pointer (RFC 6901)
 */
export const place = (issues: ValidationIssue[], most: number, pointer = '', hidden?: boolean): Place => ({
  enter: (key) => place(issues, most, `${pointer}/${`${key}`.replace(/~/g, '~0').replace(/\//g, '~1')}`, hidden),
  hide: () => place(issues, most, pointer, true),
  fail(value, keyword, expected) {
    let received = isObject(value)
      ? 'an object'
      : Array.isArray(value)
        ? 'an array'
        : hidden
          ? `a ${typeof value}`
          : (typeof value === 'string' ? JSON.stringify(value) : String(value)).replace(/(.{60}).+/s, '$1…');
    if (value === undefined) {
      keyword = 'required';
      received = 'missing';
    }
    return issues.push({ pointer, keyword, expected, received, message: `${pointer || 'The value'} must be ${expected}, but is ${received}.` }) < most;
  },
});
