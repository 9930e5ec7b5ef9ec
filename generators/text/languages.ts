/** The languages of code on a page: what each is called, and by which grammar `templates/docs/assets/code.js` colours it. */
import { escapeHtml, escapeHtmlText } from './escape.js';

interface Language {
  readonly label: string;
  /** A grammar of `code.js`. */
  readonly grammar: string;
}

const shell: Language = { label: 'Shell', grammar: 'shell' };
const typescript: Language = { label: 'TypeScript', grammar: 'script' };
const javascript: Language = { label: 'JavaScript', grammar: 'script' };
const python: Language = { label: 'Python', grammar: 'python' };

const languages: ReadonlyMap<string, Language> = new Map([
  ['json', { label: 'JSON', grammar: 'json' }],
  ['sh', shell],
  ['bash', shell],
  ['shell', shell],
  ['curl', { label: 'cURL', grammar: 'shell' }],
  ['ts', typescript],
  ['typescript', typescript],
  ['js', javascript],
  ['javascript', javascript],
  ['python', python],
  ['py', python],
  ['go', { label: 'Go', grammar: 'go' }],
  ['http', { label: 'HTTP', grammar: 'http' }],
  ['yaml', { label: 'YAML', grammar: 'yaml' }],
]);

/**
 * The attributes of an element that shows code: reachable by keyboard, because it scrolls, named, and with its grammar.
 * They begin with a space.
 */
export function codeAttributes(language: string): string {
  const known = languages.get(language);
  const grammar = known === undefined ? '' : ` data-code="${known.grammar}"`;
  return `${grammar} tabindex="0" role="group" aria-label="${known === undefined ? 'Code' : escapeHtml(`${known.label} code`)}"`;
}

/** Code as the inside of a `<pre>`, where a first line break would be lost (HTML §13.1.2.5). */
export function codeText(code: string): string {
  const text = escapeHtmlText(code);
  return text.startsWith('\n') ? `\n${text}` : text;
}
