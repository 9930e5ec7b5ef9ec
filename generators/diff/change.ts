/** One difference between two descriptions, and what it means to the people who use the API. */
import type { Origin, Position } from '../diagnostics.js';

/**
 * What a change asks of those who use the API, the gravest first. `breaking`: a program that was right may fail, or no longer
 * compile. `additive`: there is more than before, and nothing that was right is wrong. `documentation`: only words changed.
 */
export const levels = ['breaking', 'additive', 'documentation'] as const;
/** One of {@link levels}. */
export type Level = (typeof levels)[number];

/** Which way the value travels that a change is about: to the API, or from it. */
export type Direction = 'request' | 'response';

/** What a change belongs to: the heading it stands under. */
export type Subject =
  | { readonly kind: 'document' }
  | { readonly kind: 'operation'; readonly id: string; readonly method: string; readonly path: string }
  | { readonly kind: 'schema'; readonly name: string }
  | { readonly kind: 'error'; readonly type: string }
  | { readonly kind: 'security scheme'; readonly name: string };

/** Where a thing is written in one of the two descriptions. */
export interface Place extends Origin {
  readonly position?: Position;
}

/** One difference. */
export interface Change {
  /** A name of the table in rules.ts: `property-removed`. */
  readonly rule: string;
  readonly level: Level;
  readonly subject: Subject;
  /** The part of the subject: `request body.organization_name`; empty for the whole of it. */
  readonly at: string;
  /** What changed, in one sentence. */
  readonly message: string;
  /** The ways the value travels, for a change of a schema. */
  readonly directions: readonly Direction[];
  /** The ids of the operations concerned; empty for what concerns none in particular. */
  readonly operations: readonly string[];
  /** Where it is, or would be, in the old description. */
  readonly old?: Place;
  /** Where it is, or would be, in the new description. */
  readonly new?: Place;
}

/** One word or two for a subject: `POST /robots`, `schema Robot`. */
export function subjectText(subject: Subject): string {
  switch (subject.kind) {
    case 'document':
      return 'The description';
    case 'operation':
      return `${subject.method} ${subject.path}`;
    case 'schema':
      return `schema ${subject.name}`;
    case 'error':
      return `error type ${subject.type}`;
    case 'security scheme':
      return `security scheme ${subject.name}`;
  }
}
