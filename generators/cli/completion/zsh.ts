/** Completion for zsh: `_arguments` for each command. */
import { programName } from '../command.js';
import { type CompletedCommand, type CompletedOption, firstWords, programOptions, secondWords } from './table.js';

const functionName = `_${programName}`;

/** Prints the script. */
export function zshScript(table: readonly CompletedCommand[]): string {
  const nested = secondWords(table);
  return `#compdef ${programName}
# zsh completion of ${programName}: \`${programName} completion zsh > "\${fpath[1]}/${functionName}"\`
${functionName}() {
  local command="\${words[2]}"
  if (( CURRENT == 2 )); then
    local -a commands=(
${[...firstWords(table)].map(([word, summary]) => `      ${quoted(`${word}:${described(summary)}`)}`).join('\n')}
    )
    _describe command commands
    (( $#words[CURRENT] )) && _arguments ${[...programOptions].map(([word, summary]) => quoted(`${word}[${summary}]`)).join(' ')}
    return
  fi
  case "$command" in
${[...nested]
  .map(
    ([first, below]) => `    ${first})
      if (( CURRENT == 3 )); then
        local -a commands=(
${below.map(({ name, summary }) => `          ${quoted(`${name.split(' ')[1] ?? ''}:${described(summary)}`)}`).join('\n')}
        )
        _describe command commands
        return
      fi
      command="${first} \${words[3]}"
      shift words
      (( CURRENT-- )) ;;
`,
  )
  .join('')}  esac
  shift words
  (( CURRENT-- ))
  case "$command" in
${table.map(branch).join('')}  esac
}

if [ "$funcstack[1]" = ${quoted(functionName)} ]; then
  ${functionName} "$@"
else
  compdef ${functionName} ${programName}
fi
`;
}

function branch({ name, options, operands }: CompletedCommand): string {
  const specifications = options.flatMap(optionSpecifications);
  if (operands === 'file') specifications.push("'*:file:_files'");
  else if (operands !== 'none') specifications.push(quoted(`*:operand:(${operands.join(' ')})`));
  if (specifications.length === 0) return '';
  return `    ${quoted(name)})
      _arguments -s \\
${specifications.map((specification) => `        ${specification}`).join(' \\\n')} ;;
`;
}

function optionSpecifications({ words, summary, value }: CompletedOption): readonly string[] {
  const action = value === 'none' ? '' : `:value:${value === 'file' ? '_files' : value === 'folder' ? '_files -/' : typeof value === 'object' ? `(${value.join(' ')})` : ' '}`;
  // Behind `=` the value may stand in the same word.
  return words.map((word) => quoted(`${word}${action !== '' && word.startsWith('--') ? '=' : ''}[${described(summary)}]${action}`));
}

/** A text in which a colon would end the word it describes. */
function described(text: string): string {
  return text.replaceAll(':', ' -');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
