/** From an input's name to one plain OpenAPI document that knows where each of its parts was written. */
import { statSync } from 'node:fs';
import path from 'node:path';
import { ExitCode, hasErrors, type Origin, type Position, type Problem, ProblemError } from '../diagnostics.js';
import type { Json } from '../model/model.js';
import { isJsonArray, isJsonObject } from '../model/pointer.js';
import { Bundler } from './bundler.js';
import { readCatalogue } from './catalogue.js';
import type { Catalogue } from './catalogueEntry.js';
import { openApiDocument } from './dialect.js';
import { rebaseErrorUrls, withoutTrailingSlash } from './docsBase.js';
import { errorSchemasOf, expandErrorResponses } from './errorResponses.js';
import { isUrl, type ReadResult, SourceFiles, shownName, stdinLocation } from './files.js';
import { FixtureWorld } from './fixtures.js';
import { type JsonObject, type MutableJsonObject, own, ownObject, ownString, setOwn } from './json.js';
import { Layout } from './layout.js';
import type { LoadMemory } from './loadMemory.js';
import { OriginMap } from './origins.js';
import { pointerOf } from './pointer.js';
import { fetchAll, fetchInput, type RemotePolicy } from './remote.js';
import { RemoteBudget } from './remoteBudget.js';
import type { SourceFile } from './sourceFile.js';

/** A description, loaded. */
export interface Description {
  /** The bundle: one plain OpenAPI document whose references all begin with `#/`. */
  readonly document: { readonly [key: string]: Json };
  /** Warnings; errors are thrown. */
  readonly problems: readonly Problem[];
  /** The local files read, as named relative to the working directory: what a watcher watches. */
  readonly files: readonly string[];
  /** Where in the sources a part of the bundle was written. */
  originOf(bundlePointer: string): Origin;
  /** Where everything was written, to be compared with another description. */
  readonly origins: OriginMap;
  /** Line and column of a place in the sources. Works out the positions of a file on the first question. */
  locate(origin: Origin): Position | undefined;
  /** The text of a source file by its shown name, for code frames. */
  textOf(file: string): string | undefined;
  /** What stands in a source file, before bundling, by its shown name. */
  valueOf(file: string): Json | undefined;
  /** The root document's shown name, and the shown name of the folder it is in. */
  readonly root: { readonly file: string; readonly folder: string };
}

/** How to load. */
export interface LoadOptions {
  /** Where the documentation is served, instead of the document's own `x-docs-base-url`. */
  readonly docsBaseUrl?: string;
  /**
   * Fetch `http(s):` references, and the input itself when it is a URL. Loopback and private addresses are refused all the same,
   * but for an input that the user takes from one, and what it refers to on that host.
   */
  readonly allowRemote?: boolean;
  /** With `allowRemote`: fetch references to loopback and private addresses, too. */
  readonly allowPrivate?: boolean;
  /** Follow references to files outside the folder of the root document. */
  readonly allowOutside?: boolean;
  /** The content of standard input, when the input is `-`. */
  readonly stdin?: string;
  /** Spares doing again what an earlier load with the same memory has done. */
  readonly memory?: LoadMemory;
  /**
   * With a memory: the only files that may be others than at the last load, said by somebody who would have been told of any. The rest
   * is not even looked at. Without it, everything is.
   */
  readonly changed?: readonly string[];
}

/** The `request_id` of error examples in a description whose fixtures have no `request_id`. */
const placeholderRequestId = 'request-id-test-00000000-0000-4000-8000-000000000000';

/**
 * Loads an OpenAPI 3.0 or 3.1 description of one file or many.
 *
 * @param input a path, a URL (when remote is allowed), or `-` for standard input
 * @throws ProblemError with every error found, located; its exit code tells an unreadable input from a faulty one
 */
export async function loadDescription(input: string, options: LoadOptions = {}): Promise<Description> {
  const { files, root, remote } = await openRoot(input, options);
  const checked = openApiDocument(root);
  if ('problem' in checked) {
    throw located([checked.problem], files, ExitCode.problems);
  }
  for (;;) {
    const attempt = new Loading(files, root, options);
    const bundle = attempt.run(checked.document);
    if (attempt.remotes.size > 0) {
      await fetchAll(attempt.remotes, files, remote);
      continue;
    }
    const problems = [...attempt.problems].map((problem) => withPosition(problem, files));
    if (hasErrors(problems)) {
      // A reference that leads nowhere is a fault of the document that makes it; only the root itself can be unreadable.
      throw new ProblemError(problems, ExitCode.problems);
    }
    options.memory?.parsed.seen.end();
    return {
      document: bundle,
      problems,
      files: files.names,
      origins: attempt.origins,
      originOf: (pointer) => attempt.origins.originOf(pointer),
      locate: (origin) => files.locate(origin),
      textOf: (file) => files.textOf(file),
      valueOf: (file) => files.valueOf(file),
      root: { file: root.name, folder: shownName(files.folder) || '.' },
    };
  }
}

