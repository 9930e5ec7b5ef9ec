/** Collects what a generated file imports while its contents are printed. */
import { posix } from 'node:path';

/** The imports of one file. Modules are named by their path from the SDK's folder: `runtime/call.js`, `../types/errors.js`. */
export class Imports {
  readonly #folder: string;
  readonly #self: string | undefined;
  readonly #modules = new Map<string, Map<string, boolean>>();

  /**
   * @param folder the file's folder below that of the SDK; empty for the SDK's own
   * @param self the file's own module: what it declares itself it need not import
   */
  constructor(folder: string, self?: string) {
    this.#folder = folder;
    this.#self = self;
  }

  /** Imports a type. @returns its name */
  type(name: string, from: string): string {
    return this.#add(name, from, true);
  }

  /** Imports a value. @returns its name */
  value(name: string, from: string): string {
    return this.#add(name, from, false);
  }

  /** One declaration per module, in the order of their paths, as source text. */
  declarations(): string[] {
    return [...this.#modules].toSorted(byKey).map(([module, names]) => {
      const typesOnly = [...names.values()].every(Boolean);
      const path = posix.relative(this.#folder, module);
      const from = `from '${path.startsWith('.') ? path : `./${path}`}';`;
      const keyword = typesOnly ? 'import type' : 'import';
      const listed = [...names].toSorted(byKey).map(([name, isType]) => (isType && !typesOnly ? `type ${name}` : name));
      const line = `${keyword} { ${listed.join(', ')} } ${from}`;
      return line.length <= 120 ? line : `${keyword} {\n${listed.map((name) => `  ${name},\n`).join('')}} ${from}`;
    });
  }

  #add(name: string, from: string, isType: boolean): string {
    if (from === this.#self) return name;
    const names = this.#modules.get(from) ?? new Map<string, boolean>();
    names.set(name, isType && (names.get(name) ?? true));
    this.#modules.set(from, names);
    return name;
  }
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
