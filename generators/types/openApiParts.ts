/**
 * The document as one type, by the openapi-typescript package: at once, or part by part (a path, a component), so that what a run
 * that follows another one in the same process finds unchanged need not be printed again. Both give the same text.
 */
import { createRequire } from 'node:module';
import type { GlobalContext, OpenAPI3 } from 'openapi-typescript';
import type { Node } from 'typescript';
import { isSame } from '../incremental/pieces.js';
import type { Json } from '../model/model.js';
import { isJsonObject } from '../model/pointer.js';
import { statementPrinter } from './statementPrinter.js';

type Resolve = GlobalContext['resolve'];
type Document = { readonly [key: string]: Json };

type Library = typeof import('openapi-typescript');

interface Package extends Pick<Library, 'transformSchema' | 'scanDiscriminators' | 'resolveRef'> {
  /** The text of what it transforms to. */
  print(statements: readonly Node[]): string;
}

/** What the package prints first, one statement each; footers follow. */
const roots = ['paths', 'webhooks', 'components', '$defs'] as const;
const componentsRoot = roots.indexOf('components');

/** The sections of components that the package prints, in its order. */
const sections = ['schemas', 'responses', 'parameters', 'requestBodies', 'headers', 'pathItems'] as const;

/** A path or a component, which the package prints on its own. */
interface Part {
  /** The statement it is a member of, and of `components` the section. */
  readonly place: Exclude<(typeof roots)[number], 'components'> | (typeof sections)[number];
  /** Tells it from all others. */
  readonly key: string;
  readonly value: Json;
  /** A document of nothing else. */
  readonly document: () => Document;
}

/** What was printed of a part, and what it was made from. */
interface PrintedPart {
  readonly source: Json;
  /** What its references lead to. */
  readonly resolved: ReadonlyMap<string, unknown>;
  /** The members of its statement. */
  readonly members: string;
  /** What the package adds at the end for all parts: `operations`, whose members these are, and helper types. */
  readonly footers: ReadonlyMap<string, string>;
}

/** What one run printed, for the next. */
export interface PrintedDocument {
  /** What all parts depend on. */
  readonly common: string;
  readonly parts: ReadonlyMap<string, PrintedPart>;
  /** What was put together of them, and all that this followed from. */
  readonly text: string;
  readonly textOf: readonly unknown[];
}

/**
 * Prints a document at once, as the package's main function would.
 *
 * @param document is edited where it has discriminators
 * @param hasDiscriminators to look for them takes as long as to print everything else
 */
export function printDocument(document: Document, hasDiscriminators: boolean): string {
  const library = openApiTypeScript();
  const resolve: Resolve = (reference) => library.resolveRef(document, reference, { silent: true });
  return withoutControls(library.print(library.transformSchema(asOpenApi(document), contextOf(scan(library, document, hasDiscriminators), resolve))));
}

/** Characters that hide or reorder text, as escapes: they mean the same in a literal, and nothing in a comment. */
function withoutControls(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]|\p{Cs}/gu, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** What is to be known of the documents that are printed. */
export interface Preparation {
  /** A copy for the package to edit. */
  prepare(document: Document): Document;
  mentionsDiscriminator(part: Document): boolean;
}

/** To find the package's files again takes as long as to print a part. */
let loaded: Package | undefined;

/** Whether there is a discriminator in a part of a document; parts that stay the same objects are looked through once. */
const discriminatorIn = new WeakMap<object, boolean>();

/**
 * Prints a document part by part, as far as it is not what an earlier run printed: what has not changed is the same objects.
 */
