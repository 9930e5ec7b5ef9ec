/** Collects the definitions of `checks.ts`: one constant per distinct check, each written once and after what it needs. */
import { takeFree } from '../typescript/identifiers.js';
import { runtimeModuleOf } from './runtimeModules.js';

/** A constant of `checks.ts`. */
interface Definition {
  readonly name: string;
  readonly type: string;
  readonly code: string;
}

/**
 * The text of `checks.ts` while it grows. Definitions with the same code are one definition: the API's hundred ways to say
 * "a list of strings" cost one line.
 */
export class CheckWriter {
  readonly #definitions: Definition[] = [];
  readonly #nameByCode = new Map<string, string>();
  readonly #taken = new Set<string>();
  readonly #open = new Set<string>();
  readonly #imported = new Set<string>();
  readonly #exported = new Set<string>();

  /** A name for a check that is about to be written, so that checks inside it can refer to it. */
  open(label: string): string {
    const name = takeFree(`check${label}`, this.#taken);
    this.#open.add(name);
    return name;
  }

  /**
   * Writes the check of an open name, unless one with the same code is there.
   * @param referred whether something refers to the name already
   * @returns the name by which the check is to be called
   */
  close(name: string, code: string, referred: boolean): string {
    this.#open.delete(name);
    const known = /^\w+$/.test(code) ? code : this.#nameByCode.get(code);
    if (known !== undefined && !referred) {
      this.#taken.delete(name);
      return known;
    }
    this.#write({ name, type: 'Check', code: known ?? code });
    return name;
  }

  /** Writes a check that nothing inside it refers to. */
  check(label: string, code: string): string {
    return this.#nameByCode.get(code) ?? this.#writeNew(`check${label}`, 'Check', code);
  }

  /** Writes a constant other than a check. */
  constant(wanted: string, type: string, code: string): string {
    return this.#nameByCode.get(code) ?? this.#writeNew(wanted, type, code);
  }

  /** A check as a value needed while the module loads: directly when it is written before, else through a function. */
  eager(name: string): string {
    return this.#open.has(name) ? `(value, run, depth, key) => ${name}(value, run, depth, key)` : name;
  }

  /** The module, from inside the output folder, that exports a check to the other modules. */
  homeOf(name: string): string {
    const runtime = runtimeModuleOf(name);
    if (runtime !== undefined) return `./runtime/${runtime}.js`;
    this.#exported.add(name);
    return './checks.js';
  }

  /** The text of `checks.ts`, without a banner. */
  print(): string {
    return [...this.#imports(), '', ...this.#definitions.map((definition) => this.#printDefinition(definition))].join('\n');
  }

  #writeNew(wanted: string, type: string, code: string): string {
    const name = takeFree(wanted, this.#taken);
    this.#write({ name, type, code });
    return name;
  }

  #write(definition: Definition): void {
    this.#definitions.push(definition);
    for (const name of [...identifiersOf(definition.type), ...identifiersOf(definition.code)]) {
      if (runtimeModuleOf(name) !== undefined) this.#imported.add(name);
    }
    if (!this.#nameByCode.has(definition.code)) this.#nameByCode.set(definition.code, definition.name);
  }

  #imports(): readonly string[] {
    const byModule = new Map<string, string[]>();
    for (const name of [...this.#imported].sort()) {
      const module = runtimeModuleOf(name) ?? '';
      byModule.set(module, [...(byModule.get(module) ?? []), name === 'Check' ? 'type Check' : name]);
    }
    return [...byModule].sort().map(([module, names]) => `import { ${names.join(', ')} } from './runtime/${module}.js';`);
  }

  #printDefinition({ name, type, code }: Definition): string {
    return `${this.#exported.has(name) ? 'export ' : ''}const ${name}: ${type} = ${code};\n`;
  }
}

/** The identifiers of generated code, which divides nothing: strings, comments, regular expressions and member names are passed over. */
function identifiersOf(code: string): readonly string[] {
  const token = /'(?:[^'\\]|\\.)*'|\/\*.*?\*\/|\/(?:[^/\\[]|\\.|\[(?:[^\]\\]|\\.)*\])+\/u?|([A-Za-z_$][\w$]*)(?!\s*:)/gu;
  return [...code.matchAll(token)].flatMap(([, identifier]) => (identifier === undefined ? [] : [identifier]));
}
