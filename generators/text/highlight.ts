/** Colour for code, worked out when the page is made: no script on the page, no dependency, escaped as HTML. */
import { escapeHtmlText } from './escape.js';

/** Kinds of token; each is the class of a `<span>`: string, number, keyword, comment, property, variable, call. */
type TokenClass = 's' | 'n' | 'k' | 'c' | 'p' | 'v' | 'f';

/** One regular expression per kind, tried in order at each place. None can match the empty string. */
type Grammar = readonly (readonly [TokenClass, RegExp])[];

const doubleQuoted = /"(?:[^"\\\n]|\\.)*"?/y;
const singleQuoted = /'(?:[^'\\\n]|\\.)*'?/y;
const number = /-?\b\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\b/y;
const call = /[A-Za-z_$][\w$]*(?=\()/y;

const json: Grammar = [
  ['p', /"(?:[^"\\\n]|\\.)*"(?=\s*:)/y],
  ['s', doubleQuoted],
  ['n', number],
  ['k', /\b(?:true|false|null)\b/y],
];

const shell: Grammar = [
  ['c', /(?<=^|\s)#[^\n]*/y],
  ['s', /'[^']*'?/y],
  ['s', /"(?:[^"\\]|\\.)*"?/y],
  ['v', /\$\{?\w+\}?/y],
  ['p', /(?<=\s)--?[A-Za-z][\w-]*/y],
  ['f', /(?<=^|\n)(?:curl|npm|npx|export|cd|openssl)\b/y],
];

const typescript: Grammar = [
  ['c', /\/\/[^\n]*|\/\*[\s\S]*?\*\//y],
  ['s', /`(?:[^`\\]|\\.)*`?/y],
  ['s', singleQuoted],
  ['s', doubleQuoted],
  ['k', /\b(?:import|from|export|const|let|await|async|new|if|else|for|of|in|try|catch|throw|return|function|class|extends|interface|type|switch|case|break|default|true|false|null|undefined|instanceof|typeof)\b/y],
  ['n', number],
  ['f', call],
  ['p', /[A-Za-z_$][\w$]*(?=\??:\s)/y],
];

const python: Grammar = [
  ['c', /#[^\n]*/y],
  ['s', doubleQuoted],
  ['s', singleQuoted],
  ['k', /\b(?:import|from|as|def|class|return|if|elif|else|for|in|while|try|except|raise|with|not|and|or|is|None|True|False|lambda|print)\b/y],
  ['n', number],
  ['f', call],
];

const go: Grammar = [
  ['c', /\/\/[^\n]*/y],
  ['s', /`[^`]*`?/y],
  ['s', doubleQuoted],
  ['k', /\b(?:package|import|func|return|if|else|for|range|var|const|type|struct|defer|nil|true|false|map|interface|error|string|byte)\b/y],
  ['n', number],
  ['f', call],
];

const http: Grammar = [
  ['k', /(?<=^|\n)(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\b/y],
  ['k', /(?<=^|\n)HTTP\/[\d.]+ \d{3}/y],
  ['p', /(?<=^|\n)[A-Za-z][\w-]*(?=:\s)/y],
  ['s', doubleQuoted],
];

const yaml: Grammar = [
  ['c', /(?<=^|\s)#[^\n]*/y],
  ['p', /(?<=^|[\s{,-])[\w$.-]+(?=:(?:\s|$))/y],
  ['s', doubleQuoted],
  ['s', singleQuoted],
  ['k', /\b(?:true|false|null)\b/y],
  ['n', number],
];

const languages: Readonly<Record<string, { readonly label: string; readonly grammar: Grammar }>> = {
  json: { label: 'JSON', grammar: json },
  sh: { label: 'Shell', grammar: shell },
  bash: { label: 'Shell', grammar: shell },
  shell: { label: 'Shell', grammar: shell },
  curl: { label: 'cURL', grammar: shell },
  ts: { label: 'TypeScript', grammar: typescript },
  typescript: { label: 'TypeScript', grammar: typescript },
  js: { label: 'JavaScript', grammar: typescript },
  javascript: { label: 'JavaScript', grammar: typescript },
  python: { label: 'Python', grammar: python },
  py: { label: 'Python', grammar: python },
  go: { label: 'Go', grammar: go },
  http: { label: 'HTTP', grammar: http },
  yaml: { label: 'YAML', grammar: yaml },
};

/** What a code block of a language is called; empty for one not known. */
export function languageLabel(language: string): string {
  return Object.hasOwn(languages, language) ? (languages[language]?.label ?? '') : '';
}

/** Code as HTML, with `<span class="…">` around what has a colour. An unknown language is only escaped. */
export function highlight(code: string, language: string): string {
  const grammar = Object.hasOwn(languages, language) ? languages[language]?.grammar : undefined;
  if (grammar === undefined) return escapeHtmlText(code);
  const parts: string[] = [];
  let plainFrom = 0;
  let at = 0;
  while (at < code.length) {
    const found = tokenAt(code, at, grammar);
    if (found === undefined) {
      at = afterPlain(code, at);
      continue;
    }
    parts.push(escapeHtmlText(code.slice(plainFrom, at)), `<span class="${found.kind}">${escapeHtmlText(code.slice(at, found.end))}</span>`);
    at = found.end;
    plainFrom = at;
  }
  parts.push(escapeHtmlText(code.slice(plainFrom)));
  return parts.join('');
}

/** Past a whole word that is no token, so that a keyword inside a longer word is not coloured. */
function afterPlain(code: string, at: number): number {
  const word = /[A-Za-z_$][\w$]*/y;
  word.lastIndex = at;
  const found = word.exec(code);
  return found === null ? at + 1 : at + found[0].length;
}

function tokenAt(code: string, at: number, grammar: Grammar): { kind: TokenClass; end: number } | undefined {
  for (const [kind, pattern] of grammar) {
    pattern.lastIndex = at;
    const found = pattern.exec(code);
    if (found !== null && found[0] !== '') return { kind, end: at + found[0].length };
  }
  return undefined;
}
