/** Text for a terminal: its colours, and what a document says in it. */

/** Colours and weights; each returns its text unchanged where colour is off. */
export interface Style {
  bold(text: string): string;
  dim(text: string): string;
  red(text: string): string;
  green(text: string): string;
  yellow(text: string): string;
  cyan(text: string): string;
}

/** A style that colours, or one that does not. */
export function style(coloured: boolean): Style {
  const paint = (on: number, off: number) => (text: string): string => (coloured && text !== '' ? `\u001b[${on}m${text}\u001b[${off}m` : text);
  return { bold: paint(1, 22), dim: paint(2, 22), red: paint(31, 39), green: paint(32, 39), yellow: paint(33, 39), cyan: paint(36, 39) };
}

/**
 * Text from a document, safe to show on a terminal and in the log of a build: control characters, which could move the cursor or
 * change the title, and the marks that turn the direction of writing are shown as escapes, and so is what a build server would
 * take for a command to it (`::add-mask::` at the start of a line, `##[…]`, `##vso[…]`, `##teamcity[…]`). Line breaks and tabs stay.
 */
export function printable(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, escaped)
    .replace(/^(\s*):(?=:)/gm, (_, space: string) => `${space}${escaped(':')}`)
    .replace(/#(?=#(?:vso|teamcity)?\[)/gi, escaped);
}

function escaped(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
