/** Collects what a generated file imports while its contents are printed. */
import { posix } from 'node:path';
import { takeFree } from '../typescript/identifiers.js';

/** The imports of one file. Modules are named by their path from the SDK's folder: `runtime/call.js`, `../types/errors.js`. */
export class Imports {
  readonly #folder: string;
  readonly #self: string | undefined;
  readonly #modules = new Map<string, Map<string, Imported>>();
  readonly #taken = new Set<string>();
  /** While it is noted what is imported. */
  #asked: Asked[] | undefined;

  /**
   * @param folder the file's folder below that of the SDK; empty for the SDK's own
   * @param self the file's own module: what it declares itself it need not import
   */
  constructor(folder: string, self?: string) {
    this.#folder = folder;
    this.#self = self;
  }

  /** Imports a type. @returns what the file calls it */
  type(name: string, from: string): string {
    return this.#add(name, from, true);
  }

  /** Imports a value. @returns what the file calls it */
  value(name: string, from: string): string {
    return this.#add(name, from, false);
  }

  /** One declaration per module, in the order of their paths, as source text. */
  declarations(): string[] {
    return [...this.#modules].toSorted(byKey).map(([module, names]) => {
      const typesOnly = [...names.values()].every(({ isType }) => isType);
      const path = posix.relative(this.#folder, module);
      const from = `from '${path.startsWith('.') ? path : `./${path}`}';`;
      const keyword = typesOnly ? 'import type' : 'import';
      const listed = [...names].toSorted(byKey).map(([name, { local, isType }]) => `${isType && !typesOnly ? 'type ' : ''}${name === local ? name : `${name} as ${local}`}`);
      const line = `${keyword} { ${listed.join(', ')} } ${from}`;
      return line.length <= 120 ? line : `${keyword} {\n${listed.map((name) => `  ${name},\n`).join('')}} ${from}`;
    });
  }

  /** Prints a part of the file, and notes what it imports. */
  noting<Printed>(print: () => Printed): ImportingPart<Printed> {
    const around = this.#asked;
    const asked: Asked[] = [];
    this.#asked = asked;
    const printed = print();
    this.#asked = around;
    return { printed, asked };
  }

  /**
   * Imports what a part imported that was printed for another file of the same module.
   *
   * @returns whether this file calls everything as that one did
   */
  repeat({ asked }: ImportingPart<unknown>): boolean {
    return asked.every(({ name, from, isType, local }) => this.#add(name, from, isType) === local);
  }

  #add(name: string, from: string, isType: boolean): string {
    const local = this.#localName(name, from, isType);
    this.#asked?.push({ name, from, isType, local });
    return local;
  }

  #localName(name: string, from: string, isType: boolean): string {
    if (from === this.#self) return name;
    const names = this.#modules.get(from) ?? new Map<string, Imported>();
    const known = names.get(name);
    // A schema may be called like something of the runtime: `Operation`.
    const local = known?.local ?? takeFree(name, this.#taken);
    names.set(name, { local, isType: isType && (known?.isType ?? true) });
    this.#modules.set(from, names);
    return local;
  }
}

/** A part of a file, and what it imported in that order. */
export interface ImportingPart<Printed> {
  readonly printed: Printed;
  readonly asked: readonly Asked[];
}

/** What was asked for, and what the file calls it. */
interface Asked {
  readonly name: string;
  readonly from: string;
  readonly isType: boolean;
  readonly local: string;
}

/** What is imported under one name. */
interface Imported {
  /** What the file calls it: its own name, where no other module has one of that name. */
  readonly local: string;
  readonly isType: boolean;
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
