/** Text of a document, made safe to stand in each kind of output. Every character of the input is hostile. */

const htmlEntities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

/** What HTML, XML and a reader's eye cannot take: control characters other than tab and newline, lone surrogates, bidi overrides. */
const unprintable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u0080-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g;

/** ASCII that is shown as it is: most of what is looked at. */
const isPrintable = /^[\t\n\x20-\x7e]*$/;

/** Plain ASCII words: most of what is escaped. */
const needsNoEscape = /^[\n !#$%()*+,\-./0-9:;=?@A-Z[\\\]^_a-z{|}~]*$/;

/** Words, names and numbers that mean nothing but themselves in Markdown: most of what is escaped. */
const plainMarkdown = /^(?:[A-Za-z]|\d+(?![\d.)]))(?:[A-Za-z0-9,;:?!'"()/.=+-]|(?<=[A-Za-z0-9])_(?=[A-Za-z0-9])| (?=[A-Za-z0-9]))*$/;

/** Text as HTML or XML character data or as a quoted attribute value. */
export function escapeHtml(text: string): string {
  return needsNoEscape.test(text) ? text : printable(text).replace(/[&<>"'`]/g, (character) => htmlEntities[character] ?? character);
}

/** Text as HTML character data between tags, where quotes stand for themselves; code is full of them. */
export function escapeHtmlText(text: string): string {
  return printable(text).replace(/[&<>]/g, (character) => htmlEntities[character] ?? character);
}

/** The text with everything unprintable replaced by U+FFFD, so that what is shown is what is there. */
export function printable(text: string): string {
  return isPrintable.test(text) ? text : text.toWellFormed().replace(/\r\n?/g, '\n').replace(unprintable, '\ufffd');
}

/**
 * Plain text as Markdown that shows exactly that text, on one line: punctuation that starts a construct is escaped, so
 * the text can stand in a paragraph, a heading, a table cell or a link.
 */
export function escapeMarkdown(text: string): string {
  if (plainMarkdown.test(text)) return text;
  return printable(text)
    .replace(/\s+/g, ' ')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/[\\`*[\]|~]/g, (character) => `\\${character}`)
    // An underscore inside a word is literal in CommonMark.
    .replace(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, '\\_')
    .replace(/^(\s*)([#>+=-])/, '$1\\$2')
    .replace(/^(\s*\d+)([.)])/, '$1\\$2');
}

/** Text as a Markdown code span: the fence is longer than any run of backticks inside (CommonMark §6.1). */
export function markdownCode(text: string): string {
  const line = printable(text).replace(/\s+/g, ' ').replace(/\|/g, '\\|');
  const fence = '`'.repeat(longestRun(line) + 1);
  const padding = line.startsWith('`') || line.endsWith('`') || line === '' ? ' ' : '';
  return `${fence}${padding}${line}${padding}${fence}`;
}

/** Text as a Markdown fenced code block: the fence is longer than any run of backticks inside (CommonMark §4.5). */
export function markdownFence(text: string, language: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}${language}\n${printable(text)}\n${fence}`;
}

function longestRun(text: string): number {
  return text.includes('`') ? Math.max(0, ...[...text.matchAll(/`+/g)].map((run) => run[0].length)) : 0;
}

/** One word of a POSIX shell command (POSIX.1-2017 XCU §2.2): bare where that is safe, single-quoted otherwise. */
export function shellWord(text: string): string {
  const word = text.replaceAll('\0', '');
  if (/^[A-Za-z0-9_@%+=:,./-]+$/.test(word)) return word;
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

/** A double-quoted string literal that JavaScript, Python and Go all read alike. */
export function quotedString(text: string): string {
  return JSON.stringify(text.toWellFormed()).replace(
    /[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A JSON value as an expression of a script: a program in a file, or in an element of a page, may hold it. */
export function scriptLiteral(value: unknown): string {
  return JSON.stringify(value).replace(/[\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff<]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** A YAML 1.2 scalar in double-quoted style (§7.3.1). JSON strings are such scalars. */
export function yamlString(text: string): string {
  return quotedString(text);
}