export function printParts(document: Document, preparation: Preparation, before: PrintedDocument | undefined): PrintedDocument {
  const library = (loaded ??= openApiTypeScript());
  const parts = partsOf(document);
  const hasDiscriminators = parts.some(({ value }) => mentions(value, preparation));
  const whole = hasDiscriminators ? preparation.prepare(document) : undefined;
  // Mappings name schemas of the whole document, which is copied for them.
  const copies = whole === undefined ? undefined : new Map(partsOf(whole).map((part) => [part.key, part]));
  const copyOf = (part: Part): Document => structuredClone(copies?.get(part.key)?.document()) ?? preparation.prepare(part.document());
  const discriminators = scan(library, whole ?? {}, hasDiscriminators);
  const common = JSON.stringify(discriminators);
  const known = before?.common === common ? before.parts : new Map<string, PrintedPart>();
  const printed = new Map<string, PrintedPart>();
  const targets = new Map<string, unknown>();
  const targetOf = (reference: string): unknown => {
    if (!targets.has(reference)) targets.set(reference, library.resolveRef(document, reference, { silent: true }));
    return targets.get(reference);
  };
  for (const part of parts) {
    const earlier = known.get(part.key);
    const holds = earlier?.source === part.value && [...earlier.resolved].every(([reference, target]) => targetOf(reference) === target);
    printed.set(part.key, holds ? earlier : printPart(part, { library, discriminators, copyOf, document: whole ?? document, targetOf }));
  }
  const textOf = [isJsonObject(document['components']), ...parts.map(({ key }) => key), ...printed.values()];
  return { common, parts: printed, textOf, text: before !== undefined && isSame(before.textOf, textOf) ? before.text : assemble(document, parts, printed) };
}

function mentions(part: Json, { mentionsDiscriminator }: Preparation): boolean {
  if (!isJsonObject(part)) return false;
  const known = discriminatorIn.get(part) ?? mentionsDiscriminator(part);
  discriminatorIn.set(part, known);
  return known;
}

function scan(library: Package, document: Document, hasDiscriminators: boolean): GlobalContext['discriminators'] {
  return hasDiscriminators ? library.scanDiscriminators(asOpenApi(document), { silent: true }) : { objects: {}, refsHandled: [] };
}

function partsOf({ paths, webhooks, components, $defs }: Document): readonly Part[] {
  const members = (place: Part['place'], map: Json | undefined, within: (one: Document) => Document): readonly Part[] =>
    entriesOf(map).map(([name, value]) => ({ place, key: `${place} ${name}`, value, document: () => within(Object.fromEntries([[name, value]])) }));
  return [
    ...members('paths', paths, (one) => ({ paths: one })),
    ...members('webhooks', webhooks, (one) => ({ webhooks: one })),
    ...sections.flatMap((section) => members(section, isJsonObject(components) ? components[section] : undefined, (one) => ({ components: { [section]: one } }))),
    ...(isJsonObject($defs) ? [{ place: '$defs', key: '$defs', value: $defs, document: () => ({ $defs }) } as const] : []),
  ];
}

/** What printing one part takes. */
interface PartPrinting {
  readonly library: Package;
  readonly discriminators: GlobalContext['discriminators'];
  /** What the package may edit. */
  copyOf(part: Part): Document;
  /** Where references lead; copied before the package sees it. */
  readonly document: Document;
  targetOf(reference: string): unknown;
}

function printPart(part: Part, { library, discriminators, copyOf, document, targetOf }: PartPrinting): PrintedPart {
  const resolved = new Map<string, unknown>();
  const context = contextOf(discriminators, <T>(reference: string) => {
    resolved.set(reference, targetOf(reference));
    return structuredClone(library.resolveRef<T>(document, reference, { silent: true }));
  });
  const statements = library.transformSchema(asOpenApi(copyOf(part)), context);
  const root = roots.findIndex((name) => name === part.place);
  // What is no root of its own is a section of components.
  const own = statements.slice(root === -1 ? componentsRoot : root).slice(0, 1).map((node) => library.print([node])).join('');
  const footers = statements.slice(roots.length).map((node) => library.print([node])).filter((text) => !text.startsWith('export type operations ='));
  return {
    source: part.value,
    resolved,
    members: withoutControls(part.place === '$defs' ? own : root === -1 ? sectionOf(own, part.place) : membersOf(own)),
    footers: new Map(footers.map((text) => [nameOf(text), withoutControls(nameOf(text) === 'operations' ? membersOf(text) : text)])),
  };
}

