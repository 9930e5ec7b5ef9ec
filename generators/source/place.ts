/** Where a value stands in the sources, and where its copy will stand. */
import { appendToPointer } from './pointer.js';
import type { SourceFile } from './sourceFile.js';

/** A value's place. The pointers are put together when somebody asks: most places are only passed on the way to others. */
export class Place {
  readonly file: SourceFile;
  private readonly above: Place | undefined;
  private readonly token: string | number;
  private sourcePointer: string | undefined;
  private bundlePointer: string | undefined;

  private constructor(file: SourceFile, above: Place | undefined, token: string | number) {
    this.file = file;
    this.above = above;
    this.token = token;
  }

  /** What stands at `pointer` in the file, and is copied to `at` in the bundle. */
  static of(file: SourceFile, pointer: string, at: string): Place {
    const place = new Place(file, undefined, '');
    place.sourcePointer = pointer;
    place.bundlePointer = at;
    return place;
  }

  /** The pointer in the source file. */
  get pointer(): string {
    this.sourcePointer ??= appendToPointer(this.above?.pointer ?? '', this.token);
    return this.sourcePointer;
  }

  /** The pointer in the bundle. */
  get at(): string {
    this.bundlePointer ??= appendToPointer(this.above?.at ?? '', this.token);
    return this.bundlePointer;
  }

  /** The place of a member or an item. */
  below(token: string | number): Place {
    return new Place(this.file, this, token);
  }
}
