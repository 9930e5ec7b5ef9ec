/** What a rule of this description is: a pure function from a document to findings, told apart by a stable name. */
import type { Json } from '../../generators/model/model.js';
import type { Reference } from './reference/reference.js';

/** A place in the document, as the keys and indices that lead to it. */
export type DocumentPath = readonly (string | number)[];

/** Something a rule objects to. */
export interface Finding {
  readonly path: DocumentPath;
  /** What is wrong, in one sentence. */
  readonly message: string;
  /** What to do, where the rule's own advice can be sharpened. */
  readonly help?: string;
}

/** Any JSON value. */
export type JsonValue = Json;

/** The bundled document. Nothing about its shape may be taken for granted: a rule that throws would end the whole run. */
export interface BundledDocument {
  readonly [key: string]: Json;
}

/** What rules may ask beside the document. */
export interface RuleContext {
  /** The names of the authored guides, or `undefined` where guides are not checked. */
  readonly guides: ReadonlySet<string> | undefined;
  /** The facts that the description is held against, where it has them. */
  readonly reference?: Reference;
}

/** A rule about the bundled document. */
export interface Rule {
  /** Kebab-case and stable: people look it up and switch it off by it. */
  readonly name: string;
  readonly severity: 'error' | 'warning';
  /** What the rule asks for, in one sentence. */
  readonly summary: string;
  /** What to do about a finding. */
  readonly help: string;
  check(document: BundledDocument, context: RuleContext): Iterable<Finding>;
}
