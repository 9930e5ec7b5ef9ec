/** Reads shell commands as POSIX says (IEEE 1003.1 §2.2 quoting, §2.3 tokens), as far as code samples go. */

/** What is wrong with a sample; nothing when it is calls of the allowed programs and every hostile text stayed in a quoted word. */
export function inspectShell(text: string): readonly string[] {
  const findings: string[] = [];
  for (const words of commandsOf(text, findings)) {
    const [program = ''] = words;
    if (!['curl', 'npm', 'npx', 'export', 'cd', 'openssl'].includes(program)) findings.push(`a command: ${program.slice(0, 60)}`);
    // An argument that begins with a dash or an at sign is for curl to interpret; after an option that takes a value it is that value.
    words.forEach((word, index) => {
      const isValue = /^-(?:[HXdFuGo]|-[a-z-]+)$/.test(words[index - 1] ?? '');
      if (word.startsWith('-') && word.includes('pwned') && !isValue) findings.push(`an option: ${word.slice(0, 60)}`);
      if (word.startsWith('@') && ['-d', '--data', '--data-raw-file', '--config', '-K'].includes(words[index - 1] ?? '')) findings.push(`a file: ${word.slice(0, 60)}`);
    });
  }
  return findings;
}

function commandsOf(text: string, findings: string[]): readonly (readonly string[])[] {
  const commands: string[][] = [];
  let words: string[] = [];
  let word: string | undefined;
  const endWord = (): void => {
    if (word !== undefined) words.push(word);
    word = undefined;
  };
  const endCommand = (): void => {
    endWord();
    if (words.length > 0) commands.push(words);
    words = [];
  };
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (character === "'") {
      const end = text.indexOf("'", at + 1);
      if (end === -1) return findings.push('an open single quote'), commands;
      word = (word ?? '') + text.slice(at + 1, end);
      at = end;
    } else if (character === '"') {
      const end = endOfDoubleQuotes(text, at + 1, findings);
      if (end === undefined) return findings.push('an open double quote'), commands;
      word = (word ?? '') + text.slice(at + 1, end);
      at = end;
    } else if (character === '\\') {
      if (text[at + 1] !== '\n') word = (word ?? '') + (text[at + 1] ?? '');
      at += 1;
    } else if (character === '\n') {
      endCommand();
    } else if (/\s/.test(character)) {
      endWord();
    } else if (character === '#' && word === undefined) {
      const end = text.indexOf('\n', at);
      if (end === -1) break;
      at = end - 1;
    } else {
      if (/[;&|<>()`]/.test(character) || (character === '$' && !/^\w/.test(text.slice(at + 1, at + 2)))) findings.push(`outside quotes: ${text.slice(at, at + 20)}`);
      word = (word ?? '') + character;
    }
  }
  endCommand();
  return commands;
}

function endOfDoubleQuotes(text: string, start: number, findings: string[]): number | undefined {
  for (let at = start; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') return at;
    if (character === '\\') at += 1;
    if (character === '`' || (character === '$' && (text[at + 1] === '(' || /^\{[^}]*[^\w}]/.test(text.slice(at + 1))))) findings.push(`a substitution: ${text.slice(at, at + 20)}`);
  }
  return undefined;
}
