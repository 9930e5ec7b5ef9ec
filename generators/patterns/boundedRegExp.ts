/** Patterns of a document, matched within bounds: for what a validator compiles at run time. */
import { compilePattern, patternOf } from './pattern.js';

/** What a validator needs of a regular expression. */
export interface Matcher {
  test(text: string): boolean;
  /** Unlike that of any other pattern: Ajv tells them apart by it. */
  toString(): string;
}

/**
 * Compiles a pattern so that no text can take long: one that is longer than the pattern can be matched against in good time counts
 * as a match, for it is not known to break the pattern. So does any text where the pattern is no regular expression.
 *
 * It is an engine of Ajv (`code.regExp`), which knows no bound of its own.
 */
export const boundedRegExp = Object.assign(
  (pattern: string): Matcher => {
    const expression = compilePattern(pattern);
    const { longest = Infinity } = patternOf(pattern, { file: '', pointer: '' });
    return { test: (text) => expression === undefined || text.length > longest || expression.test(text), toString: () => JSON.stringify(pattern) };
  },
  // Ajv prints it into validators that are files of their own; here there are none.
  { code: 'new RegExp' },
);
