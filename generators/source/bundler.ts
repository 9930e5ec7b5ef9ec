/**
 * Copies a description of many files into one document: objects of other files become components, Path Items and Example
 * Objects are copied in place, and every reference that is left points into the document itself.
 */
import type { Origin, Problem } from '../diagnostics.js';
import type { Json } from '../model/model.js';
import { isJsonArray, isJsonObject } from '../model/pointer.js';
import { type Component, ComponentNames } from './components.js';
import { CopyFollower } from './copyFollower.js';
import type { CopyMemory } from './copyMemory.js';
import type { SourceFiles } from './files.js';
import type { FixtureWorld } from './fixtures.js';
import { type JsonObject, type MutableJsonObject, ownObject, ownString, setOwn } from './json.js';
import { LiftedComponents } from './liftedComponents.js';
import { CopyBudget } from './limits.js';
import type { OriginMap } from './origins.js';
import { Place } from './place.js';
import { appendToPointer, pointerOf } from './pointer.js';
import { resolveReference, type Target } from './references.js';
import { RewrittenReferences } from './rewrittenReferences.js';
import type { SourceFile } from './sourceFile.js';
import { componentSections, type ComponentSection, isComponentSection, type Kind, memberOf, referencePolicyOf } from './structure.js';

/** What the bundler works with and reports to. */
export interface BundlerContext {
  readonly files: SourceFiles;
  readonly origins: OriginMap;
  readonly fixtures: FixtureWorld;
  /** Whether two files of one name are an error. */
  readonly uniqueNames: boolean;
  /** What an earlier load copied. */
  readonly copies: CopyMemory | undefined;
  /** Everything reported so far. */
  readonly problems: ReadonlySet<Problem>;
  report(problem: Problem): void;
  /** A URL that must be fetched before bundling can succeed. */
  needRemote(url: string): void;
}

/** Keywords below which the parts of a schema stand: a pointer that begins with one leads into a file that is a schema. */
const schemaKeywords = /^\/(properties|patternProperties|items|prefixItems|additionalProperties|allOf|anyOf|oneOf|not|then|else)(\/|$)/;

/** Bundles one description; made anew for each run. */
export class Bundler {
  private readonly root: SourceFile;
  private readonly context: BundlerContext;
  private readonly names: ComponentNames;
  private readonly waiting: Component[] = [];
  private readonly lifted = new LiftedComponents();
  private readonly inlining = new Set<string>();
  private readonly copies = new CopyBudget();
  private readonly misplaced = new Set<string>();
  /** What references to components became: the same text in the same file always means the same. */
  private readonly rewritten = new RewrittenReferences();
  private readonly follower: CopyFollower;

  constructor(root: SourceFile, context: BundlerContext) {
    this.root = root;
    this.context = context;
    this.names = new ComponentNames(context.uniqueNames);
    this.follower = new CopyFollower(context, this.copies, {
      rewrite: (reference, section, place) => this.rewrite(reference, section, place),
      resolve: (file, reference) => this.resolve(file, reference, { file: file.name, pointer: '' }),
    });
  }

  /**
   * Copies the root document and everything it refers to. Its components come first, in their order; those that were
   * lifted out of other files follow, sorted by name.
   *
   * @param root the root document's object
   * @param furtherSchemas the files of schemas to take in although nothing may refer to them, given the copied root document
   */
  bundle(root: JsonObject, furtherSchemas: (document: JsonObject) => readonly SourceFile[]): MutableJsonObject {
    this.context.copies?.begin([this.root.location, this.root.name, root, ...this.context.fixtures.versions]);
    this.context.origins.copied('', { file: this.root.name, pointer: '' });
    const components = ownObject(root, 'components') ?? {};
    this.declareRootComponents(components);
    const document = this.copyMembers(root, 'document', Place.of(this.root, '', ''));
    for (const file of furtherSchemas(document)) {
      this.nameOf('schemas', { file, pointer: '', value: file.value }, { file: file.name, pointer: '' });
    }
    for (let next = this.waiting.shift(); next !== undefined; next = this.waiting.shift()) {
      this.lift(next);
    }
    this.lifted.putInto(document);
    return document;
  }

