/** What a command is, and what it gets. */
import type { ExitCode } from '../diagnostics.js';
import type { Terminal } from './terminal.js';

/** One flag of a command. */
export interface Option {
  /** A flag takes no value; the others take one. */
  readonly type: 'flag' | 'text' | 'integer' | 'choice';
  readonly short?: string;
  /** What its value is called in the help: `FILE`. */
  readonly value?: string;
  /** For `choice`. */
  readonly choices?: readonly string[];
  /** One or two sentences for the help, default included. */
  readonly summary: string;
}

/** A command of the command line, in a file of its own and loaded when it is called. */
export interface Command {
  /** As typed: `generate`, `docs build`. */
  readonly name: string;
  /** What follows the name in the usage line, without the options: `[TARGET…]`. */
  readonly operands: string;
  /** How many operands it takes. */
  readonly operandCount: { readonly min: number; readonly max: number };
  /** Paragraphs for the help. */
  readonly description: string;
  readonly options: Readonly<Record<string, Option>>;
  readonly examples: readonly { readonly command: string; readonly says: string }[];
  run(invocation: Invocation): Promise<ExitCode>;
}

/** A call of a command. */
export interface Invocation {
  readonly operands: readonly string[];
  readonly values: OptionValues;
  readonly terminal: Terminal;
}

/** The values of a command's options, already checked against their types. */
export class OptionValues {
  readonly #values: ReadonlyMap<string, string | boolean>;

  /** @param values by the option's long name, without `--` */
  constructor(values: ReadonlyMap<string, string | boolean>) {
    this.#values = values;
  }

  /** The value of a text or choice option; undefined when it was not given. */
  text(name: string): string | undefined {
    const value = this.#values.get(name);
    return typeof value === 'string' ? value : undefined;
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
