/** Regular expressions of a description, as literals of the generated code. */
import type { Origin, Problem } from '../diagnostics.js';
import { Matching } from './backtracking.js';

/** What became of a `pattern`. */
export interface Pattern {
  /** A regular expression literal; absent when the text is no regular expression. */
  readonly literal?: string;
  /** The longest text to try it on, when matching can take very long on some texts. */
  readonly longest?: number;
  readonly problem?: Problem;
}

/** As many steps take some tenths of a second where each is of the plainest kind. */
const mostSteps = 1e8;
/** Where the next character may double them, it is better to stop long before: here they are a million. */
const longestSlow = 20;
const mostDoubledSteps = 1e7;
/** A text that is too long with this length at most has ways that are about doubled by each character. */
const shortText = 100;

/**
 * Reads a regular expression as JSON Schema 2020-12 §6.4 wants it: ECMA-262 with the `u` flag. One that is valid only
 * without the flag (a needless escape, mostly) is taken that way, and flags at its start, as other dialects write them, are
 * taken for flags, for nothing else can be meant.
 *
 * @param maxLength what the texts are confined to
 */
export function patternOf(source: string, origin: Origin, maxLength: number = Infinity): Pattern {
  const expression = compilePattern(source);
  if (expression === undefined) {
    return {
      problem: {
        code: 'invalid-pattern',
        severity: 'error',
        message: `"${source}" is not a regular expression.`,
        origin,
        help: 'Write it as ECMA-262 has it; JSON Schema knows no other dialect.',
      },
    };
  }
  const literal = literalOf(expression);
  const dialect = inlineFlags.test(source) ? { problem: foreign(source, expression, origin) } : {};
  const matching = new Matching(expression);
  if (matching.isExponential) {
    const longest = Math.min(longestSlow, matching.longestWithin(mostDoubledSteps));
    return { literal, longest, problem: slow(source, 'exponential in', longest, origin) };
  }
  const { degree } = matching;
  const ofPower = degree === 0 ? Infinity : longestOfPower(degree + 1);
  const counted = matching.longestWithin(mostSteps);
  const longest = Math.min(ofPower, counted < shortText ? matching.longestWithin(mostDoubledSteps) : counted);
  if (longest === Infinity) return { literal, ...dialect };
  // What is refused for its length anyway needs no word.
  if (maxLength <= longest) return { literal, longest, ...dialect };
  return { literal, longest, problem: slow(source, longest < ofPower ? 'that grows much faster than' : `that grows with power ${degree + 1} of`, longest, origin) };
}

/** The length at which a match of some power takes about 100 million steps, some tenths of a second. */
export function longestOfPower(power: number): number {
  let steps = mostSteps;
  for (let factor = 2; factor <= power; factor += 1) steps *= factor;
  return Math.floor(steps ** (1 / power));
}

function slow(source: string, growth: string, longest: number, origin: Origin): Problem {
  return {
    code: 'slow-pattern',
    severity: 'warning',
    message: `Matching "${source}" can take time ${growth} the length of the text; validators refuse texts of more than ${longest} characters.`,
    origin,
    help: 'Let each text match in one way only: "^(a+)+$" is "^a+$", "^(\\w+-?)+$" is "^\\w+(-\\w+)*-?$"; begin with "^"; or add a "maxLength".',
  };
}

/** Flags for all of an expression, as Perl, Python, Java, Go and .NET write them: `(?i)`. */
const inlineFlags = /^\(\?([ims]+)\)/;

/** The expression of a pattern; undefined when it is none. */
export function compilePattern(source: string): RegExp | undefined {
  const [prefix = '', flags = ''] = inlineFlags.exec(source) ?? [];
  const own = [...new Set(flags)].join('');
  const rest = source.slice(prefix.length);
  return compile(rest, `u${own}`) ?? compile(rest, own);
}

function foreign(source: string, { source: rest, flags }: RegExp, origin: Origin): Problem {
  return {
    code: 'foreign-pattern',
    severity: 'warning',
    message: `"${source}" begins with flags, which regular expressions of JSON Schema cannot; it is taken as "${rest}" with the flags "${flags.replace('u', '')}".`,
    origin,
    help: 'Other programs will refuse it or match something else. Spell out what the flags mean: "[A-Za-z]" for "(?i)[a-z]".',
  };
}

function compile(source: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(source, flags);
  } catch {
    return undefined;
  }
}

/** `source` escapes slashes and line breaks; what else cannot be seen is escaped here. */
function literalOf({ source, flags }: RegExp): string {
  const visible = source.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    const hex = code.toString(16);
    return code > 0xffff && flags.includes('u') ? `\\u{${hex}}` : character.replace(/[\s\S]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  });
  return `/${visible}/${flags}`;
}
