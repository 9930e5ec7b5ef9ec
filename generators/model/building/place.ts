/** Reading a document that may hold anything: every value knows where it stands, and a wrong one becomes a located problem. */
import type { Origin, Problem, Severity } from '../../diagnostics.js';
import type { Extensions, Json } from '../model.js';
import type { BuiltModel } from '../modelMemory.js';
import { escapeToken, isJsonArray, isJsonObject, pointerOfFragment, valueAt } from '../pointer.js';
import type { UnchangedRoots } from './roots.js';

/** What all parts of the builder share during one run. */
export interface BuildContext {
  readonly document: { readonly [key: string]: Json };
  readonly dialect: '3.0' | '3.1';
  readonly problems: Problem[];
  /** Where references lead, by their text: most are written many times. */
  readonly targets: Map<string, Place>;
  originOf(pointer: string): Origin;
  /** The model that this one follows, and which parts of its document are unchanged. */
  readonly following?: { readonly built: BuiltModel; readonly unchanged: UnchangedRoots };
}

const noExtensions: Extensions = Object.freeze({});

/** One value of the document (or the absence of one), with its JSON Pointer. */
export class Place {
  readonly context: BuildContext;
  readonly value: Json | undefined;
  /** What this is a part of, and its name there: the pointer is put together only when somebody asks. */
  readonly #above: Place | undefined;
  readonly #token: string | number;
  #pointer: string | undefined;

  private constructor(context: BuildContext, value: Json | undefined, above: Place | undefined, token: string | number) {
    this.context = context;
    this.value = value;
    this.#above = above;
    this.#token = token;
  }

  /** The document itself. */
  static root(context: BuildContext): Place {
    return Place.#of(context, context.document, '');
  }

  /** The value a pointer of the document leads to. */
  static at(context: BuildContext, pointer: string): Place {
    return Place.#of(context, valueAt(context.document, pointer), pointer);
  }