async function openRoot(input: string, options: LoadOptions): Promise<{ files: SourceFiles; root: SourceFile; remote: RemotePolicy }> {
  const policy = { allowRemote: options.allowRemote === true, allowOutside: options.allowOutside === true };
  const location = input === '-' ? stdinLocation : isUrl(input) ? input : path.resolve(input);
  const isLocal = location !== stdinLocation && !isUrl(location);
  options.memory?.parsed.seen.begin(JSON.stringify([process.cwd(), location, policy]), options.changed);
  const files = new SourceFiles(isLocal ? path.dirname(location) : process.cwd(), policy, options.memory?.parsed);
  if (location === stdinLocation) {
    files.supply(location, options.stdin ?? '');
  } else if (isLocal && isFolder(location)) {
    throw new ProblemError(
      [{ code: 'file-unreadable', severity: 'error', message: `${input} is a folder.`, origin: { file: input, pointer: '' }, help: 'Name the root file of the description, such as openapi.yaml.' }],
      ExitCode.unreadableInput,
    );
  }
  if (isLocal && /^[a-z][a-z0-9+.-]+:\/\//i.test(input)) {
    const help = 'Name a file by its path, or an http or https URL.';
    throw new ProblemError([{ code: 'file-unreadable', severity: 'error', message: `${input} is a URL of a kind that is not read.`, origin: { file: input, pointer: '' }, help }], ExitCode.unreadableInput);
  }
  let remote: RemotePolicy = { budget: new RemoteBudget(), allowPrivate: options.allowPrivate === true };
  let result: ReadResult = files.read(location);
  if ('pending' in result) {
    const { isInternalHost } = await fetchInput(location, files, remote);
    if (isInternalHost) remote = { ...remote, internalHost: new URL(location).host };
    result = files.read(location);
  }
  if (!('file' in result)) {
    const problem: Problem = 'problem' in result ? result.problem : { code: 'file-unreadable', severity: 'error', message: `${input} cannot be read.` };
    throw located([problem], files, 'problem' in result && !result.unreadable ? ExitCode.problems : ExitCode.unreadableInput);
  }
  return { files, root: result.file, remote };
}

/** One attempt to make the bundle. It is repeated with the same files after remote documents were fetched. */
class Loading {
  readonly origins: OriginMap;
  readonly problems = new Set<Problem>();
  readonly remotes = new Set<string>();
  private readonly files: SourceFiles;
  private readonly root: SourceFile;
  private readonly options: LoadOptions;
  private readonly layout: Layout;
  private readonly report = (problem: Problem): void => {
    this.problems.add(problem);
  };

  constructor(files: SourceFiles, root: SourceFile, options: LoadOptions) {
    this.files = files;
    this.root = root;
    this.options = options;
    this.origins = new OriginMap(options.memory !== undefined);
    this.layout = new Layout(files, this.report);
  }

  run(source: JsonObject): MutableJsonObject {
    // A bundle carries its catalogue; what lies beside the file no longer concerns it.
    const isBundle = Object.hasOwn(source, 'x-error-catalogue');
    const hasLayout = !isBundle && !isUrl(this.root.location) && this.root.location !== stdinLocation;
    const fixtures = new FixtureWorld(hasLayout ? this.layout.fixtureFiles() : [], this.origins, this.report);
    const navigation = hasLayout && !Object.hasOwn(source, 'x-navigation') ? this.readNavigation() : undefined;
    const catalogue = hasLayout && this.layout.hasCatalogue() ? readCatalogue(this.layout.catalogueFiles(), this.report, this.options.memory?.expansions) : undefined;

    const bundler = new Bundler(this.root, {
      files: this.files,
      origins: this.origins,
      fixtures,
      // Where the conventions of docs/authoring.md are kept, pages, types and links are named after files.
      uniqueNames: catalogue !== undefined,
      copies: this.options.memory?.copies,
      problems: this.problems,
      report: this.report,
      needRemote: (url) => this.remotes.add(url),
    });
    const document = bundler.bundle(source, (copied) => this.furtherSchemas(copied, navigation));
    const bundle = this.withDocsBase(document);
    if (!isBundle) {
      const requestId = fixtures.valueOf('request_id');
      expandErrorResponses(bundle, {
        catalogue: catalogue ?? { entries: new Map(), sets: new Map() },
        origins: this.origins,
        docsBaseUrl: ownString(bundle, 'x-docs-base-url') ?? '',
        requestId: typeof requestId === 'string' ? requestId : (exampleRequestId(bundle) ?? placeholderRequestId),
        memory: this.options.memory?.expansions,
        report: this.report,
      });
    }
    this.addCatalogue(bundle, catalogue);
    if (navigation !== undefined) {
      bundle['x-navigation'] = navigation.value;
      this.origins.copied('/x-navigation', { file: navigation.name, pointer: '' });
    }
    return bundle;
  }

