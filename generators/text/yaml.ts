/**
 * YAML as js-yaml's `dump` prints it, to the byte, in a fraction of the time: the layout of a block document is a few lines, and
 * how most scalars are written follows from what they consist of. js-yaml is asked about the rest, once for each.
 */
import { dump } from 'js-yaml';
import type { Json } from '../model/model.js';
import { isJsonArray } from '../model/pointer.js';

type JsonObject = { readonly [key: string]: Json };

/** Long texts are block strings, never folded; nothing is an anchor. */
const options = { noRefs: true, lineWidth: -1, quotingType: "'", noArrayIndent: false } as const;

/** One line of nothing but characters that YAML prints as they are. */
const line = /^[\x20-\x7E\u00A1-\u2027\u202A-\uD7FF\uE000-\uFEFE\uFF00-\uFFFD]+$/;

/** The same of several lines. */
const lines = /^[\n\x20-\x7E\u00A1-\u2027\u202A-\uD7FF\uE000-\uFEFE\uFF00-\uFFFD]+$/;

/** What a line without quotes cannot begin with (YAML 1.2.2 §5.3), end with, or have in it. */
const needsQuotes = /^[-?:,[\]{}#&*!|=>'"%@` ]|: | #|[: ]$/;

/** Lines that can be no number, date or other value; but for the {@link words}. */
const isText = /^[A-Za-z/]/;

/** What some YAML version takes for a boolean or for nothing, in whatever case. */
const words = /^(?:y|n|yes|no|on|off|true|false|null)$/i;

/** Keys of more than 1,024 characters, quotes included, stand apart from their value; js-yaml is asked about all that come near. */
const shortKey = 500;

/** What was printed of the parts of documents; parts that are used again are the very same objects. */
export type PrintedBlocks = WeakMap<object, { readonly indent: string; readonly bytes: Buffer }>;

/** How far in the parts stand that are worth keeping: Path Items, entries of the catalogue and sections; components. */
const keptIndents: readonly string[] = [' '.repeat(4), ' '.repeat(6)];

/** Prints a document in its own order, with a line break at its end. */
export function printYaml(document: JsonObject): string {
  const printer = new BlockPrinter(undefined);
  const lines = printer.print(document);
  return printer.hasLongKeys || isEmpty(document) ? dump(document, options) : `${lines.join('\n')}\n`;
}

/**
 * Prints a document as {@link printYaml} does, in UTF-8.
 *
 * @param known what earlier calls printed, which is used and added to
 */
export function printYamlBytes(document: JsonObject, known: PrintedBlocks): Buffer {
  const printer = new BlockPrinter(known);
  const lines = printer.print(document);
  return printer.hasLongKeys || isEmpty(document) ? Buffer.from(dump(document, options)) : joinLines([...lines, '']);
}

/** Lines, and blocks of lines that were printed before, with line breaks between them. */
function joinLines(lines: readonly (string | Buffer)[]): Buffer {
  const chunks: Buffer[] = [];
  let text = '';
  lines.forEach((line, index) => {
    const lineBreak = index === 0 ? '' : '\n';
    if (typeof line === 'string') {
      text += lineBreak + line;
      return;
    }
    chunks.push(Buffer.from(text + lineBreak), line);
    text = '';
  });
  return Buffer.concat([...chunks, Buffer.from(text)]);
}

class BlockPrinter {
  /** What is printed of a document with such keys is of no use. */
  hasLongKeys = false;
  private readonly keys = new Map<string, string>();
  private readonly texts = new Map<string, string>();
  private readonly known: PrintedBlocks | undefined;
  private printed: (string | Buffer)[] = [];

  constructor(known: PrintedBlocks | undefined) {
    this.known = known;
  }

  /** Lines, and in place of many of them blocks that were printed before, where any may be. */
  print(document: JsonObject): readonly (string | Buffer)[] {
    this.mapping(document, '', '');
    return this.printed;
  }

  /** @param first what stands before the first key, where that is more than the indentation */
  private mapping(value: JsonObject, indent: string, first: string): void {
    let before = first;
    for (const [key, member] of Object.entries(value)) {
      this.entry(`${before}${this.key(key)}:`, member, indent);
      before = indent;
    }
  }

  private sequence(value: readonly Json[], indent: string, first: string): void {
    let before = first;
    for (const item of value) {
      const inner = `${indent}  `;
      if (typeof item !== 'object' || item === null) this.printed.push(`${before}- ${this.scalar(item, inner)}`);
      else if (isJsonArray(item)) {
        if (item.length === 0) this.printed.push(`${before}- []`);
        else this.sequence(item, inner, `${before}- `);
      } else if (isEmpty(item)) this.printed.push(`${before}- {}`);
      else this.mapping(item, inner, `${before}- `);
      before = indent;
    }
  }

  private entry(head: string, value: Json, indent: string): void {
    const inner = `${indent}  `;
    if (typeof value !== 'object' || value === null) this.printed.push(`${head} ${this.scalar(value, inner)}`);
    else if (isJsonArray(value)) {
      this.printed.push(value.length === 0 ? `${head} []` : head);
      this.sequence(value, inner, inner);
    } else if (isEmpty(value)) this.printed.push(`${head} {}`);
    else {
      this.printed.push(head);
      if (this.known !== undefined && keptIndents.includes(inner)) this.printed.push(this.keptMapping(value, inner, this.known));
      else this.mapping(value, inner, inner);
    }
  }

  private keptMapping(value: JsonObject, indent: string, known: PrintedBlocks): Buffer {
    const before = known.get(value);
    if (before?.indent === indent) return before.bytes;
    const around = this.printed;
    this.printed = [];
    this.mapping(value, indent, indent);
    const bytes = joinLines(this.printed);
    this.printed = around;
    // Long keys are told of the whole document, which is why a part with some is looked at each time.
    if (!this.hasLongKeys) known.set(value, { indent, bytes });
    return bytes;
  }

  private scalar(value: string | number | boolean | null, indent: string): string {
    if (typeof value === 'string') return line.test(value) ? this.oneLine(value) : this.block(value, indent);
    return Number.isSafeInteger(value) && !Object.is(value, -0) ? String(value) : dump(value, options).slice(0, -1);
  }

  private oneLine(value: string): string {
    if (needsQuotes.test(value)) return `'${value.replaceAll("'", "''")}'`;
    return isText.test(value) && !words.test(value) ? value : this.asked(value);
  }

  private block(value: string, indent: string): string {
    // At the second level; a block string is indented further where it stands deeper.
    if (!lines.test(value)) return this.asked(value).replace(/\n(?=[^\n])/g, `\n${indent.slice(2)}`);
    const [indicator, chomping] = [/^\n* /.test(value) ? '2' : '', /\n\n$|^\n$/.test(value) ? '+' : value.endsWith('\n') ? '' : '-'];
    return `|${indicator}${chomping}\n${value.replace(/^(?=[^\n])/gm, indent).replace(/\n$/, '')}`;
  }

  /** What js-yaml makes of a text. */
  private asked(value: string): string {
    let printed = this.texts.get(value);
    if (printed === undefined) {
      printed = dump(value, options).slice(0, -1);
      this.texts.set(value, printed);
    }
    return printed;
  }

  private key(name: string): string {
    if (name.length <= shortKey && line.test(name)) return this.oneLine(name);
    let printed = this.keys.get(name);
    if (printed === undefined) {
      const pair = dump(Object.fromEntries([[name, null]]), options);
      this.hasLongKeys ||= pair.startsWith('? ');
      printed = pair.slice(0, -': null\n'.length);
      this.keys.set(name, printed);
    }
    return printed;
  }
}

function isEmpty(value: JsonObject): boolean {
  for (const _ in value) return false;
  return true;
}
