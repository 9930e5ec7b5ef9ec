/** What a shell needs to know of the commands. */

/** An option, as a shell needs it. */
export interface CompletedOption {
  /** `--output`, and `-o` where there is one. */
  readonly words: readonly string[];
  readonly summary: string;
  /** What its value may be: nothing for a flag, words, a path, or anything. */
  readonly value: 'none' | 'any' | 'file' | 'folder' | readonly string[];
}

/** A command, as a shell needs it. */
export interface CompletedCommand {
  /** `docs build`. */
  readonly name: string;
  readonly summary: string;
  readonly options: readonly CompletedOption[];
  readonly operands: 'none' | 'file' | readonly string[];
}

/** What may stand in place of a command. */
export const programOptions: ReadonlyMap<string, string> = new Map([
  ['--help', 'Show the commands'],
  ['--version', 'Print the version'],
]);

/** Everything that may follow the program's name, with a summary where there is one. */
export function firstWords(table: readonly CompletedCommand[]): ReadonlyMap<string, string> {
  const words = new Map<string, string>();
  for (const { name, summary } of table) {
    const [first = name, second] = name.split(' ');
    words.set(first, second === undefined ? summary : [words.get(first), second].filter((word) => word !== undefined).join(', '));
  }
  return words;
}

/** The second words of commands that begin alike: `build` and `serve` of `docs`. */
export function secondWords(table: readonly CompletedCommand[]): ReadonlyMap<string, readonly CompletedCommand[]> {
  const words = new Map<string, CompletedCommand[]>();
  for (const command of table) {
    const [first = '', second] = command.name.split(' ');
    if (second !== undefined) words.set(first, [...(words.get(first) ?? []), command]);
  }
  return words;
}
