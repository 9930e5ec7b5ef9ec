/**
 * Where in a JSON text a member stands: containers are looked through one by one on the way to it, each once, and what lies beside
 * the way is skipped. The text must be valid JSON; it was parsed before.
 */

/** A member of an object or an array, by offsets into the text. */
export interface JsonMember {
  /** Of the key's quote; for the item of an array that of its value. */
  readonly key: number;
  readonly value: number;
}

const whiteSpace = /\s*/y;
const scalar = /"(?:[^"\\]|\\.)*"|[^\s,\]}:]+/y;

/** Looks members up in one text. */
export class JsonPositions {
  private readonly text: string;
  private readonly containers = new Map<number, ReadonlyMap<string, JsonMember>>();

  constructor(text: string) {
    this.text = text;
  }

  /** The offset of the document's value. */
  get root(): number {
    return this.skipSpace(0);
  }

  /** The member of a container that begins at an offset; undefined when there is none, or no container. */
  member(container: number, name: string): JsonMember | undefined {
    let members = this.containers.get(container);
    if (members === undefined) {
      members = this.read(container);
      this.containers.set(container, members);
    }
    return members.get(name);
  }

  private read(start: number): ReadonlyMap<string, JsonMember> {
    const members = new Map<string, JsonMember>();
    const opening = this.text[start];
    if (opening !== '{' && opening !== '[') return members;
    let at = this.skipSpace(start + 1);
    while (at < this.text.length && this.text[at] !== '}' && this.text[at] !== ']') {
      const key = at;
      let name = String(members.size);
      if (opening === '{') {
        const end = this.end(at);
        name = String(JSON.parse(this.text.slice(at, end)));
        // Past the colon.
        at = this.skipSpace(this.skipSpace(end) + 1);
      }
      members.set(name, { key, value: at });
      at = this.skipSpace(this.end(at));
      if (this.text[at] === ',') at = this.skipSpace(at + 1);
    }
    return members;
  }

  /** The offset after the value that begins here. */
  private end(start: number): number {
    const { text } = this;
    let depth = 0;
    for (let at = start; at < text.length; at += 1) {
      const character = text[at];
      if (character === '{' || character === '[') {
        depth += 1;
      } else if (character === '}' || character === ']') {
        depth -= 1;
        if (depth === 0) return at + 1;
      } else if (character === '"' || depth === 0) {
        scalar.lastIndex = at;
        const lexeme = scalar.exec(text)?.[0] ?? character ?? '';
        at += lexeme.length - 1;
        if (depth === 0) return at + 1;
      }
    }
    return text.length;
  }

  private skipSpace(at: number): number {
    whiteSpace.lastIndex = at;
    return at + (whiteSpace.exec(this.text)?.[0].length ?? 0);
  }
}
