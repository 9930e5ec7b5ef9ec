/** Where the references of a schema lead: `$ref` by pointer or anchor, and the dynamic ones where only one target is possible. */
import { pointerOfFragment } from '../pointer.js';
import { anchorsOf } from './anchors.js';
import type { Anchors } from './anchors.js';
import { Place } from './place.js';
import type { BuildContext } from './place.js';

/** Resolves the references of one document. */
export class References {
  readonly #context: BuildContext;
  #anchors: Anchors | undefined;

  constructor(context: BuildContext) {
    this.#context = context;
  }

  /** Whether a reference by anchor, or a dynamic one, was asked for: where it leads depends on the whole document. */
  usesAnchors = false;

  /** True for a schema that refers to another. */
  static has(place: Place): boolean {
    return place.has('$ref') || place.has('$dynamicRef') || place.has('$recursiveRef');
  }

  /** The place a schema's reference leads to; undefined, and a problem, where it leads nowhere. */
  target(place: Place): Place | undefined {
    if (place.has('$ref')) {
      const target = this.#anchored(place.member('$ref').value, 'plain') ?? place.target();
      return target.exists ? target : undefined;
    }
    this.usesAnchors = true;
    if (place.has('$dynamicRef')) return this.#dynamic(place.member('$dynamicRef'));
    return this.#recursive(place);
  }

  #dynamic(reference: Place): Place | undefined {
    const target = this.#anchored(reference.value, 'dynamic') ?? this.#pointed(reference.value);
    if (target === undefined) {
      reference.problem('unsupported-keyword', 'This "$dynamicRef" can lead to more than one schema, or to none.', {
        help: 'Use "$ref"; what a dynamic reference means depends on the path by which it is reached.',
      });
    }
    return target;
  }

  /** `$recursiveRef: '#'` of JSON Schema 2019-09, which 3.1 documents still use: the schema around it with `$recursiveAnchor`. */
  #recursive(place: Place): Place | undefined {
    for (let end = place.pointer.lastIndexOf('/'); end > 0; end = place.pointer.lastIndexOf('/', end - 1)) {
      const around = Place.at(this.#context, place.pointer.slice(0, end));
      if (around.member('$recursiveAnchor').value === true) return around;
    }
    place.member('$recursiveRef').problem('unsupported-keyword', 'No schema around this "$recursiveRef" has a "$recursiveAnchor".', {
      help: 'Use "$ref"; this is a keyword of JSON Schema 2019-09.',
    });
    return undefined;
  }

  #anchored(reference: Place['value'], kind: keyof Anchors): Place | undefined {
    if (typeof reference !== 'string' || !/^#[A-Za-z_]/.test(reference)) return undefined;
    this.usesAnchors = true;
    this.#anchors ??= anchorsOf(this.#context.document);
    const pointer = this.#anchors[kind].get(reference.slice(1));
    return pointer === undefined ? undefined : Place.at(this.#context, pointer);
  }

  #pointed(reference: Place['value']): Place | undefined {
    const pointer = typeof reference === 'string' ? pointerOfFragment(reference) : undefined;
    const target = pointer === undefined ? undefined : Place.at(this.#context, pointer);
    return target?.exists === true ? target : undefined;
  }
}
