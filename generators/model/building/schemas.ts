/** Builds the graph of schemas: one object per pointer, references as edges, without recursion whatever the nesting. */
import type { Schema } from '../model.js';
import { oneOfRequiredProblems } from '../oneOfRequired.js';
import { isJsonObject } from '../pointer.js';
import { addDiscriminators } from './discriminators.js';
import { Place } from './place.js';
import type { BuildContext } from './place.js';
import { separatePolymorphicBases } from './polymorphism.js';
import { markRecursion } from './recursion.js';
import { References } from './references.js';
import { partOf } from '../documentParts.js';
import { bare, emptyDraft, type SchemaDraft, type SchemasByPart } from './schemaDraft.js';
import { annotate, restrict } from './schemaKeywords.js';
import { nameReferenced } from './schemaNames.js';

/** Subschemas inside subschemas; beyond this a document is not written by or for people. */
const deepest = 256;

interface Pending {
  readonly draft: SchemaDraft;
  readonly place: Place;
  readonly depth: number;
}

/** The schemas of one document. Ask for what is needed with {@link at}, then {@link finish} once. */
export class SchemaGraph {
  readonly #context: BuildContext;
  readonly #references: References;
  readonly #drafts = new Map<string, SchemaDraft>();
  readonly #discriminated: { readonly draft: SchemaDraft; readonly place: Place }[] = [];
  readonly #referenced = new Set<SchemaDraft>();
  readonly #pending: Pending[] = [];
  readonly #components: SchemaDraft[] = [];
  readonly #source = (place: Place): SchemaDraft => this.at(place);
  #depth = 0;
  #hasDistantEffects = false;

  constructor(context: BuildContext) {
    this.#context = context;
    this.#references = new References(context);
    this.compositions = context.following?.built.compositions ?? new WeakMap();
    for (const [name, place] of Place.root(context).member('components').member('schemas').members()) {
      const draft = this.at(place);
      draft.name ??= name;
      this.#components.push(draft);
    }
  }

  /** The schema at a place; the always-true schema for a place without a value. Filled in when {@link finish} returns. */
  at(place: Place): SchemaDraft {
    const { pointer } = place;
    const known = this.#drafts.get(pointer) ?? this.#unchanged(pointer);
    if (known !== undefined) return known;
    const draft = emptyDraft(pointer, place.origin);
    this.#drafts.set(pointer, draft);
    this.#pending.push({ draft, place, depth: this.#depth + 1 });
    return draft;
  }

