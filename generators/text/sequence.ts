/**
 * Sequence diagrams from lines of text, as inline SVG: the same bytes for the same text, no script, no style of its own beyond
 * `currentColor`, and every word of it also there as a list for those who do not see it.
 */
import { escapeHtml } from './escape.js';

/** One line of a diagram. */
export type SequenceLine =
  /** `A -> B: text`; dashed (`-->`) for an answer. */
  | { readonly kind: 'message'; readonly from: string; readonly to: string; readonly text: string; readonly dashed: boolean }
  /** `== text ==`: what follows belongs together. */
  | { readonly kind: 'heading'; readonly text: string };

const message = /^\s*(?<from>[^\s:>-][^:>-]*?)\s*(?<arrow>-->|->)\s*(?<to>[^:>-]+?)\s*:\s*(?<text>.*?)\s*$/;
const heading = /^\s*==\s*(?<text>.*?)\s*==\s*$/;

/** Reads a diagram; undefined when a line is of neither form, or when there are too many participants to draw. */
export function parseSequence(source: string): readonly SequenceLine[] | undefined {
  const lines: SequenceLine[] = [];
  for (const line of source.split('\n')) {
    if (line.trim() === '') continue;
    const { from, to, text = '', arrow } = message.exec(line)?.groups ?? {};
    const title = heading.exec(line)?.groups?.['text'];
    if (title !== undefined) lines.push({ kind: 'heading', text: title });
    else if (from !== undefined && to !== undefined) lines.push({ kind: 'message', from, to, text, dashed: arrow === '-->' });
    else return undefined;
  }
  const participants = participantsOf(lines);
  return participants.length >= 2 && participants.length <= 6 ? lines : undefined;
}

/** A diagram as HTML. */
export function sequenceDiagram(lines: readonly SequenceLine[]): string {
  const participants = participantsOf(lines);
  const edge = Math.ceil(Math.max(...participants.map(widthOf)) / 2) + 8;
  const places = placesOf(lines, participants, edge);
  const headings = lines.map((line) => (line.kind === 'heading' ? widthOf(line.text) * 1.1 + 16 : 0));
  const width = Math.ceil(Math.max((places.at(-1) ?? 0) + edge, ...headings));
  const height = top + lines.length * row + bottom;
  const x = (name: string): number => places[participants.indexOf(name)] ?? 0;
  const heads = participants.map((name) => `<text x="${x(name)}" y="22" text-anchor="middle" font-weight="600">${escapeHtml(name)}</text>`);
  const lifelines = participants.map((name) => `<path d="M${x(name)} 34V${height - 8}" stroke-opacity="0.35"/>`);
  const drawn = lines.map((line, index) => {
    const y = top + (index + 1) * row - 10;
    if (line.kind === 'heading') return `<text x="8" y="${y}" font-weight="600">${escapeHtml(line.text)}</text>`;
    return drawnMessage(line, x(line.from), x(line.to), y);
  });
  const words = lines.map((line) => `<li>${line.kind === 'heading' ? `<strong>${escapeHtml(line.text)}</strong>` : escapeHtml(`${line.from} ${line.dashed ? 'answers' : 'to'} ${line.to}: ${line.text}`)}</li>`);
  return [
    '<figure class="sequence"><div class="table-scroll" tabindex="0" role="group" aria-label="Sequence diagram">',
    `<svg role="img" aria-label="Sequence of calls between ${escapeHtml(participants.join(', '))}; the same as text follows" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" fill="currentColor" stroke="none" font-size="13">`,
    `<g fill="none" stroke="currentColor">${lifelines.join('')}</g>${heads.join('')}${drawn.join('')}</svg></div>`,
    `<details><summary>The diagram as text</summary><ol>${words.join('')}</ol></details></figure>`,
  ].join('');
}

const top = 40;
const row = 34;
const bottom = 20;

function drawnMessage({ text, dashed }: { readonly text: string; readonly dashed: boolean }, from: number, to: number, y: number): string {
  if (from === to) return `<text x="${from + 10}" y="${y}">${escapeHtml(text)}</text>`;
  const back = to < from;
  const tip = back ? to + 8 : to - 8;
  const label = `<text x="${(from + to) / 2}" y="${y - 6}" text-anchor="middle">${escapeHtml(text)}</text>`;
  const line = `<path d="M${from} ${y}H${tip}" fill="none" stroke="currentColor"${dashed ? ' stroke-dasharray="5 4"' : ''}/>`;
  return `${label}${line}<path d="M${to} ${y}L${tip} ${y - 4}V${y + 4}Z"/>`;
}

/** Where each participant stands: as far from the one before as the longest text between the two needs. */
function placesOf(lines: readonly SequenceLine[], participants: readonly string[], first: number): readonly number[] {
  const places = [first];
  for (let index = 1; index < participants.length; index += 1) {
    const texts = lines.map((line) => {
      if (line.kind === 'heading') return 0;
      const ends = [participants.indexOf(line.from), participants.indexOf(line.to)].sort((a, b) => a - b);
      return ends[0] === index - 1 && ends[1] === index ? widthOf(line.text) : 0;
    });
    places.push((places.at(-1) ?? 0) + Math.max(130, ...texts.map((text) => text + 32)));
  }
  return places;
}

function participantsOf(lines: readonly SequenceLine[]): readonly string[] {
  return [...new Set(lines.flatMap((line) => (line.kind === 'message' ? [line.from, line.to] : [])))];
}

/** About as wide as the text is drawn: half of the letters are narrow, capitals and others are not. */
function widthOf(text: string): number {
  return Math.ceil([...text].reduce((sum, character) => sum + (/[ -~]/.test(character) ? 7 : 13), 0));
}
