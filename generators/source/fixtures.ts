/** The example world: named fixtures, and the examples that are written in terms of them (`x-fixture`). */
import type { Origin, Problem } from '../diagnostics.js';
import type { Json } from '../model/model.js';
import { isJsonArray, isJsonObject } from '../model/pointer.js';
import { fileBase } from './components.js';
import { type JsonObject, type MutableJsonObject, own, setOwn } from './json.js';
import { CopyBudget } from './limits.js';
import type { OriginMap } from './origins.js';
import { Place } from './place.js';
import { appendToPointer } from './pointer.js';
import type { SourceFile } from './sourceFile.js';
import { didYouMean } from './suggest.js';

/** Expands `x-fixture` in examples. */
export class FixtureWorld {
  private readonly fixtures = new Map<string, SourceFile>();
  private readonly using = new Map<object, boolean>();
  readonly copies = new CopyBudget();
  private readonly origins: OriginMap;
  private readonly report: (problem: Problem) => void;

  /**
   * @param files the files of the fixtures folder; a fixture's name is its file's name. Without any, `x-fixture` is data.
   */
  constructor(files: readonly SourceFile[], origins: OriginMap, report: (problem: Problem) => void) {
    this.origins = origins;
    this.report = report;
    for (const file of files) {
      const name = fileBase(file.name);
      const other = this.fixtures.get(name);
      if (other !== undefined) {
        report({
          code: 'fixture-name-collision',
          severity: 'error',
          message: `Two fixtures are named ${name}: ${other.name} and ${file.name}.`,
          origin: { file: file.name, pointer: '' },
          help: 'File names become fixture names; rename one of the two.',
        });
      } else {
        this.fixtures.set(name, file);
      }
    }
  }

  /** What every expansion depends on, to be compared by identity. */
  get versions(): readonly unknown[] {
    return [...this.fixtures].flatMap(([name, { location, value }]) => [name, location, value]);
  }

  /**
   * The example with every `x-fixture` replaced by its fixture; the value itself when there is none in it.
   *
   * @param value example data
   * @param place where it stands and where its copy will stand
   */
  expand(value: Json, place: Place): Json {
    return this.fixtures.size === 0 ? value : this.expandValue(value, place, []);
  }

  /** The value of a fixture by name, expanded; undefined when there is none. */
  valueOf(name: string): Json | undefined {
    const file = this.fixtures.get(name);
    return file === undefined ? undefined : this.expandValue(file.value, Place.of(file, '', `/x-fixtures/${name}`), [name]);
  }

  private expandValue(value: Json, place: Place, using: readonly string[]): Json {
    if (!this.uses(value)) {
      return value;
    }
    if (isJsonArray(value)) {
      return value.map((item, index) => this.expandValue(item, place.below(index), using));
    }
    if (!isJsonObject(value)) {
      return value;
    }
    const reference = own(value, 'x-fixture');
    if (reference !== undefined) {
      return this.expandFixture(value, reference, place, using);
    }
    const copy: MutableJsonObject = {};
    for (const [key, child] of Object.entries(value)) {
      setOwn(copy, key, this.expandValue(child, place.below(key), using));
    }
    return copy;
  }

  /** Whether there is an `x-fixture` in a value. Each object is looked through once, however often it is used. */
  private uses(value: Json): boolean {
    if (typeof value !== 'object' || value === null) {
      return false;
    }
    const known = this.using.get(value);
    if (known !== undefined) {
      return known;
    }
    const found = (isJsonObject(value) && Object.hasOwn(value, 'x-fixture')) || Object.values(value).some((child) => this.uses(child));
    this.using.set(value, found);
    return found;
  }

  private expandFixture(value: JsonObject, reference: Json, place: Place, using: readonly string[]): Json {
    const origin: Origin = { file: place.file.name, pointer: appendToPointer(place.pointer, 'x-fixture') };
    const fixture = typeof reference === 'string' ? this.fixtures.get(reference) : undefined;
    if (typeof reference !== 'string' || fixture === undefined) {
      this.report({
        code: 'unknown-fixture',
        severity: 'error',
        message: `There is no fixture ${JSON.stringify(reference)}.`,
        origin,
        help: didYouMean(String(reference), this.fixtures.keys(), 'A fixture is a file examples/fixtures/<name>.yaml.'),
      });
      return value;
    }
    if (using.includes(reference)) {
      this.report({
        code: 'fixture-circle',
        severity: 'error',
        message: `The fixture ${reference} uses itself: ${[...using, reference].join(' → ')}.`,
        origin,
        help: 'Write the value out in one of them.',
      });
      return value;
    }
    this.copies.spend(fixture.name);
    this.origins.copied(place.at, { file: fixture.name, pointer: '' });
    const base = this.expandValue(fixture.value, Place.of(fixture, '', place.at), [...using, reference]);
    const replacements = Object.entries(value).filter(([key]) => key !== 'x-fixture');
    if (replacements.length === 0) {
      return base;
    }
    if (!isJsonObject(base)) {
      this.report({
        code: 'fixture-not-object',
        severity: 'error',
        message: `The fixture ${reference} is not an object, so no member of it can be replaced.`,
        origin,
        help: 'Remove what stands beside x-fixture.',
      });
      return base;
    }
    const copy: MutableJsonObject = {};
    for (const [key, child] of Object.entries(base)) {
      setOwn(copy, key, child);
    }
    for (const [key, child] of replacements) {
      const childPlace = place.below(key);
      this.origins.copied(childPlace.at, { file: place.file.name, pointer: childPlace.pointer });
      setOwn(copy, key, this.expandValue(child, childPlace, using));
    }
    return copy;
  }
}