  static #of(context: BuildContext, value: Json | undefined, pointer: string): Place {
    const place = new Place(context, value, undefined, '');
    place.#pointer = pointer;
    return place;
  }

  get pointer(): string {
    this.#pointer ??= `${this.#above?.pointer ?? ''}/${typeof this.#token === 'number' ? this.#token : escapeToken(this.#token)}`;
    return this.#pointer;
  }

  get exists(): boolean {
    return this.value !== undefined;
  }

  get isObject(): boolean {
    return isJsonObject(this.value);
  }

  get origin(): Origin {
    return this.context.originOf(this.pointer);
  }

  /** A member of this object; a place without a value where there is none. */
  member(name: string): Place {
    return new Place(this.context, this.#raw(name), this, name);
  }

  /** Whether this object has the member. */
  has(name: string): boolean {
    return isJsonObject(this.value) && Object.hasOwn(this.value, name);
  }

  /** Every member with its name, in the document's order; none (and a problem) when this is something else. */
  members(): readonly (readonly [string, Place])[] {
    const { value } = this;
    if (value === undefined) return [];
    if (!isJsonObject(value)) {
      this.#wrongType('an object');
      return [];
    }
    return Object.keys(value).map((name) => [name, this.member(name)]);
  }

  /** {@link members} of a map that may also carry extensions (`paths`, `responses`, `callbacks`). */
  ownMembers(): readonly (readonly [string, Place])[] {
    return this.members().filter(([name]) => !name.startsWith('x-'));
  }

  /** Every element; none (and a problem) when this is not an array. */
  elements(): readonly Place[] {
    const { value } = this;
    if (value === undefined) return [];
    if (!isJsonArray(value)) {
      this.#wrongType('an array');
      return [];
    }
    return value.map((element, index) => new Place(this.context, element, this, index));
  }

  /** This value as a string; undefined (and a problem, unless absent) when it is not one. */
  asText(): string | undefined {
    if (this.value === undefined || typeof this.value === 'string') return this.value;
    return this.#wrongType('a string');
  }

  asNumber(): number | undefined {
    if (this.value === undefined || typeof this.value === 'number') return this.value;
    return this.#wrongType('a number');
  }

  asBoolean(): boolean | undefined {
    if (this.value === undefined || typeof this.value === 'boolean') return this.value;
    return this.#wrongType('a boolean');
  }

  /** The strings of an array of strings; undefined when absent. */
  asTexts(): readonly string[] | undefined {
    const { value } = this;
    if (value === undefined) return undefined;
    if (isJsonArray(value) && value.every((element) => typeof element === 'string')) return value;
    return this.elements().flatMap((element) => element.asText() ?? []);
  }

  // Most members asked for are absent; only a wrong one needs a place to be reported at.
  text(name: string): string | undefined {
    const value = this.#raw(name);
    return value === undefined || typeof value === 'string' ? value : this.member(name).asText();
  }

  number(name: string): number | undefined {
    const value = this.#raw(name);
    return value === undefined || typeof value === 'number' ? value : this.member(name).asNumber();
  }

  boolean(name: string): boolean | undefined {
    const value = this.#raw(name);
    return value === undefined || typeof value === 'boolean' ? value : this.member(name).asBoolean();
  }

  texts(name: string): readonly string[] {
    return this.has(name) ? (this.member(name).asTexts() ?? []) : [];
  }

  /** A required string: its absence is a problem too. */
  requiredText(name: string): string {
    const value = this.#raw(name);
    if (typeof value === 'string') return value;
    const member = this.member(name);
    if (!member.exists) this.problem('missing-member', `"${name}" is missing.`);
    return member.asText() ?? '';
  }

  /** The `x-` members. */
  extensions(): Extensions {
    if (!isJsonObject(this.value)) return noExtensions;
    const names = Object.keys(this.value).filter((name) => name.startsWith('x-'));
    return names.length === 0 ? noExtensions : Object.fromEntries(names.map((name) => [name, this.#raw(name) ?? null]));
  }

  /**
   * What a Reference Object (OAS 3.1 §4.8.23) leads to, through any number of references; this place itself when it is none.
   * A reference that leads nowhere, outside the document or back to itself is a problem and gives an absent place.
   */
  follow(): Place {
    if (!this.has('$ref')) return this;
    let place = this.target();
    if (!place.has('$ref')) return place;
    const seen = new Set([this.pointer]);
    while (place.has('$ref')) {
      if (seen.has(place.pointer)) return place.#absent('circular-reference', 'The reference leads back to itself.');
      seen.add(place.pointer);
      place = place.target();
    }
    return place;
  }

  /** One step of {@link follow}: where this object's `$ref` leads. */
  target(): Place {
    const text = this.#raw('$ref');
    const known = typeof text === 'string' ? this.context.targets.get(text) : undefined;
    if (known !== undefined) return known;
    const reference = this.member('$ref');
    if (typeof text !== 'string') return reference.#absent('ref-not-found', 'A "$ref" must be a string.');
    const pointer = pointerOfFragment(text);
    if (pointer === undefined) {
      return reference.#absent('ref-not-found', `"${text}" is not a reference inside this document.`, 'Bundle the description first.');
    }
    const target = Place.at(this.context, pointer);
    if (!target.exists) return reference.#absent('ref-not-found', `There is nothing at "${text}".`);
    this.context.targets.set(text, target);
    return target;
  }

  /** Reports a problem at this place. */
  problem(code: string, message: string, { severity = 'error', help }: { severity?: Severity; help?: string | undefined } = {}): void {
    this.context.problems.push({ code, severity, message, origin: this.origin, ...(help === undefined ? {} : { help }) });
  }

  #raw(name: string): Json | undefined {
    return isJsonObject(this.value) && Object.hasOwn(this.value, name) ? this.value[name] : undefined;
  }

  #absent(code: string, message: string, help?: string): Place {
    this.problem(code, message, { help });
    return Place.#of(this.context, undefined, this.pointer);
  }

  #wrongType(expected: string): undefined {
    const found = this.value === null ? 'null' : Array.isArray(this.value) ? 'an array' : `a value of type ${typeof this.value}`;
    this.problem('invalid-document', `"${this.pointer.slice(this.pointer.lastIndexOf('/') + 1)}" must be ${expected}, but is ${found}.`);
    return undefined;
  }
}

/** Members that may be undefined become optional ones, as `exactOptionalPropertyTypes` wants them. */
export type Defined<Members> = {
  [Name in keyof Members as undefined extends Members[Name] ? never : Name]: Members[Name];
} & {
  [Name in keyof Members as undefined extends Members[Name] ? Name : never]?: Exclude<Members[Name], undefined>;
};

/** The same object without the members that are undefined. */
export function defined<Members extends object>(members: Members): Defined<Members>;
export function defined(members: Readonly<Record<string, unknown>>): object {
  const present: Record<string, unknown> = {};
  for (const name of Object.keys(members)) if (members[name] !== undefined) present[name] = members[name];
  return present;
}
