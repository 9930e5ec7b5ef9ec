/** The structure of a regular expression (ECMA-262 §22.2.1), as far as the ways in which it can match depend on it. */

/** What an expression is made of. What refers back to an earlier match counts as any text, assertions without a part of their own as `empty`. */
export type RegexNode =
  | { readonly kind: 'empty' }
  /** One character out of a class; `source` is the class as written. */
  | { readonly kind: 'character'; readonly source: string }
  | { readonly kind: 'sequence'; readonly parts: readonly RegexNode[] }
  | { readonly kind: 'choice'; readonly options: readonly RegexNode[] }
  | { readonly kind: 'repeat'; readonly part: RegexNode; readonly least: number; readonly most: number }
  /** Looks ahead or behind: its part is matched apart from what stands around it. */
  | { readonly kind: 'assertion'; readonly part: RegexNode };

/** What an earlier match may have been. */
const anything: RegexNode = { kind: 'repeat', part: { kind: 'character', source: '[\\s\\S]' }, least: 0, most: Infinity };

/** Reads a valid expression. */
export function parseRegex(source: string): RegexNode {
  return new RegexReader(source).choice();
}

class RegexReader {
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  choice(): RegexNode {
    const options = [this.#sequence()];
    while (this.#take(/\|/y) !== undefined) options.push(this.#sequence());
    const [only] = options;
    return only !== undefined && options.length === 1 ? only : { kind: 'choice', options };
  }

  #sequence(): RegexNode {
    const parts: RegexNode[] = [];
    while (this.#at < this.#source.length && !/[|)]/.test(this.#source.charAt(this.#at))) parts.push(this.#quantified(this.#atom()));
    return { kind: 'sequence', parts };
  }

  #atom(): RegexNode {
    if (this.#take(/[\^$]|\\[bB]/y) !== undefined) return { kind: 'empty' };
    const group = this.#take(/\((?:\?(?:[:=!]|<[=!]|<[^>]*>))?/y);
    if (group !== undefined) {
      const inner = this.choice();
      this.#take(/\)/y);
      return /^\(\?<?[=!]/.test(group) ? { kind: 'assertion', part: inner } : inner;
    }
    if (this.#take(/\\(?:[1-9]\d*|k<[^>]*>)/y) !== undefined) return anything;
    const source = this.#take(/\[(?:[^\]\\]|\\[\s\S])*\]|\\(?:u\{[^}]*\}|u[\da-f]{4}|x[\da-f]{2}|[pP]\{[^}]*\}|c[a-z]|[\s\S])|[\s\S]/iuy);
    return { kind: 'character', source: source ?? '' };
  }

  #quantified(part: RegexNode): RegexNode {
    const quantifier = this.#take(/(?:[*+?]|\{\d+(?:,\d*)?\})\??/y);
    if (quantifier === undefined) return part;
    const [least = 0, most = least] = limitsOf(quantifier);
    return { kind: 'repeat', part, least, most };
  }

  /** What an expression with the flag `y` matches here, and goes on behind it. */
  #take(expression: RegExp): string | undefined {
    expression.lastIndex = this.#at;
    const found = expression.exec(this.#source)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }
}

function limitsOf(quantifier: string): readonly number[] {
  if (quantifier.startsWith('*')) return [0, Infinity];
  if (quantifier.startsWith('+')) return [1, Infinity];
  if (quantifier.startsWith('?')) return [0, 1];
  const [least = '0', most] = quantifier.replace(/[{}?]/g, '').split(',');
  return [Number(least), most === undefined ? Number(least) : most === '' ? Infinity : Number(most)];
}
