/** What one run leaves to the next in the same process, so that a watcher does again only what a change calls for. */
import type { GeneratorContext, GeneratorResult, OutputFile, TemplateSource } from './generator.js';
import { shareJson } from './incremental/sharing.js';
import type { ModelInput } from './model/build.js';
import { ModelMemory } from './model/modelMemory.js';
import { isJsonObject } from './model/pointer.js';
import type { OpenedDescription } from './openedDescription.js';
import { type Description, LoadMemory } from './source/index.js';
import { LeftFiles } from './write/leftFiles.js';
import type { WriteRequest } from './write/index.js';

/** What a target made, and everything but the description that it looked at. */
interface Remembered {
  readonly document: GeneratorContext['document'];
  /** The target itself, which may be a plugin that was loaded anew. */
  readonly maker: object;
  /** By name: the texts of the templates it read, the lists of the folders it listed. */
  readonly templates: ReadonlyMap<string, string>;
  readonly lists: ReadonlyMap<string, string>;
  /** The guides, when it looked at them. */
  readonly guides: GeneratorContext['guides'] | undefined;
  readonly result: GeneratorResult;
}

/** Results of one run, for the next. */
export class RunMemory {
  /** What loading the description left. */
  readonly loaded: LoadMemory = new LoadMemory();
  readonly #results = new Map<string, Remembered>();
  /** What was written last, by output folder and path. */
  readonly #written = new Map<string, ReadonlyMap<string, OutputFile['contents']>>();
  readonly #model = new ModelMemory();
  /** The origins of the description of which a model was built last. */
  #modelled: Description['origins'] | undefined;
  readonly #left = new LeftFiles();
  #opened: OpenedDescription | undefined;

  /** The files and folders of the description that are not as the last run found them, although nobody may have been told. */
  overlooked(): readonly string[] {
    return this.loaded.parsed.seen.differing();
  }

  /** A description just loaded, whose document shares with that of the last run what has not changed. */
  share(description: Description): Description {
    const before = this.#opened;
    if (before === undefined) return description;
    const document = shareJson(before.description.document, description.document);
    return isJsonObject(document) ? { ...description, document } : description;
  }

  /**
   * The description of the last run when one that was {@link share shared} with it says the same, else undefined. Comments and line
   * breaks may differ: its problems are placed anew by the caller.
   */
  same({ document, files }: Description): OpenedDescription | undefined {
    const before = this.#opened;
    return before?.description.document === document && sameFiles(before.description.files, files) ? before : undefined;
  }

  /** What lets a model take over from the last one what has not changed. */
  following(origins: Description['origins']): Pick<ModelInput, 'memory' | 'isAtSamePlace'> {
    const before = this.#modelled;
    this.#modelled = origins;
    return { memory: this.#model, ...(before === undefined ? {} : { isAtSamePlace: (pointer) => origins.isSameBelow(pointer, before) }) };
  }

  /** Keeps a description for the next run. */
  keep(opened: OpenedDescription): void {
    this.#opened = opened;
  }

  /** Forgets what the targets made and what was written, but not what was parsed. */
  forgetResults(): void {
    this.#results.clear();
    this.#written.clear();
  }

  /** What is left to write of a request when the files stay as they are that were written before with the same contents. */
  onlyChanges(request: WriteRequest): WriteRequest {
    const written = this.#written.get(request.output);
    if (request.mode !== 'write') return request;
    if (written === undefined) return { ...request, left: this.#left };
    const stay = new Set(request.files.filter(({ path, contents }) => isSameContents(written.get(path), contents)).map(({ path }) => path));
    const { covers = () => true } = request;
    return { ...request, left: this.#left, files: request.files.filter(({ path }) => !stay.has(path)), covers: (path) => !stay.has(path) && covers(path) };
  }

  /** Keeps what was written for the next run. */
  keepWritten({ output, files, mode, covers = () => true }: WriteRequest): void {
    if (mode !== 'write') return;
    // What was covered and is no longer made is gone: made again one day, it must be written again.
    const others = [...(this.#written.get(output) ?? [])].filter(([path]) => !covers(path));
    this.#written.set(output, new Map([...others, ...files.map(({ path, contents }) => [path, contents] as const)]));
  }

  /**
   * What a target makes: as remembered when nothing that it looked at has changed, else made now and remembered.
   *
   * @param name identifies the target
   * @param maker the target; another object is another target
   * @param make is given a context that notes what is looked at
   */
  async result(
    name: string,
    maker: object,
    context: GeneratorContext,
    make: (context: GeneratorContext) => Promise<GeneratorResult>,
  ): Promise<{ readonly result: GeneratorResult; readonly reused: boolean }> {
    const before = this.#results.get(name);
    if (before !== undefined && holds(before, maker, context)) return { result: before.result, reused: true };
    this.#results.delete(name);
    const templates = new Map<string, string>();
    const lists = new Map<string, string>();
    let guides: GeneratorContext['guides'] | undefined;
    const result = await make({
      ...context,
      session: this,
      templates: noting(context.templates, templates, lists),
      get guides() {
        guides = context.guides;
        return context.guides;
      },
    });
    this.#results.set(name, { document: context.document, maker, templates, lists, guides, result });
    return { result, reused: false };
  }
}

/** To compare bytes takes a tenth of what their hash would take. */
function isSameContents(before: OutputFile['contents'] | undefined, now: OutputFile['contents']): boolean {
  return before === now || (before instanceof Uint8Array && now instanceof Uint8Array && Buffer.compare(before, now) === 0);
}

function noting(source: TemplateSource, texts: Map<string, string>, lists: Map<string, string>): TemplateSource {
  return {
    ...source,
    list(folder) {
      const names = source.list(folder);
      lists.set(folder, names.join('\n'));
      return names;
    },
    read(name) {
      const text = source.read(name);
      texts.set(name, text);
      return text;
    },
  };
}

function holds({ document, maker, templates, lists, guides }: Remembered, now: object, context: GeneratorContext): boolean {
  return (
    document === context.document &&
    maker === now &&
    [...lists].every(([folder, names]) => context.templates.list(folder).join('\n') === names) &&
    [...templates].every(([name, text]) => context.templates.list(name.slice(0, name.lastIndexOf('/'))).includes(name) && context.templates.read(name) === text) &&
    (guides === undefined || sameGuides(guides, context.guides))
  );
}

function sameGuides(a: GeneratorContext['guides'], b: GeneratorContext['guides']): boolean {
  return a.size === b.size && [...a].every(([name, text]) => b.get(name) === text);
}

function sameFiles(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, index) => name === b[index]);
}
