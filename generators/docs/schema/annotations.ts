/** What is said about a schema beside its kind, gathered through `$ref` and `allOf`. */
import { appliedSchemas } from '../../model/appliedSchemas.js';
import type { Json, Schema } from '../../model/model.js';

/** Limits, formats and prose of one schema. */
export interface Annotations {
  readonly description: string | undefined;
  readonly default: Json | undefined;
  readonly example: Json | undefined;
  readonly deprecated: boolean;
  readonly readOnly: boolean;
  readonly writeOnly: boolean;
  readonly sensitive: boolean;
  readonly enumDescriptions: ReadonlyMap<string, string>;
  /** The first schema on the way that says something about the value itself. */
  readonly limits: readonly Limit[];
}

/** One restriction, ready to be read: `Length: 1 to 128`. */
export interface Limit {
  readonly label: string;
  readonly value: string;
  /** A pattern or a literal, as against words. */
  readonly code: boolean;
}

const known = new WeakMap<Schema, Annotations>();

/** The annotations of a schema; the same object on every call. A text beside a `$ref` goes before the text of its target. */
export function annotationsOf(schema: Schema): Annotations {
  let annotations = known.get(schema);
  if (annotations === undefined) {
    annotations = gather(schema);
    known.set(schema, annotations);
  }
  return annotations;
}

function gather(schema: Schema): Annotations {
  const parts = appliedSchemas(schema);
  const first = <T>(pick: (part: Schema) => T | undefined): T | undefined => {
    for (const part of parts) {
      const value = pick(part);
      if (value !== undefined && value !== '') return value;
    }
    return undefined;
  };
  const enumDescriptions = new Map<string, string>();
  for (const part of parts) {
    for (const [value, text] of Object.entries(part.enumDescriptions)) if (!enumDescriptions.has(value)) enumDescriptions.set(value, text);
  }
  return {
    description: first((part) => part.description),
    default: first((part) => part.default),
    example: first((part) => part.examples[0]),
    deprecated: parts.some((part) => part.deprecated),
    readOnly: parts.some((part) => part.readOnly),
    writeOnly: parts.some((part) => part.writeOnly),
    sensitive: parts.some((part) => part.sensitive),
    enumDescriptions,
    limits: limitsOf(parts),
  };
}

function limitsOf(parts: readonly Schema[]): readonly Limit[] {
  const limits: Limit[] = [];
  const add = (label: string, value: string | undefined, code = false): void => {
    if (value !== undefined) limits.push({ label, value, code });
  };
  const pick = <K extends keyof Schema>(key: K): Schema[K] | undefined => parts.find((part) => part[key] !== undefined)?.[key];
  add('Length', range(pick('minLength'), pick('maxLength')));
  add('Value', range(pick('minimum'), pick('maximum')));
  add('More than', text(pick('exclusiveMinimum')));
  add('Less than', text(pick('exclusiveMaximum')));
  add('Multiple of', text(pick('multipleOf')));
  add('Items', range(pick('minItems'), pick('maxItems')));
  if (pick('uniqueItems') === true) add('Items', 'no two alike');
  add('Members', range(pick('minProperties'), pick('maxProperties')));
  add('Encoding', pick('contentEncoding'));
  add('Content', pick('contentMediaType'));
  add('Pattern', pick('pattern'), true);
  return limits;
}

function range(from: number | undefined, to: number | undefined): string | undefined {
  if (from === undefined) return to === undefined ? undefined : `at most ${to}`;
  if (to === undefined) return `at least ${from}`;
  return from === to ? `exactly ${from}` : `${from} to ${to}`;
}

function text(value: number | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}
