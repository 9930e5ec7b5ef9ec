/** What is known of the code of checks: worked out once in a run, and kept for the run that follows. */
import { PieceKind, type Pieces } from '../incremental/pieces.js';
import { identifiersOf, laterNames, unmarked, withLaterNames } from './code.js';

/** What a code says of itself. */
export interface CodeFacts {
  /** Its identifiers, without names that are put in later. */
  readonly identifiers: readonly string[];
  /** The names that are put in later, in the order in which they stand. */
  readonly later: readonly string[];
  /** Whether it may stand wherever it is used. */
  readonly isShort: boolean;
}

/** The longest code that stands wherever it is used. */
const longestInline = 80;

const factPieces = new PieceKind<CodeFacts>();
const textPieces = new PieceKind<string>();

/** The codes of one run. */
export class CodeMemory {
  readonly #facts: Pieces<CodeFacts>;
  readonly #texts: Pieces<string>;
  /** Most is asked for several times. */
  readonly #known = new Map<string, CodeFacts>();

  /** @param session stands for runs in the same process that follow one another */
  constructor(session: object | undefined) {
    this.#facts = factPieces.of(session, () => '');
    this.#texts = textPieces.of(session, () => '');
  }

  /** What is to be known of a code. */
  factsOf(code: string): CodeFacts {
    const known = this.#known.get(code) ?? this.#facts.get(code, () => [], () => readFacts(code));
    this.#known.set(code, known);
    return known;
  }

  /**
   * A code with something put in for its later names.
   *
   * @param name the check whose code it is
   * @param replacements what is put in for each
   */
  filled(name: string, code: string, replacements: readonly string[]): string {
    if (replacements.length === 0) return code;
    return this.#texts.get(name, () => [code, ...replacements], () => {
      let index = 0;
      return withLaterNames(code, () => replacements[index++] ?? '');
    });
  }

  /** The code of a check for the inside of a function. */
  unmarked(name: string, code: string): string {
    return this.#texts.get(`unmarked ${name}`, () => [code], () => unmarked(code));
  }
}

function readFacts(code: string): CodeFacts {
  return {
    identifiers: identifiersOf(withLaterNames(code, () => '')),
    later: laterNames(code),
    isShort: !code.includes('\n') && unmarked(code).length <= longestInline,
  };
}
