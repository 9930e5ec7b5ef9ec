/**
 * Keeps hostile or broken input from exhausting the machine: YAML aliases are shared objects after parsing, so a file of
 * a few lines can stand for billions of nodes ("billion laughs") once something walks or prints it.
 */
import { type Problem, ProblemError } from '../diagnostics.js';
import type { Json } from '../model/model.js';
import { pointerOf } from './pointer.js';

/** How deeply a document may nest. js-yaml has the same limit of its own. */
export const maximumDepth = 100;

/** How many references may be replaced by what they mean. The largest public descriptions of many files have a few thousand. */
const maximumCopies = 100_000;

/** How many nodes one document may have when every alias is written out. The largest public documents have about two million. */
export const maximumNodes = 5_000_000;

/**
 * Counts the objects that are copied in place. Each may hold several references to the next, so that a few small files can stand for
 * more than any machine holds.
 */
export class CopyBudget {
  private copies = 0;

  /** How many were counted so far. */
  get spent(): number {
    return this.copies;
  }

  /** Counts several at once, unless that is too much. */
  spendMany(count: number): boolean {
    const fits = this.copies + count <= maximumCopies;
    if (fits) {
      this.copies += count;
    }
    return fits;
  }

  /**
   * Counts one more.
   *
   * @param file the document that is copied from
   * @throws ProblemError when it is too much
   */
  spend(file: string): void {
    this.copies += 1;
    if (this.copies > maximumCopies) {
      throw new ProblemError([
        {
          code: 'too-large',
          severity: 'error',
          message: `More than ${maximumCopies} objects would be copied in place of references.`,
          origin: { file, pointer: '' },
          position: { line: 1, column: 1 },
          help: 'Refer to components, or write less with references within references.',
        },
      ]);
    }
  }
}

/**
 * Checks that a parsed value is JSON, within the limits, and free of cycles.
 *
 * @param file the name used in problems
 * @param value what a parser returned
 */
export function asJson(file: string, value: unknown): { readonly value: Json } | { readonly problem: Problem } {
  if (isPlainTree(value)) {
    return { value };
  }
  const check = new JsonCheck();
  if (check.isJson(value)) {
    return { value };
  }
  return { problem: { ...check.failure, severity: 'error', origin: { file, pointer: check.failedAt } } };
}

/**
 * Whether a value is JSON within the limits even if every object in it counts as often as it is met: true of everything that is not
 * built of aliases.
 */
function isPlainTree(value: unknown): value is Json {
  return sizeOfTree(value, 0, maximumNodes) <= maximumNodes;
}

/** @returns the number of nodes; infinity for what needs a closer look */
function sizeOfTree(value: unknown, depth: number, most: number): number {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) {
    return 1;
  }
  if (typeof value === 'number') {
    return Number.isFinite(value) ? 1 : Infinity;
  }
  if (typeof value !== 'object' || depth > maximumDepth) {
    return Infinity;
  }
  let size = 1;
  for (const member of Object.values(value)) {
    size += sizeOfTree(member, depth + 1, most - size);
    if (size > most) {
      return Infinity;
    }
  }
  return size;
}

class JsonCheck {
  failure: { code: string; message: string; help: string } = { code: 'not-json', message: '', help: '' };
  /** Nodes below each shared object, counted once; `open` while the walk is inside it. */
  private readonly sizes = new Map<object, number | 'open'>();
  /** The way to where it failed, the last step first. */
  private readonly way: string[] = [];

  get failedAt(): string {
    return pointerOf(...this.way.toReversed());
  }

  isJson(value: unknown): value is Json {
    return this.sizeOf(value, 0) !== undefined;
  }

  /** Number of nodes with aliases written out; `undefined` on failure. */
  private sizeOf(value: unknown, depth: number): number | undefined {
    if (typeof value === 'string' || typeof value === 'boolean' || value === null) {
      return 1;
    }
    if (typeof value === 'number') {
      return Number.isFinite(value)
        ? 1
        : this.fail('not-json', 'The value is not a finite number.', 'JSON has no infinity and no not-a-number; put it in quotes if it is a text.');
    }
    if (typeof value !== 'object') {
      return value === undefined
        ? this.fail('empty-document', 'The document is empty.', 'Give an OpenAPI 3.0 or 3.1 document.')
        : this.fail('not-json', `A ${typeof value} has no place in a JSON document.`, 'Use the plain JSON types.');
    }
    const known = this.sizes.get(value);
    if (known === 'open') {
      return this.fail('alias-cycle', 'An alias contains itself.', 'YAML aliases cannot recurse in a document; use `$ref`.');
    }
    if (known !== undefined) {
      return known;
    }
    if (depth > maximumDepth) {
      return this.fail('too-deep', `The document is nested more than ${maximumDepth} levels deep.`, 'Split it, or break the nesting with `$ref`.');
    }
    this.sizes.set(value, 'open');
    let size = 1;
    for (const [key, child] of Object.entries(value)) {
      const childSize = this.sizeOf(child, depth + 1);
      if (childSize === undefined) {
        this.way.push(key);
        return undefined;
      }
      size += childSize;
      if (size > maximumNodes) {
        return this.fail('too-large', `The document has more than ${maximumNodes} values when its aliases are written out.`, 'Use `$ref` instead of YAML aliases for what repeats.');
      }
    }
    this.sizes.set(value, size);
    return size;
  }

  private fail(code: string, message: string, help: string): undefined {
    this.failure = { code, message, help };
    return undefined;
  }
}