/** Puts the parts together as if they had been printed at once. */
function assemble({ components }: Document, parts: readonly Part[], printed: ReadonlyMap<string, PrintedPart>): string {
  const texts = new Map<Part['place'], string>();
  const footers = new Map<string, string>();
  for (const { place, key } of parts) {
    const { members = '', footers: added = new Map<string, string>() } = printed.get(key) ?? {};
    texts.set(place, (texts.get(place) ?? '') + members);
    for (const [name, text] of added) {
      if (name === 'operations') footers.set(name, (footers.get(name) ?? '') + text);
      else footers.set(name, text);
    }
  }
  const printedSections = sections.map((section) => {
    const members = texts.get(section) ?? '';
    return members === '' ? `    ${section}: never;\n` : `    ${section}: {\n${members}    };\n`;
  });
  const operations = footers.get('operations');
  if (operations !== undefined) footers.set('operations', declaration('operations', operations));
  return [
    declaration('paths', texts.get('paths') ?? ''),
    declaration('webhooks', texts.get('webhooks') ?? ''),
    declaration('components', isJsonObject(components) ? printedSections.join('') : ''),
    texts.get('$defs') ?? declaration('$defs', ''),
    ...footers.values(),
    ...(operations === undefined ? [declaration('operations', '')] : []),
  ].join('');
}

function declaration(name: string, members: string): string {
  return members === '' ? `export type ${name} = Record<string, never>;\n` : `export interface ${name} {\n${members}}\n`;
}

function nameOf(statement: string): string {
  return /^(?:export )?(?:interface|type) ([\w$]+)/.exec(statement)?.[1] ?? '';
}

/** The lines between the braces of an interface; nothing of an empty type. */
function membersOf(statement: string): string {
  return statement.startsWith('export interface ') ? statement.slice(statement.indexOf('{\n') + 2, statement.lastIndexOf('}')) : '';
}

/** The lines of one section of components, the only one that is not empty. */
function sectionOf(statement: string, section: string): string {
  const opening = `    ${section}: {\n`;
  const start = statement.indexOf(opening);
  return start === -1 ? '' : statement.slice(start + opening.length, statement.lastIndexOf('    };\n'));
}

function entriesOf(map: Json | undefined): readonly (readonly [string, Json])[] {
  return isJsonObject(map) ? Object.entries(map) : [];
}

/** The package looks at what it prints and takes anything; the types of its parameters are narrower. */
function asOpenApi(document: Document): OpenAPI3 {
  return { openapi: '3.1.0', info: { title: '', version: '' }, ...document };
}

/**
 * The parts of the package that print, as CommonJS: its entry would load a linter, and an import of CommonJS reads the compiler's ten
 * megabytes twice more to learn what they export. Together that is a third of the time that all types take.
 */
export function openApiTypeScript(): Package {
  const require = createRequire(import.meta.url);
  const transformSchema: Package['transformSchema'] = require('openapi-typescript/dist/transform/index.cjs');
  const { astToString }: Pick<Library, 'astToString'> = require('openapi-typescript/dist/lib/ts.cjs');
  const { resolveRef, scanDiscriminators }: Pick<Package, 'resolveRef' | 'scanDiscriminators'> = require('openapi-typescript/dist/lib/utils.cjs');
  return { transformSchema, resolveRef, scanDiscriminators, print: statementPrinter(require.resolve('openapi-typescript'), (node) => astToString(node)) };
}

/** What the package's main function would give its parts: its defaults. */
function contextOf(discriminators: GlobalContext['discriminators'], resolve: Resolve): GlobalContext {
  return {
    additionalProperties: false,
    alphabetize: false,
    arrayLength: false,
    conditionalEnums: false,
    dedupeEnums: false,
    defaultNonNullable: true,
    discriminators,
    emptyObjectsUnknown: false,
    enum: false,
    enumValues: false,
    excludeDeprecated: false,
    exportType: false,
    generatePathParams: false,
    immutable: false,
    injectFooter: [],
    makePathsEnum: false,
    pathParamsAsTypes: false,
    propertiesRequiredByDefault: false,
    readWriteMarkers: false,
    get redoc(): GlobalContext['redoc'] {
      throw new Error('its linter is not used');
    },
    resolve,
    rootTypes: false,
    rootTypesKeepCasing: false,
    rootTypesNoSchemaPrefix: false,
    silent: true,
    postTransform: undefined,
    transform: undefined,
    transformProperty: undefined,
  };
}