  /** Schemas that the bundle needs although nothing in the sources may refer to them. */
  private furtherSchemas(document: JsonObject, navigation: SourceFile | undefined): SourceFile[] {
    const declared = ownObject(ownObject(document, 'components') ?? {}, 'schemas') ?? {};
    const names = new Set([...errorSchemasOf(document), ...(navigation === undefined ? [] : objectsOf(navigation.value))]);
    return [...names].filter((name) => !Object.hasOwn(declared, name)).flatMap((name) => this.layout.schemaFile(name) ?? []);
  }

  private readNavigation(): SourceFile | undefined {
    const file = this.layout.navigation();
    if (file === undefined || isNavigation(file.value)) {
      return file;
    }
    this.report({
      code: 'navigation-form',
      severity: 'warning',
      message: `${file.name} is not a navigation tree and is ignored.`,
      origin: { file: file.name, pointer: '' },
      help: 'It is a list of groups, each with a title and pages.',
    });
    return undefined;
  }

  private withDocsBase(document: MutableJsonObject): MutableJsonObject {
    const written = ownString(document, 'x-docs-base-url');
    const wanted = this.options.docsBaseUrl ?? written;
    if (wanted === undefined) {
      return document;
    }
    const base = withoutTrailingSlash(wanted);
    document['x-docs-base-url'] = base;
    return written === undefined || written === base ? document : rebaseErrorUrls(document, withoutTrailingSlash(written), base);
  }

  private addCatalogue(bundle: MutableJsonObject, catalogue: Catalogue | undefined): void {
    if (catalogue === undefined) {
      return;
    }
    const entries: MutableJsonObject = {};
    for (const entry of catalogue.entries.values()) {
      setOwn(entries, entry.type, entry.content);
      const pointer = pointerOf('x-error-catalogue', entry.type);
      this.origins.copied(pointer, entry.origin);
      this.origins.made(`${pointer}/status`, entry.origin);
    }
    const sets: MutableJsonObject = {};
    for (const set of catalogue.sets.values()) {
      setOwn(sets, set.name, set.content);
      this.origins.copied(pointerOf('x-error-sets', set.name), set.origin);
    }
    bundle['x-error-catalogue'] = entries;
    bundle['x-error-sets'] = sets;
  }
}

/** The names of the schemas a navigation tree has pages for. */
function objectsOf(navigation: Json): string[] {
  if (isJsonArray(navigation)) {
    return navigation.flatMap(objectsOf);
  }
  if (!isJsonObject(navigation)) {
    return [];
  }
  const name = ownString(navigation, 'object');
  const inner = [own(navigation, 'pages'), own(navigation, 'groups')].flatMap((list) => (list === undefined ? [] : objectsOf(list)));
  return name === undefined ? inner : [name, ...inner];
}

function isNavigation(value: Json): boolean {
  return isJsonArray(value) && value.every((group) => isJsonObject(group) && ownString(group, 'title') !== undefined);
}

/** The first example of the request id in the error schemas. */
function exampleRequestId(document: JsonObject): string | undefined {
  const schemas = ownObject(ownObject(document, 'components') ?? {}, 'schemas') ?? {};
  const error = ownObject(schemas, 'Error') ?? ownObject(schemas, 'OAuthError');
  const property = error === undefined ? undefined : ownObject(ownObject(error, 'properties') ?? {}, 'request_id');
  const name = property === undefined ? undefined : ownString(property, '$ref')?.replace('#/components/schemas/', '');
  const schema = name === undefined ? property : ownObject(schemas, name);
  const examples = schema === undefined ? undefined : own(schema, 'examples');
  const first = isJsonArray(examples) ? examples[0] : undefined;
  return typeof first === 'string' ? first : undefined;
}

function isFolder(location: string): boolean {
  return statSync(location, { throwIfNoEntry: false })?.isDirectory() === true;
}

function located(problems: readonly Problem[], files: SourceFiles, exitCode: ExitCode): ProblemError {
  return new ProblemError(problems.map((problem) => withPosition(problem, files)), exitCode);
}

function withPosition(problem: Problem, files: SourceFiles): Problem {
  const position = problem.position ?? (problem.origin === undefined ? undefined : files.locate(problem.origin));
  return position === undefined ? problem : { ...problem, position };
}
