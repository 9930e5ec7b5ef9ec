/** The list of what can be generated. Adding a target is adding a folder and one line here. */
import type { Generator } from './generator.js';

/** A target that is not loaded yet: `--help` must be quick, and TypeScript's compiler is not. */
export interface Target {
  /** The name on the command line. */
  readonly name: string;
  readonly summary: string;
  /** The folder below the output folder. */
  readonly folder: string;
  /**
   * True for output that is built when asked for by name and is an output folder of its own, with its own manifest: it is
   * not committed along with the rest.
   */
  readonly separate: boolean;
  load(): Promise<Generator>;
}

/** Every target, in the order in which they run. */
export const targets: readonly Target[] = [
  target('types', 'TypeScript types of every schema, operation and error'),
  target('validators', 'Validators without dependencies, for requests and responses'),
  target('sdk', 'A client SDK with typed calls and typed errors'),
  target('server', 'Server stubs: typed handlers, request validation, error bodies'),
  target('postman', 'A Postman collection'),
  { ...target('docs', 'The documentation as a static site'), folder: 'site', separate: true },
];

function target(name: string, summary: string): Target {
  return { name, summary, folder: name, separate: false, load: async () => generatorOf(await import(`./${name}/index.js`)) };
}

/** The one Generator that a target's module exports, under whatever name. */
function generatorOf(module: unknown): Generator {
  const exported: unknown[] = typeof module === 'object' && module !== null ? Object.values(module) : [];
  const generators = exported.filter(isGenerator);
  const [generator] = generators;
  if (generator === undefined || generators.length > 1) throw new Error('A target exports exactly one Generator.');
  return generator;
}

function isGenerator(value: unknown): value is Generator {
  return typeof value === 'object' && value !== null && 'generate' in value && typeof value.generate === 'function' && 'requires' in value;
}