  /** The schema of the model that this one follows, where nothing that it leads to has changed. */
  #unchanged(pointer: string): SchemaDraft | undefined {
    const { following } = this.#context;
    if (following === undefined) return undefined;
    const part = partOf(pointer);
    const draft = following.built.schemas.get(part)?.get(pointer);
    return draft !== undefined && following.unchanged.hasPart(part) ? draft : undefined;
  }

  /** Whether, in what was built anew, a part of the document has a say in what a distant one means. To be asked after {@link finish}. */
  get hasDistantEffects(): boolean {
    return this.#hasDistantEffects || this.#references.usesAnchors;
  }

  /** Every schema, for the model that follows. To be asked after {@link finish}. */
  all(): SchemasByPart {
    const { following } = this.#context;
    const schemas = new Map<string, ReadonlyMap<string, SchemaDraft>>();
    for (const [part, known] of following?.built.schemas ?? []) if (following?.unchanged.hasPart(part) === true) schemas.set(part, known);
    const added = new Map<string, Map<string, SchemaDraft>>();
    for (const [pointer, draft] of this.#drafts) {
      const part = partOf(pointer);
      const drafts = added.get(part) ?? new Map(schemas.get(part));
      added.set(part, drafts.set(pointer, draft));
    }
    for (const [part, drafts] of added) schemas.set(part, drafts);
    return schemas;
  }

  /** How deeply schemas are composed. */
  readonly compositions: WeakMap<Schema, number>;

  /** A string schema for something the document uses and does not describe. */
  text(place: Place): Schema {
    const draft = emptyDraft(`${place.pointer}/~text`, place.origin);
    draft.types = ['string'];
    return draft;
  }

  /**
   * Fills in everything asked for and all it leads to.
   * @returns the named schemas: the components in the document's order, then whatever else a `$ref` points to
   */
  finish(): readonly Schema[] {
    for (let next = this.#pending.pop(); next !== undefined; next = this.#pending.pop()) {
      this.#depth = next.depth;
      this.#fill(next);
    }
    const inline = nameReferenced(this.#referenced, this.#components);
    addDiscriminators(this.#discriminated, this.#components);
    const bases = separatePolymorphicBases(this.#drafts.values(), this.#context);
    markRecursion([...this.#drafts.values(), ...bases], this.compositions, this.#context);
    this.#hasDistantEffects = inline.length > 0 || this.#discriminated.length > 0 || bases.length > 0;
    return [...this.#components, ...inline];
  }

  #fill({ draft, place, depth }: Pending): void {
    const { value } = place;
    if (value === undefined || value === true) return void (draft.always = true);
    if (value === false) return void (draft.always = false);
    if (!isJsonObject(value)) {
      place.problem('invalid-document', 'A schema must be an object or a boolean.');
      return void (draft.always = true);
    }
    // `{}` is `true` written longer (JSON Schema 2020-12 §4.3.2).
    if (Object.keys(value).length === 0) return void (draft.always = true);
    if (depth > deepest) {
      place.problem('nesting-too-deep', `Schemas are nested more than ${deepest} levels deep here.`, { help: 'Move the inner ones to components.' });
      return void (draft.always = true);
    }
    annotate(draft, place, this.#source);
    this.#context.problems.push(...oneOfRequiredProblems(draft));
    if (References.has(place)) {
      const target = this.#reference(place);
      if (target === undefined) return void (draft.always = true);
      draft.ref = target;
      // OpenAPI 3.0 §4.7.23: members beside a $ref are ignored. Those that only describe do no harm and are kept.
      if (this.#context.dialect === '3.0') return;
    }
    this.#depth = depth;
    restrict(draft, place, this.#source);
    if (place.has('discriminator')) this.#discriminated.push({ draft, place: place.member('discriminator') });
    if (place.has('nullable') && place.member('nullable').value === true) this.#admitNull(draft, place);
  }

  #reference(place: Place): SchemaDraft | undefined {
    const target = this.#references.target(place);
    if (target === undefined) return undefined;
    this.#depth = 0;
    const draft = this.at(target);
    this.#referenced.add(draft);
    return draft;
  }

  /**
   * OpenAPI 3.0 `nullable: true` as JSON Schema 2020-12 says it. Beside a `type`, `null` becomes one more type; an `enum` takes
   * `null` in, which is what authors mean, though the letter of 3.0.3 wants it listed. Around `allOf`, `anyOf` and `oneOf` the
   * schema becomes `anyOf: [it, { type: 'null' }]`, for no member of those would let `null` pass.
   */
  #admitNull(draft: SchemaDraft, place: Place): void {
    if (draft.allOf === undefined && draft.anyOf === undefined && draft.oneOf === undefined) {
      if (draft.enum !== undefined && !draft.enum.includes(null)) draft.enum = [...draft.enum, null];
      if (draft.types !== undefined && !draft.types.includes('null')) draft.types = [...draft.types, 'null'];
      return;
    }
    // `~n` is no escape of RFC 6901, so these pointers are nobody else's.
    const inner = moveAssertions(draft, `${place.pointer}/~nullable`);
    const nothing = emptyDraft(`${place.pointer}/~null`, draft.origin);
    nothing.types = ['null'];
    draft.anyOf = [inner, nothing];
    for (const schema of [inner, nothing]) this.#drafts.set(schema.pointer, schema);
    const discriminated = this.#discriminated.at(-1);
    if (discriminated?.draft === draft) this.#discriminated[this.#discriminated.length - 1] = { draft: inner, place: discriminated.place };
  }
}

/** Takes everything that restricts out of a schema and gives it to a new one; what describes stays. */
function moveAssertions(draft: SchemaDraft, pointer: string): SchemaDraft {
  const { name, title, description, default: fallback, examples, deprecated, readOnly, writeOnly, sensitive, enumDescriptions, extensions, ...rest } =
    draft;
  const inner: SchemaDraft = { ...bare, ...rest, pointer };
  for (const keyword of Object.keys(rest)) if (!staying.has(keyword)) Reflect.deleteProperty(draft, keyword);
  return inner;
}

const staying: ReadonlySet<string> = new Set(['pointer', 'origin', 'recursive']);
