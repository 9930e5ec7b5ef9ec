/** The list of what can be generated. Adding a target is adding a folder and one line here. */
import type { Generator } from './generator.js';

/** A target that is not loaded yet: `--help` must be quick, and TypeScript's compiler is not; a run with two threads loads most targets in the second. */
export interface Target extends Pick<Generator, 'requires'> {
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
  /** How long it takes beside the others. Two threads share their work evenly when they begin with what takes longest. */
  readonly effort: number;
  /** Whether its generator {@link Generator.preload | preloads}. */
  readonly preloads: boolean;
  /** The parts of its {@link Generator.division | division}; none where it has none. */
  readonly parts: readonly string[];
  load(): Promise<Generator>;
}

/** Every target, in the order in which they run. */
export const targets: readonly Target[] = [
  {
    name: 'types',
    summary: 'TypeScript types of every schema, operation and error',
    folder: 'types',
    separate: false,
    effort: 10,
    requires: [],
    preloads: true,
    parts: [],
    load: async () => (await import('./types/index.js')).types,
  },
  {
    name: 'validators',
    summary: 'Validators without dependencies, for requests and responses',
    folder: 'validators',
    separate: false,
    effort: 4,
    requires: ['types'],
    preloads: false,
    parts: [],
    load: async () => (await import('./validators/index.js')).validators,
  },
  {
    name: 'sdk',
    summary: 'A client SDK with typed calls and typed errors',
    folder: 'sdk',
    separate: false,
    effort: 8,
    requires: ['types'],
    preloads: true,
    parts: [],
    load: async () => (await import('./sdk/index.js')).sdk,
  },
  {
    name: 'server',
    summary: 'Server stubs: typed handlers, request validation, error bodies',
    folder: 'server',
    separate: false,
    effort: 1,
    requires: ['types', 'validators'],
    preloads: false,
    parts: [],
    load: async () => (await import('./server/index.js')).server,
  },
  {
    name: 'postman',
    summary: 'A Postman collection',
    folder: 'postman',
    separate: false,
    effort: 1,
    requires: [],
    preloads: false,
    parts: [],
    load: async () => (await import('./postman/index.js')).postman,
  },
  {
    name: 'docs',
    summary: 'The documentation as a static site',
    folder: 'site',
    separate: true,
    effort: 25,
    requires: [],
    preloads: false,
    parts: ['objects', 'errors', 'guides', 'calls 0', 'calls 1', 'calls 2', 'calls 3', 'files'],
    load: async () => (await import('./docs/index.js')).docs,
  },
];