  private declareRootComponents(components: JsonObject): void {
    for (const [section, entries] of Object.entries(components)) {
      if (!isComponentSection(section) || !isJsonObject(entries)) {
        continue;
      }
      for (const [name, entry] of Object.entries(entries)) {
        const pointer = pointerOf('components', section, name);
        const target = this.fileOfPureReference(entry, pointer);
        const place = target === undefined ? { file: this.root.name, pointer } : { file: target.file.name, pointer: target.pointer };
        this.names.declare({ section, name, ...place });
      }
    }
  }

  /** The object a component of the root document is, when it is nothing but a reference to another file. */
  private fileOfPureReference(entry: Json, pointer: string): Target | undefined {
    const reference = isPureReference(entry) ? ownString(entry, '$ref') : undefined;
    if (reference === undefined || reference.startsWith('#')) {
      return undefined;
    }
    const resolution = resolveReference(this.context.files, this.root, reference, { file: this.root.name, pointer });
    return 'target' in resolution && resolution.target.file !== this.root ? resolution.target : undefined;
  }

  private lift(component: Component): void {
    const at = pointerOf('components', component.section, component.name);
    const origin: Origin = { file: component.file, pointer: component.pointer };
    const source = this.targets.get(component);
    if (source === undefined) {
      return;
    }
    this.context.origins.copied(at, origin);
    const kind = componentSections[component.section];
    const place = Place.of(source.file, source.pointer, at);
    const value = this.remembered(source.value, place, () => this.copy(source.value, kind, place));
    this.lifted.add(component, value);
  }

  private readonly targets = new Map<Component, Target>();

  private copy(value: Json, kind: Kind, place: Place): Json {
    if (kind === 'data') {
      return value;
    }
    if (kind === 'example') {
      return this.context.fixtures.expand(value, place);
    }
    if (!isJsonObject(value)) {
      return value;
    }
    const reference = ownString(value, '$ref');
    const policy = referencePolicyOf(kind);
    if (reference !== undefined && policy !== undefined) {
      return policy === 'inline'
        ? this.remembered(value, place, () => this.copyInline(value, reference, kind, place))
        : this.copyReference(value, reference, kind, policy, place);
    }
    if (reference !== undefined && kind !== 'document' && kind !== 'components') {
      this.warnMisplaced(kind, place);
      return this.copyInline(value, reference, kind, place);
    }
    return this.copyMembers(value, kind, place);
  }

  private copyMembers(value: JsonObject, kind: Kind, place: Place): MutableJsonObject {
    const copy: MutableJsonObject = {};
    for (const [key, child] of Object.entries(value)) {
      setOwn(copy, key, isData(kind, key) ? child : this.copyMember(kind, key, child, place.below(key)));
    }
    return copy;
  }

  private copyMember(kind: Kind, key: string, value: Json, place: Place): Json {
    if (kind === 'schema' && key === 'discriminator' && isJsonObject(value)) {
      return this.copyDiscriminator(value, place);
    }
    const member = memberOf(kind, key);
    if (member === undefined) {
      return value;
    }
    if (member.as === 'one') {
      return this.copy(value, member.kind, place);
    }
    const whole = isJsonObject(value) ? ownString(value, '$ref') : undefined;
    if (whole !== undefined) {
      return this.copyWholeMember(kind, key, whole, place);
    }
    if (member.as === 'list') {
      return isJsonArray(value) ? value.map((item, index) => this.copy(item, member.kind, place.below(index))) : value;
    }
    if (!isJsonObject(value)) {
      return value;
    }
    const copy: MutableJsonObject = {};
    for (const [name, child] of Object.entries(value)) {
      const isExtension = member.as === 'fields' && name.startsWith('x-');
      setOwn(copy, name, isExtension ? child : this.copyEntry(child, member.kind, place.below(name)));
    }
    return copy;
  }

  /** A map or list that is a reference as a whole, as in `properties: { $ref: … }`: copied in place. */
  private copyWholeMember(kind: Kind, key: string, reference: string, place: Place): Json {
    this.warnMisplaced(key, place);
    const origin: Origin = { file: place.file.name, pointer: appendToPointer(place.pointer, '$ref') };
    const target = this.resolve(place.file, reference, origin);
    const inside = `${target?.file.name ?? ''}#${target?.pointer ?? ''}`;
    if (target === undefined || this.inlining.has(inside)) {
      return {};
    }
    this.inlining.add(inside);
    this.copies.spend(target.file.name);
    this.context.origins.copied(place.at, { file: target.file.name, pointer: target.pointer });
    const copy = this.copyMember(kind, key, target.value, Place.of(target.file, target.pointer, place.at));
    this.inlining.delete(inside);
    return copy;
  }

