/** Collects the definitions of `checks.ts`: one constant per distinct check, each written once and after what it needs. */
import { takeFree } from '../typescript/identifiers.js';
import { runtimeModuleOf } from './runtimeModules.js';

/**
 * The text of `checks.ts` while it grows. Checks with the same code are one check: the API's hundred ways to say "a list of
 * strings" cost one line.
 */
export class CheckWriter {
  readonly #definitions: { readonly name: string; readonly code: string }[] = [];
  readonly #nameByCode = new Map<string, string>();
  readonly #taken = new Set<string>();
  /** Checks being written, and whether something inside refers to them. */
  readonly #open = new Map<string, boolean>();
  readonly #exported = new Set<string>();

  /** A name for a check that is about to be written, so that checks inside it can refer to it. */
  open(label: string): string {
    const name = takeFree(`check${label}`, this.#taken);
    this.#open.set(name, false);
    return name;
  }

  /**
   * Writes the check of an open name, unless one with the same code is there.
   * @param code an expression; the bare name of another check makes no check of its own
   * @returns the name by which the check is to be called
   */
  close(name: string, code: string): string {
    const referred = this.#open.get(name) === true;
    this.#open.delete(name);
    const known = /^\w+$/.test(code) ? code : this.#nameByCode.get(code);
    if (known !== undefined && !referred) {
      this.#taken.delete(name);
      return known;
    }
    this.#definitions.push({ name, code: known ?? code });
    if (known === undefined) this.#nameByCode.set(code, name);
    return name;
  }

  /** A check as a value needed while the module loads: directly when it is written before, else through a function. */
  reference(name: string): string {
    if (!this.#open.has(name)) return name;
    this.#open.set(name, true);
    return `(value, up, key) => ${name}(value, up, key)`;
  }

  /** The module, from inside the output folder, that exports a check to the other modules. */
  homeOf(name: string): string {
    const runtime = runtimeModuleOf(name);
    if (runtime !== undefined) return `./runtime/${runtime}.js`;
    this.#exported.add(name);
    return './checks.js';
  }

  /** The text of `checks.ts`, without a banner. Ask for it last. */
  print(): string {
    const definitions = this.#definitions.map(({ name, code }) => {
      return `${this.#exported.has(name) ? 'export ' : ''}const ${name}: Check = ${code};\n`;
    });
    if (definitions.length === 0) return '';
    return [...this.#imports(), '', ...definitions].join('\n');
  }

  #imports(): readonly string[] {
    const byModule = new Map<string, Set<string>>([['run', new Set(['type Check'])]]);
    for (const name of this.#definitions.flatMap(({ code }) => identifiersOf(code))) {
      const module = runtimeModuleOf(name);
      if (module !== undefined) byModule.set(module, (byModule.get(module) ?? new Set()).add(name));
    }
    return [...byModule].sort(([a], [b]) => (a < b ? -1 : 1)).map(([module, names]) => {
      return `import { ${[...names].sort().join(', ')} } from './runtime/${module}.js';`;
    });
  }
}

/** The identifiers of generated code, which divides nothing: strings, comments, regular expressions and member names are passed over. */
function identifiersOf(code: string): readonly string[] {
  const token = /'(?:[^'\\]|\\.)*'|\/\*.*?\*\/|\/(?:[^/\\[]|\\.|\[(?:[^\]\\]|\\.)*\])+\/u?|([A-Za-z_$][\w$]*)(?!\w*\s*:)/gu;
  return [...code.matchAll(token)].flatMap(([, identifier]) => (identifier === undefined ? [] : [identifier]));
}
