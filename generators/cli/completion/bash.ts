/** Completion for bash: a function with one branch per command. Works with the bash 3.2 of macOS. */
import { programName } from '../command.js';
import { type CompletedCommand, type CompletedOption, firstWords, programOptions, secondWords } from './table.js';

const functionName = `_${programName.replaceAll('-', '_')}`;

/** Prints the script. */
export function bashScript(table: readonly CompletedCommand[]): string {
  const nested = secondWords(table);
  return `# bash completion of ${programName}: \`source <(${programName} completion bash)\`
${functionName}() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" command="\${COMP_WORDS[1]}"
  COMPREPLY=()
  # \`--format=json\` comes as three words.
  if [ "$current" = "=" ]; then current=""; elif [ "$previous" = "=" ]; then previous="\${COMP_WORDS[COMP_CWORD-2]}"; fi
  if [ "$COMP_CWORD" -eq 1 ]; then
    ${words([...firstWords(table).keys(), ...programOptions.keys()])}
    return
  fi
  case "$command" in
${[...nested]
  .map(
    ([first, below]) => `    ${first})
      if [ "$COMP_CWORD" -eq 2 ]; then
        ${words(below.map(({ name }) => name.split(' ')[1] ?? ''))}
        return
      fi
      command="${first} \${COMP_WORDS[2]}" ;;
`,
  )
  .join('')}  esac
  case "$command" in
${table.map(branch).join('')}  esac
}

complete -o bashdefault -o default -F ${functionName} ${programName}
`;
}

function branch({ name, options, operands }: CompletedCommand): string {
  const valued = options.filter(({ value }) => value !== 'none');
  const flags = options.flatMap((option) => option.words.filter((word) => word.startsWith('--')));
  const rest = operands === 'none' ? '' : operands === 'file' ? files('-f') : words(operands);
  return `    '${name}')
      case "$previous" in
${valued.map(valueBranch).join('')}      esac
      case "$current" in
        -*) ${words(flags)} ;;
        *) ${rest === '' ? ':' : rest} ;;
      esac ;;
`;
}

function valueBranch({ words: names, value }: CompletedOption): string {
  const reply = value === 'file' ? files('-f') : value === 'folder' ? files('-d') : typeof value === 'object' ? words(value) : ':';
  return `        ${names.join('|')}) ${reply}; return ;;\n`;
}

function words(list: readonly string[]): string {
  return `COMPREPLY=($(compgen -W '${list.join(' ')}' -- "$current"))`;
}

function files(kind: '-f' | '-d'): string {
  // Names may hold blanks: one name per line, and readline escapes them. The bash of macOS has no compopt.
  return `local IFS=$'\\n'; compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen ${kind} -- "$current"))`;
}
