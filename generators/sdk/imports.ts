/** Collects what a generated file imports while its contents are printed. */
import { posix } from 'node:path';
import { StructureKind } from 'ts-morph';
import type { ImportDeclarationStructure } from 'ts-morph';

/** The imports of one file. Modules are named by their path from the SDK's folder: `runtime/call.js`, `../types/errors.js`. */
export class Imports {
  readonly #folder: string;
  readonly #modules = new Map<string, Map<string, boolean>>();

  /** @param folder the file's folder below that of the SDK; empty for the SDK's own */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Imports a type. @returns its name */
  type(name: string, from: string): string {
    return this.#add(name, from, true);
  }

  /** Imports a value. @returns its name */
  value(name: string, from: string): string {
    return this.#add(name, from, false);
  }

  /** One declaration per module, in the order of their paths. */
  declarations(): ImportDeclarationStructure[] {
    return [...this.#modules].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([module, names]) => {
      const typesOnly = [...names.values()].every(Boolean);
      const path = posix.relative(this.#folder, module);
      return {
        kind: StructureKind.ImportDeclaration,
        moduleSpecifier: path.startsWith('.') ? path : `./${path}`,
        isTypeOnly: typesOnly,
        namedImports: [...names]
          .toSorted(([a], [b]) => (a < b ? -1 : 1))
          .map(([name, isType]) => ({ name, isTypeOnly: isType && !typesOnly })),
      };
    });
  }

  #add(name: string, from: string, isType: boolean): string {
    const names = this.#modules.get(from) ?? new Map<string, boolean>();
    names.set(name, isType && (names.get(name) ?? true));
    this.#modules.set(from, names);
    return name;
  }
}
