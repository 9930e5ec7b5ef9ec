/** What a command is, and what it gets. */
import type { ExitCode } from '../diagnostics.js';
import type { LoadedConfig } from './config/loaded.js';
import type { Terminal } from './terminal.js';

/** The program's name, as typed. */
export const programName = 'stytch-b2b-openapi';

/** A command as it can be typed next: who came by `npx` has no program of that name. */
export function callOf(command: string): string {
  return `${process.env['npm_command'] === 'exec' ? 'npx ' : ''}${programName} ${command}`;
}

/** One flag of a command. */
export interface Option {
  /** A flag takes no value; `texts` takes one each time it is given, and may be given more than once; the others take one. */
  readonly type: 'flag' | 'text' | 'texts' | 'integer' | 'choice';
  readonly short?: string;
  /**
   * What its value is called in the help: `PORT`. `FILE` and `FOLDER` are paths: shells complete them as such, and in a
   * configuration file they are relative to that file.
   */
  readonly value?: string;
  /** For `choice`. */
  readonly choices?: readonly string[];
  /** For `integer`: the greatest it may be. */
  readonly most?: number;
  /** One or two sentences for the help, default included. */
  readonly summary: string;
  /** What holds when nothing is said, as `config print` shows it; the command itself applies it. */
  readonly default?: string;
  /** True for what only makes sense on the command line, such as `--force`: no configuration file may hold it. */
  readonly onlyFlag?: boolean;
  /** Its key in a configuration file, where that is not the name in camel case: `--plugin` is `plugins`. */
  readonly configKey?: string;
}

/** A command of the command line, in a file of its own and loaded when it is called. */
export interface Command {
  /** As typed: `generate`, `docs build`. */
  readonly name: string;
  /** What follows the name in the usage line, without the options: `[TARGET…]`. */
  readonly operands: string;
  /** How many operands it takes. */
  readonly operandCount: { readonly min: number; readonly max: number };
  /** What the operands may be, for shell completion: words, or any file. */
  readonly operandValues?: readonly string[] | 'files';
  /** The member of the command's section of a configuration file that holds its operands: `targets`. */
  readonly operandsKey?: string;
  /** The option that says the same as the operand, so that a command line has one of the two: `input`. */
  readonly operandOption?: string;
  /** The configuration file is neither looked for nor read: the command is about files that need none. */
  readonly ignoresConfig?: boolean;
  /** Paragraphs for the help. */
  readonly description: string;
  readonly options: Readonly<Record<string, Option>>;
  readonly examples: readonly { readonly command: string; readonly says: string }[];
  /** Other commands and help topics that go with it: `lint`, `exit-codes`. */
  readonly seeAlso?: readonly string[];
  run(invocation: Invocation): Promise<ExitCode>;
}

/** A command that is not loaded yet. */
export interface CommandEntry {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  load(): Promise<Command>;
}

/** A call of a command. */
export interface Invocation {
  readonly operands: readonly string[];
  readonly values: OptionValues;
  readonly terminal: Terminal;
  /** What the configuration file holds that is no text, such as plugins that are objects. Undefined without such a file. */
  readonly config?: LoadedConfig | undefined;
  /** Every command there is, for those that are about commands. */
  readonly commands: readonly CommandEntry[];
}

/** The value of one option. */
export type OptionValue = string | boolean | readonly string[];

/** The values of a command's options, already checked against their types. */
export class OptionValues {
  readonly #values: ReadonlyMap<string, OptionValue>;

  /** @param values by the option's long name, without `--` */
  constructor(values: ReadonlyMap<string, OptionValue>) {
    this.#values = values;
  }

  /** The value of a text or choice option; undefined when it was not given. */
  text(name: string): string | undefined {
    const value = this.#values.get(name);
    return typeof value === 'string' ? value : undefined;
  }

  /** The values of an option that may be given more than once, in the order in which they were. */
  texts(name: string): readonly string[] {
    const value = this.#values.get(name);
    return typeof value === 'object' ? value : typeof value === 'string' ? [value] : [];
  }

  /** Whether a flag was given. */
  flag(name: string): boolean {
    return this.#values.get(name) === true;
  }

  /** The value of an integer option. */
  integer(name: string): number | undefined {
    const value = this.text(name);
    return value === undefined ? undefined : Number(value);
  }
}

/** Wrong usage: an unknown command or flag, a flag without its value. Ends with exit code 2. */
export class UsageError extends Error {
  /** The command whose help answers the question; undefined for the program's own. */
  readonly command: string | undefined;
  /** `Did you mean …?`, when something is near. */
  readonly suggestion: string | undefined;

  constructor(message: string, details: { readonly command?: string; readonly suggestion?: string } = {}) {
    super(message);
    this.name = 'UsageError';
    this.command = details.command;
    this.suggestion = details.suggestion;
  }
}
