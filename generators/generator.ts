/** What a target is: a pure function from the model to files. */
import type { Problem } from './diagnostics.js';
import type { ApiModel, Json } from './model/model.js';

/** A target. `generators/<name>/index.ts` exports exactly one. */
export interface Generator {
  /** The name on the command line, and the folder written under the output folder: `types`, `sdk` … */
  readonly name: string;
  /** One line for `--help`. */
  readonly summary: string;
  /**
   * Targets whose output this target's output imports (`../types/…`): the pipeline runs them too.
   * The names of what they export come from `generators/typescript/names.ts`, never from the other target.
   */
  readonly requires: readonly string[];
  generate(model: ApiModel, context: GeneratorContext): GeneratorResult | Promise<GeneratorResult>;
  /**
   * For a target of this package that loads much once it is run, such as a compiler: loads it, for a thread that has time before there
   * is a model.
   */
  preload?(): void;
  /** For a target of this package that takes long: how threads share its work, with the same result. Plugins need none. */
  readonly division?: Division;
}

/** How the work of a target is divided. */
export interface Division {
  /**
   * The names of the parts. Their files stand in this order in the result, and two threads take parts from its two ends: what has the
   * most in common with what comes first belongs at the front.
   */
  readonly parts: readonly string[];
  /** Prepares what parts have in common; each thread does so for the parts that it makes. */
  open(model: ApiModel, context: GeneratorContext): PartMaker;
}

/** Makes parts of a target's result. */
export interface PartMaker {
  /** @param keep what becomes of the text of a file as soon as it is made; by default it stays a text */
  make(part: string, keep?: KeepText): PartResult;
  /** The result, from what was made of every part in their order, here or in another thread. */
  whole(parts: readonly PartResult[]): GeneratorResult;
}

/** Makes the contents of a file of a text. */
export type KeepText = (text: string) => OutputFile['contents'];

/** A part of a target's result, and what the whole has to know of it. */
export interface PartResult {
  readonly files: readonly OutputFile[];
  readonly notes: readonly PageNote[];
}

/** What the files that list all pages say of one. */
export interface PageNote {
  readonly path: string;
  readonly title: string;
  readonly kind: string;
  readonly description: string;
  /** The page as Markdown. */
  readonly markdown: string;
  /** What search finds on it beside its title. */
  readonly entries: readonly { readonly kind: string; readonly text: string; readonly anchor: string }[];
}

/** What a target gets beside the model. A target never touches the disk, the network, the clock or the environment. */
export interface GeneratorContext {
  /** The bundled document itself, for tools that take one (openapi-typescript, Redoc). Must not be modified. */
  readonly document: { readonly [key: string]: Json };
  readonly templates: TemplateSource;
  /** Authored Markdown of docs/, by file name without `.md`. Empty for a stranger's document. */
  readonly guides: ReadonlyMap<string, string>;
  /** What other targets made and the documentation offers for download. */
  readonly downloads?: readonly Download[];
  /** Redoc's script for browsers, as the package that carries it has it; absent where a caller has none. */
  readonly redoc?: () => string;
  /**
   * In runs that follow one another in the same process, such as those of a watcher, an object that stays the same: a target may
   * keep under it (in a WeakMap) what it can use again. What it makes must not depend on that.
   */
  readonly session?: object;
  /** The version of this package, for banners and user agents. */
  readonly toolVersion: string;
}

/** A file the documentation offers for download. */
export interface Download {
  /** Its place on the site: `postman-collection.json`. */
  readonly path: string;
  readonly title: string;
  readonly contents: string;
}

/** The files of templates/, already read. Names are POSIX paths below templates/: `docs/operation.hbs`. */
export interface TemplateSource {
  /** Every name below a folder, sorted: `list('sdk/runtime')`. */
  list(folder: string): readonly string[];
  /** The text of one template. Throws when there is none of that name: a defect, not bad input. */
  read(name: string): string;
}

/** What a target made. */
export interface GeneratorResult {
  readonly files: readonly OutputFile[];
  /** A keyword the target cannot honour is an error here, with its origin: never a silent `unknown`. */
  readonly problems: readonly Problem[];
}

/** One file to write. */
export interface OutputFile {
  /** POSIX path below the target's folder: `resources/organizations.ts`. */
  readonly path: string;
  readonly contents: string | Uint8Array;
}
