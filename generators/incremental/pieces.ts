/** Pieces of output that the runs of one watcher need not make twice. */
import type { ErrorType, Operation } from '../model/model.js';
import { versionOf } from '../model/versions.js';

/** What a piece was made from, and what it is. */
interface Piece<Value> {
  readonly dependencies: readonly unknown[];
  readonly value: Value;
}

/** The pieces that one run asked for. */
interface Generation<Value> {
  readonly common: string;
  readonly pieces: Map<string, Piece<Value>>;
}

/**
 * Pieces of one kind, such as the declarations of operations. They are kept for as long as every run of a session asks for them.
 *
 * A piece must depend on nothing but what is named: its dependencies, which are compared by identity, and what all pieces of the
 * kind have in common.
 */
export class PieceKind<Value> {
  readonly #generations = new WeakMap<object, Generation<Value>>();

  /**
   * The pieces of one run.
   *
   * @param session stands for runs in the same process that follow one another; without one every piece is made
   * @param common says what all pieces depend on
   */
  of(session: object | undefined, common: () => string): Pieces<Value> {
    if (session === undefined) return new Pieces(undefined, undefined);
    const before = this.#generations.get(session);
    const now: Generation<Value> = { common: common(), pieces: new Map() };
    this.#generations.set(session, now);
    return new Pieces(now, before?.common === now.common ? before : undefined);
  }

  /** Makes all pieces of a session anew. */
  forget(session: object): void {
    this.#generations.delete(session);
  }
}

/** The pieces of one kind in one run. */
export class Pieces<Value> {
  readonly #now: Generation<Value> | undefined;
  readonly #before: Generation<Value> | undefined;

  constructor(now: Generation<Value> | undefined, before: Generation<Value> | undefined) {
    this.#now = now;
    this.#before = before;
  }

  /** The piece that the last run made of the same dependencies, or one made now. */
  get(key: string, dependencies: () => readonly unknown[], make: () => Value): Value {
    if (this.#now === undefined) return make();
    const current = dependencies();
    const known = this.#before?.pieces.get(key);
    const piece = known !== undefined && isSame(known.dependencies, current) ? known : { dependencies: current, value: make() };
    this.#now.pieces.set(key, piece);
    return piece.value;
  }

  /** Keeps a piece of the last run for the next one, although this run has no use for it: what it would be part of is kept as a whole. */
  keep(key: string): void {
    const known = this.#before?.pieces.get(key);
    if (known !== undefined && this.#now?.pieces.has(key) === false) this.#now.pieces.set(key, known);
  }
}

/** Whether two lists have the same elements, compared by identity. */
export function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((element, index) => element === b[index]);
}

/** Everything that a piece printed of an operation can depend on, but what its target knows of the whole model. */
export function operationDependencies(operation: Operation): readonly unknown[] {
  return [versionOf(operation), ...ownDependencies(operation)];
}

/** What an operation itself says: all but its parameters, bodies and answers. */
export function ownDependencies(operation: Operation): readonly unknown[] {
  const known = knownOwn.get(operation) ?? [saidBy(operation), ...operation.errors.map(({ type }) => seenOf(type))];
  knownOwn.set(operation, known);
  return known;
}

/** What pieces of operations show of an error type. What it means, and what it answers, has pieces of its own. */
function seenOf(error: ErrorType): string {
  const version = versionOf(error);
  const { type, status, format, title, fields } = error;
  const seen = knownErrors.get(version) ?? JSON.stringify([type, status, format, title, fields]);
  knownErrors.set(version, seen);
  return seen;
}

/** By version. */
const knownErrors = new WeakMap<object, string>();

/** Every target asks for the same. */
const knownOwn = new WeakMap<Operation, readonly unknown[]>();

/** What operations of a version say: with what the document adds, which can be another for the same version. */
const knownSaid = new WeakMap<object, { readonly added: string; readonly said: string }>();

function saidBy(operation: Operation): string {
  const { id, sdkPath, security, servers, errors } = operation;
  const added = JSON.stringify([id, sdkPath, servers, security.map((requirement) => requirement.map(({ scheme, scopes }) => [scheme.name, scopes]))]);
  const version = versionOf(operation);
  const known = knownSaid.get(version);
  if (known?.added === added) return known.said;
  const { method, path, summary, description, deprecated, retry, pagination } = operation;
  // The fields that an error is about may be those of its type, of which all that is shown counts by itself.
  const uses = errors.map(({ type, set, when, fields }) => [type.type, set, when, fields]);
  const said = JSON.stringify([added, method, path, summary, description, deprecated, retry, pagination, uses]);
  knownSaid.set(version, { added, said });
  return said;
}

/** What a piece depends on that prints what an operation takes, beside {@link ownDependencies}. */
export function requestDependencies(operation: Operation): readonly unknown[] {
  const version = versionOf(operation);
  const known = knownRequests.get(version) ?? requestDependenciesOf(operation);
  knownRequests.set(version, known);
  return known;
}

/** By version: parameters and bodies are all written in the Path Item, or in what it leads to. */
const knownRequests = new WeakMap<object, readonly unknown[]>();

function requestDependenciesOf({ parameters, requestBody }: Operation): readonly unknown[] {
  const contents = requestBody?.contents ?? [];
  const listed = parameters.map(({ schema: _, examples: __, origin: ___, ...said }) => said);
  const said = JSON.stringify([listed, requestBody?.required, requestBody?.description, contents.map(({ mediaType, encoding }) => [mediaType, encoding])]);
  return [said, ...parameters.map(({ schema }) => schema), ...contents.map(({ schema }) => schema)];
}
