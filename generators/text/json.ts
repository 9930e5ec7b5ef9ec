/** JSON as `JSON.stringify` indents it, put together from parts of which most were printed before. */

/** What was printed of the parts of documents, and of what holds them; parts that are used again are the very same objects. */
export type PrintedJson = WeakMap<object, { readonly depth: number; readonly chunks: readonly Buffer[] }>;

/** What is printed at once, and kept as one: an object or a list at a depth. What is none holds parts. */
export type IsPart = (value: object, depth: number) => boolean;

interface Printing {
  readonly known: PrintedJson;
  readonly isPart: IsPart;
}

/**
 * Prints a value as `JSON.stringify(value, undefined, 2)` does, in UTF-8, and a line break after it.
 *
 * @param known what earlier calls printed, which is used and added to; with the same `isPart` each time
 */
export function printJsonBytes(value: object, known: PrintedJson, isPart: IsPart): Buffer {
  return Buffer.concat([...chunksOf(value, 0, { known, isPart }), Buffer.from('\n')]);
}

function chunksOf(value: object, depth: number, printing: Printing): readonly Buffer[] {
  const before = printing.known.get(value);
  if (before?.depth === depth) return before.chunks;
  const chunks = printing.isPart(value, depth) ? [printPart(value, depth)] : printHolder(value, depth, printing);
  printing.known.set(value, { depth, chunks });
  return chunks;
}

function printPart(value: object, depth: number): Buffer {
  return Buffer.from(JSON.stringify(value, undefined, 2).replaceAll('\n', `\n${'  '.repeat(depth)}`));
}

function printHolder(value: object, depth: number, printing: Printing): readonly Buffer[] {
  const indent = '  '.repeat(depth);
  const [opening, closing] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  const members: (readonly [string, unknown])[] = Array.isArray(value) ? value.map((element: unknown) => ['', element]) : Object.entries(value).map(([key, member]: [string, unknown]) => [`${JSON.stringify(key)}: `, member]);
  const chunks: Buffer[] = [];
  let text = opening;
  members.forEach(([key, member], index) => {
    text += `${index === 0 ? '' : ','}\n${indent}  ${key}`;
    if (typeof member !== 'object' || member === null) {
      text += JSON.stringify(member);
      return;
    }
    chunks.push(Buffer.from(text));
    for (const chunk of chunksOf(member, depth + 1, printing)) chunks.push(chunk);
    text = '';
  });
  return [...chunks, Buffer.from(`${text}${members.length === 0 ? '' : `\n${indent}`}${closing}`)];
}
