/** Collects the definitions of `checks.ts` and `answerChecks.ts`: one constant per distinct check, each written once and after what it needs. */
import { takeFree } from '../typescript/identifiers.js';
import { laterName } from './code.js';
import type { CodeMemory } from './codeMemory.js';
import { runtimeModuleOf } from './runtimeModules.js';

/** The modules that hold checks: what requests need, and what only answers and named schemas need besides. */
export type ChecksModule = 'checks' | 'answerChecks';

/** A definition of one of these modules. */
interface Definition {
  readonly name: string;
  readonly code: string;
  /** Whether the description names what is checked. */
  readonly named: boolean;
  /** Whether it leads back to itself. */
  readonly referred: boolean;
  readonly module: ChecksModule;
}

/** What the names of checks begin with. */
const prefix = 'check';

/**
 * The text of the checks while it grows. Checks with the same code are one check: the API's hundred ways to say "a list of
 * strings" cost one line.
 */
export class CheckWriter {
  /** By name, in the order in which they are written. */
  readonly #definitions = new Map<string, Definition>();
  readonly #nameByCode = new Map<string, string>();
  readonly #taken = new Set<string>();
  /** Checks being written, and whether something inside refers to them. */
  readonly #open = new Map<string, boolean>();
  readonly #exported = new Set<string>();
  #module: ChecksModule = 'checks';
  readonly #codes: CodeMemory;

  constructor(codes: CodeMemory) {
    this.#codes = codes;
  }

  /** What is written from now on is for answers: who only takes requests need not load it. */
  turnToAnswers(): void {
    this.#module = 'answerChecks';
  }

