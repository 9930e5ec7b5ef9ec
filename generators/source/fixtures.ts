/** The example world: named fixtures, and the examples that are written in terms of them (`x-fixture`). */
import type { Origin, Problem } from '../diagnostics.js';
import type { Json } from '../model/model.js';
import { isJsonArray, isJsonObject } from '../model/pointer.js';
import { fileBase } from './components.js';
import type { SourceFile } from './files.js';
import { type JsonObject, type MutableJsonObject, own, setOwn } from './json.js';
import type { OriginMap } from './origins.js';
import { appendToPointer } from './pointer.js';
import { didYouMean } from './suggest.js';

/** Where a value stands in the sources, and where its copy will stand. */
export interface ExamplePlace {
  readonly file: SourceFile;
  readonly pointer: string;
  readonly at: string;
}

/** Expands `x-fixture` in examples. */
export class FixtureWorld {
  private readonly fixtures = new Map<string, SourceFile>();
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

  /**
   * The example with every `x-fixture` replaced by its fixture; the value itself when there is none in it.
   *
   * @param value example data
   * @param place where it stands and where its copy will stand
   */
  expand(value: Json, place: ExamplePlace): Json {
    return this.fixtures.size === 0 ? value : this.expandValue(value, place, []);
  }

  /** The value of a fixture by name, expanded; undefined when there is none. */
  valueOf(name: string): Json | undefined {
    const file = this.fixtures.get(name);
    return file === undefined ? undefined : this.expandValue(file.value, { file, pointer: '', at: `/x-fixtures/${name}` }, [name]);
  }

  private expandValue(value: Json, place: ExamplePlace, using: readonly string[]): Json {
    if (isJsonArray(value)) {
      let changed = false;
      const copy = value.map((item, index) => {
        const expanded = this.expandValue(item, below(place, index), using);
        changed ||= expanded !== item;
        return expanded;
      });
      return changed ? copy : value;
    }
    if (!isJsonObject(value)) {
      return value;
    }
    const reference = own(value, 'x-fixture');
    if (reference !== undefined) {
      return this.expandFixture(value, reference, place, using);
    }
    let changed = false;
    const copy: MutableJsonObject = {};
    for (const [key, child] of Object.entries(value)) {
      const expanded = this.expandValue(child, below(place, key), using);
      changed ||= expanded !== child;
      setOwn(copy, key, expanded);
    }
    return changed ? copy : value;
  }

  private expandFixture(value: JsonObject, reference: Json, place: ExamplePlace, using: readonly string[]): Json {
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
    this.origins.copied(place.at, { file: fixture.name, pointer: '' });
    const base = this.expandValue(fixture.value, { file: fixture, pointer: '', at: place.at }, [...using, reference]);
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
      const childPlace = below(place, key);
      this.origins.copied(childPlace.at, { file: place.file.name, pointer: childPlace.pointer });
      setOwn(copy, key, this.expandValue(child, childPlace, using));
    }
    return copy;
  }
}

function below(place: ExamplePlace, token: string | number): ExamplePlace {
  return { file: place.file, pointer: appendToPointer(place.pointer, token), at: appendToPointer(place.at, token) };
}