  /** Many documents have references where OpenAPI allows none, and most tools follow them: so do we, and say so once for each kind. */
  private warnMisplaced(what: string, place: Place): void {
    this.follower.passOver();
    if (!this.misplaced.has(what)) {
      this.misplaced.add(what);
      this.context.report({
        code: 'ref-misplaced',
        severity: 'warning',
        message: `OpenAPI allows no reference in the place of ${what === 'operation' ? 'an operation' : `"${what}"`}; it is copied in place here and wherever else there is one.`,
        origin: { file: place.file.name, pointer: appendToPointer(place.pointer, '$ref') },
        help: what === 'operation' ? 'Refer to the Path Item as a whole instead.' : 'Write it out, or refer to the object around it.',
      });
    }
  }

  /** A component of the root document that stands for another file is that file's content; a reference to itself would be left. */
  private copyEntry(value: Json, kind: Kind, place: Place): Json {
    if (place.file === this.root && isPureReference(value) && place.at.startsWith('/components/') && place.at === place.pointer) {
      this.follower.passOver();
      const target = this.fileOfPureReference(value, place.pointer);
      const policy = referencePolicyOf(kind);
      if (target !== undefined && policy !== undefined && policy !== 'inline') {
        const declared = this.names.find(policy, target.file.name, target.pointer);
        if (declared !== undefined && pointerOf('components', policy, declared.name) === place.at) {
          this.context.origins.copied(place.at, { file: target.file.name, pointer: target.pointer });
          return this.copy(target.value, kind, Place.of(target.file, target.pointer, place.at));
        }
      }
    }
    return this.copy(value, kind, place);
  }

  /** Rewrites a reference; what stands beside it (JSON Schema 2020-12 §8.2.3.1) is kept. */
  private copyReference(value: JsonObject, reference: string, kind: Kind, section: ComponentSection, place: Place): Json {
    const copy = this.copyMembers(value, kind, place);
    const rewritten = this.rewrite(reference, section, place);
    copy['$ref'] = rewritten ?? reference;
    return copy;
  }

  /** The text that a reference has in the bundle; undefined, and a problem, where it leads nowhere. */
  private rewrite(reference: string, section: ComponentSection, place: Place): string | undefined {
    const text = this.rewriteOnce(reference, section, place);
    this.follower.follows({ kind: 'rewritten', file: place.file.location, reference, section, text });
    return text;
  }

  private rewriteOnce(reference: string, section: ComponentSection, place: Place): string | undefined {
    const known = this.rewritten.get(place.file, section, reference);
    if (known !== undefined) {
      return known;
    }
    const origin: Origin = { file: place.file.name, pointer: appendToPointer(place.pointer, '$ref') };
    const target = this.resolve(place.file, reference, origin);
    if (target === undefined) {
      return undefined;
    }
    const component = this.names.find(section, target.file.name, target.pointer);
    if (component === undefined && target.file === this.root) {
      this.checkSection(target, section, reference, origin);
      return reference.startsWith('#') && place.file === this.root ? reference : fragment(target.pointer);
    }
    const text = this.rewriteToComponent(component, target, section, origin);
    if (text !== undefined) {
      this.rewritten.set(place.file, section, reference, text);
    }
    return text;
  }

  private rewriteToComponent(component: Component | undefined, target: Target, section: ComponentSection, origin: Origin): string | undefined {
    if (component === undefined && section === 'schemas' && schemaKeywords.test(target.pointer)) {
      const whole = this.nameOf(section, { file: target.file, pointer: '', value: target.file.value }, origin);
      return whole === undefined ? undefined : fragment(pointerOf('components', section, whole) + target.pointer);
    }
    const name = component?.name ?? this.nameOf(section, target, origin);
    return name === undefined ? undefined : fragment(pointerOf('components', section, name));
  }

  private nameOf(section: ComponentSection, target: Target, origin: Origin): string | undefined {
    const known = this.names.find(section, target.file.name, target.pointer);
    if (known !== undefined) {
      return known.name;
    }
    const component = this.names.name(section, target.file.name, target.pointer, origin);
    if ('code' in component) {
      this.follower.report(component);
      return undefined;
    }
    this.targets.set(component, target);
    this.waiting.push(component);
    return component.name;
  }

