/** Which part of the bundle was written where. Only the seams are kept; everything between two seams follows from them. */
import type { Origin } from '../diagnostics.js';

interface Seam {
  readonly origin: Origin;
  /** True where the bundle's content was made, not copied: what is below has this same origin. */
  readonly made: boolean;
}

/** Maps pointers of the bundle to the places they were copied or made from. */
export class OriginMap {
  private readonly seams = new Map<string, Seam>();

  /** Says that the bundle's content at `pointer` is a copy of what stands at `origin`. */
  copied(pointer: string, origin: Origin): void {
    this.seams.set(pointer, { origin, made: false });
  }

  /** Says that the bundle's content at `pointer` was made on account of what stands at `origin`. */
  made(pointer: string, origin: Origin): void {
    this.seams.set(pointer, { origin, made: true });
  }

  /** The place a bundle pointer comes from: that of the nearest seam above it, and the way from there. */
  originOf(pointer: string): Origin {
    const tail: string[] = [];
    let head = pointer;
    for (;;) {
      const seam = this.seams.get(head);
      if (seam !== undefined) {
        return seam.made || tail.length === 0
          ? seam.origin
          : { file: seam.origin.file, pointer: seam.origin.pointer + tail.reverse().join('') };
      }
      const cut = head.lastIndexOf('/');
      if (cut === -1) {
        throw new RangeError(`Not a JSON Pointer of the bundle: ${pointer}`);
      }
      tail.push(head.slice(cut));
      head = head.slice(0, cut);
    }
  }
}
