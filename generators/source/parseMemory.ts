/** Parsed files, kept from one load to the next: a watcher loads the same description again and again. */
import { type ParseResult, parseText } from './parse.js';

/** Parses each text once for as long as it stays the same. The values it gives out are shared: nothing may change them. */
export class ParseMemory {
  private readonly known = new Map<string, { readonly text: string; readonly result: ParseResult }>();

  /** What {@link parseText} gives for a file, of which the text may have been seen before. */
  parse(name: string, text: string): ParseResult {
    const before = this.known.get(name);
    if (before?.text === text) {
      return before.result;
    }
    const result = parseText(name, text);
    this.known.set(name, { text, result });
    return result;
  }
}