  private checkSection(target: Target, section: ComponentSection, reference: string, origin: Origin): void {
    const found = /^\/components\/([^/]+)\/[^/]+$/.exec(target.pointer)?.[1];
    if (found !== undefined && isComponentSection(found) && found !== section) {
      this.follower.report({
        code: 'ref-wrong-kind',
        severity: 'error',
        message: `"${reference}" leads to one of the ${found}, where one of the ${section} belongs.`,
        origin,
        help: `Refer to something under #/components/${section}.`,
      });
    }
  }

  /** Copies the object a reference means in its place; members beside the reference win (OAS 3.1 §4.8.9 leaves it open). */
  private copyInline(value: JsonObject, reference: string, kind: Kind, place: Place): Json {
    const origin: Origin = { file: place.file.name, pointer: appendToPointer(place.pointer, '$ref') };
    const target = this.resolve(place.file, reference, origin);
    if (target === undefined) {
      return value;
    }
    this.follower.follows({ kind: 'inlined', file: place.file.location, reference, location: target.file.location, pointer: target.pointer, value: target.value });
    if (kind === 'exampleObject' && target.file === this.root && place.file === this.root && place.at === place.pointer) {
      return value;
    }
    const key = `${target.file.name}#${target.pointer}`;
    if (this.inlining.has(key)) {
      this.context.report({
        code: 'ref-circle',
        severity: 'error',
        message: `"${reference}" leads back into the object it stands in, which is copied in place and would never end.`,
        origin,
        help: 'Write one of the objects in the circle out.',
      });
      return value;
    }
    this.inlining.add(key);
    this.copies.spend(target.file.name);
    this.context.origins.copied(place.at, { file: target.file.name, pointer: target.pointer });
    const copy = this.copy(target.value, kind, Place.of(target.file, target.pointer, place.at));
    this.inlining.delete(key);
    const { $ref: _, ...beside } = value;
    if (Object.keys(beside).length === 0 || !isJsonObject(copy)) {
      return copy;
    }
    for (const name of Object.keys(beside)) {
      const sibling = place.below(name);
      this.context.origins.copied(sibling.at, { file: place.file.name, pointer: sibling.pointer });
    }
    return { ...copy, ...this.copyMembers(beside, kind, place) };
  }

  private copyDiscriminator(value: JsonObject, place: Place): Json {
    const mapping = ownObject(value, 'mapping');
    if (mapping === undefined) {
      return value;
    }
    const copy: MutableJsonObject = {};
    for (const [tag, reference] of Object.entries(mapping)) {
      // OAS 3.1 §4.8.25: a mapping value is a component's name or a reference.
      const isReference = typeof reference === 'string' && /[#/]|\.(ya?ml|json)$/i.test(reference);
      const rewritten = isReference ? this.rewrite(reference, 'schemas', place.below('mapping').below(tag)) : undefined;
      setOwn(copy, tag, rewritten ?? reference);
    }
    return { ...value, mapping: copy };
  }

  private resolve(from: SourceFile, reference: string, origin: Origin): Target | undefined {
    const resolution = resolveReference(this.context.files, from, reference, origin);
    if ('target' in resolution) {
      return resolution.target;
    }
    if ('pending' in resolution) {
      this.follower.passOver();
      this.context.needRemote(resolution.pending);
    } else {
      this.follower.report(resolution.problem);
    }
    return undefined;
  }

  /** A copy of a value at a place, made now or by the load before. Only what is copied on its own is remembered, not what is copied within something else. */
  private remembered(value: Json, place: Place, make: () => Json): Json {
    return this.inlining.size > 0 ? make() : this.follower.copyOf(value, place, make);
  }
}

function isPureReference(value: Json): value is JsonObject {
  return isJsonObject(value) && Object.hasOwn(value, '$ref') && Object.keys(value).length === 1;
}

/** True for a member in which nothing is followed. */
function isData(kind: Kind, key: string): boolean {
  return memberOf(kind, key) === undefined && !(kind === 'schema' && key === 'discriminator');
}

function fragment(pointer: string): string {
  return `#${encodeURI(pointer).replaceAll('#', '%23')}`;
}