  /** A name for a check that is about to be written, so that checks inside it can refer to it. */
  open(label: string): string {
    const name = takeFree(prefix + label, this.#taken);
    this.#open.set(name, false);
    return name;
  }

  /**
   * Opens the name that {@link open} gave in an earlier run, where it would give it again. Most labels are free, and need not be put
   * together to be asked for.
   *
   * @returns whether it did; else {@link open} has to be asked
   */
  reopen(label: string, name: string): boolean {
    if (name.length !== prefix.length + label.length || this.#taken.has(name)) return false;
    this.#taken.add(name);
    this.#open.set(name, false);
    return true;
  }

  /**
   * Writes the check of an open name, unless one with the same code is there.
   * @param code an expression; the bare name of another check makes no check of its own
   * @param named whether the description names what is checked
   * @returns the name by which the check is to be called
   */
  close(name: string, code: string, named: boolean): string {
    const referred = this.#open.get(name) === true;
    this.#open.delete(name);
    const known = this.find(code);
    if (known !== undefined && !referred) {
      this.#taken.delete(name);
      return known;
    }
    this.#definitions.set(name, { name, code: known ?? code, named, referred, module: this.#module });
    if (known === undefined) this.#nameByCode.set(code, name);
    return name;
  }

  /** The check that has a code: another one that the code does nothing but name, or one that is written. */
  find(code: string): string | undefined {
    return /^\w+$/.test(code) ? code : this.#nameByCode.get(code);
  }

  /** A check as a value needed while the module loads: directly when it is written before, else through a function. */
  reference(name: string): string {
    const written = this.#definitions.get(name);
    if (written !== undefined && !written.named && !written.referred && this.#codes.factsOf(written.code).isShort) return written.code;
    if (!this.#open.has(name)) return name;
    this.#open.set(name, true);
    return `(value, at) => ${name}(value, at)`;
  }

  /** A check as a value needed when all checks are written. Its name, or what it stands for, is put in by {@link print}. */
  laterReference(name: string): string {
    if (this.#open.has(name)) this.#open.set(name, true);
    return runtimeModuleOf(name) === undefined ? laterName(name) : name;
  }

  /** The module, from inside the output folder, that exports a check to the other modules. */
  homeOf(name: string): string {
    const runtime = runtimeModuleOf(name);
    if (runtime !== undefined) return `./runtime/${runtime}.js`;
    this.#exported.add(name);
    return `./${this.#definitions.get(name)?.module ?? 'checks'}.js`;
  }

  /** The texts of the modules, without banners. Ask for them last. */
  print(): Readonly<Record<ChecksModule, string>> {
    const codes = this.#codes;
    const needed = this.#needed();
    const uses = this.#uses(needed);
    const isInline = ({ name, named, code, referred }: Definition): boolean =>
      !named && !referred && !this.#exported.has(name) && (codes.factsOf(code).isShort || (uses.get(name) === 1 && !uses.has(plainUse(name))));
    const whole = ({ name, code }: Definition): string => codes.filled(name, code, codes.factsOf(code).later.map(putIn));
    const putIn = (name: string): string => {
      const definition = this.#definitions.get(name);
      return definition !== undefined && isInline(definition) ? codes.unmarked(name, whole(definition)) : name;
    };
    const written = needed.filter((definition) => !isInline(definition)).map((definition) => ({ ...definition, code: whole(definition) }));
    const answers = written.filter(({ module }) => module === 'answerChecks');
    const shared = new Set(answers.flatMap(({ code }) => codes.factsOf(code).identifiers).filter((name) => this.#definitions.get(name)?.module === 'checks'));
    return {
      checks: this.#printModule(written.filter(({ module }) => module === 'checks'), shared, []),
      answerChecks: this.#printModule(answers, new Set(), [...shared].sort()),
    };
  }

  #printModule(definitions: readonly Definition[], shared: ReadonlySet<string>, imported: readonly string[]): string {
    if (definitions.length === 0) return '';
    const isExported = (name: string): boolean => this.#exported.has(name) || shared.has(name);
    const statements = definitions.map(({ name, code }) => `${isExported(name) ? 'export ' : ''}const ${name}: Check = ${code};\n`);
    const others = imported.length === 0 ? [] : [`import {\n${imported.map((name) => `  ${name},\n`).join('')}} from './checks.js';`];
    return [...others, ...importsOf(definitions.flatMap(({ code }) => this.#codes.factsOf(code).identifiers)), '', ...statements].join('\n');
  }

  /** What the other modules lead to: an alternative that another one implies has been written, but nobody asks it. */
  #needed(): readonly Definition[] {
    const names = new Set(this.#exported);
    // A Set hands out what is added while it is walked.
    for (const name of names) {
      const definition = this.#definitions.get(name);
      if (definition === undefined) continue;
      const { identifiers, later } = this.#codes.factsOf(definition.code);
      for (const other of [...identifiers, ...later]) names.add(other);
    }
    return [...this.#definitions.values()].filter(({ name }) => names.has(name));
  }

  /** How often each check is referred to, and (as {@link plainUse}) whether that is where it is needed while the module loads. */
  #uses(definitions: readonly Definition[]): ReadonlyMap<string, number> {
    const uses = new Map<string, number>();
    const note = (name: string): void => void uses.set(name, (uses.get(name) ?? 0) + 1);
    for (const { code } of definitions) {
      const { identifiers, later } = this.#codes.factsOf(code);
      for (const name of later) note(name);
      for (const name of identifiers) note(plainUse(name));
    }
    return uses;
  }
}

function plainUse(name: string): string {
  return `=${name}`;
}

/** The imports of the runtime that identifiers need. */
function importsOf(identifiers: readonly string[]): readonly string[] {
  const byModule = new Map<string, Set<string>>([['run', new Set(['type Check'])]]);
  for (const name of new Set(identifiers)) {
    const module = runtimeModuleOf(name);
    if (module !== undefined) byModule.set(module, (byModule.get(module) ?? new Set()).add(name));
  }
  return [...byModule].sort(([a], [b]) => (a < b ? -1 : 1)).map(([module, names]) => {
    return `import { ${[...names].sort().join(', ')} } from './runtime/${module}.js';`;
  });
}
