/** The public reference as plain facts: its pages in their order, and the fields that the vendor's SDK declares for each call. */
import type { Json } from '../../../generators/model/model.js';
import { isJsonObject } from '../../../generators/model/pointer.js';
import { listAt, objectAt, textAt } from '../reading.js';

/** A page of the vendor's API reference. */
export interface ReferencePage {
  readonly group: string;
  readonly subgroup: string;
  readonly title: string;
  /** `operation`, `redirect`, `object`, `guide`, `collection`, `error-page` or `local`. */
  readonly kind: string;
  /** Method in capitals and path template; empty for pages that are not of a call. */
  readonly method: string;
  readonly path: string;
  /** The dotted name in the vendor's SDK, where it has one. */
  readonly sdk: string;
}

/** A call as the vendor's SDK declares it. */
export interface ReferenceCall {
  readonly method: string;
  readonly path: string;
  readonly sdk: string;
  /** Whether the call also takes the headers of a member's session. */
  readonly memberSession: boolean;
  /** Names of types; none where the SDK has no type for it. */
  readonly request: string | undefined;
  readonly response: string | undefined;
}

/** A member of a type: `string`, `number`, `boolean`, `any`, `map<…>`, the name of a type, or one of these with `[]`. */
export interface ReferenceField {
  readonly type: string;
  readonly optional: boolean;
}

/** A place where the description differs from the facts on purpose. */
export interface Divergence {
  /** `createMember request.name`, `getMember memberSession` or `organizations.Member.name`; `*` stands for any run of characters. */
  readonly at: readonly string[];
  readonly evidence: string;
}

/** All facts that the description is held against. */
export interface Reference {
  readonly pages: readonly ReferencePage[];
  readonly calls: readonly ReferenceCall[];
  readonly types: ReadonlyMap<string, ReadonlyMap<string, ReferenceField>>;
  readonly divergences: readonly Divergence[];
}

/**
 * Reads the facts.
 *
 * @param files the texts of pages.tsv and the values of fields.yaml and divergences.yaml; what has another form is passed over
 */
export function readReference(files: { readonly pages: string; readonly fields: Json; readonly divergences: Json }): Reference {
  const types = Object.entries(objectAt(files.fields, 'types')).map(([name, members]) => [name, readFields(members)] as const);
  return {
    pages: readPages(files.pages),
    calls: Object.entries(objectAt(files.fields, 'calls')).map(([call, facts]) => readCall(call, facts)),
    types: new Map(types),
    divergences: listAt({ rows: files.divergences }, 'rows').map((row) => ({
      at: listAt(row, 'at').filter((place) => typeof place === 'string'),
      evidence: textAt(row, 'evidence') ?? '',
    })),
  };
}

/** Tab-separated, the first line naming the columns. */
function readPages(text: string): ReferencePage[] {
  const rows = text.split('\n').slice(1).filter((line) => line !== '').map((line) => line.split('\t'));
  return rows.map(([group = '', subgroup = '', title = '', kind = '', method = '', path = '', sdk = '']) => ({ group, subgroup, title, kind, method, path, sdk }));
}

function readCall(call: string, facts: Json): ReferenceCall {
  const [method = '', path = ''] = call.split(' ');
  return {
    method,
    path,
    sdk: textAt(facts, 'sdk') ?? '',
    memberSession: isJsonObject(facts) && facts['memberSession'] === true,
    request: textAt(facts, 'request'),
    response: textAt(facts, 'response'),
  };
}

function readFields(members: Json): ReadonlyMap<string, ReferenceField> {
  return new Map(Object.entries(objectAt(members)).map(([name, type]) => [name.replace(/\?$/, ''), { type: String(type), optional: name.endsWith('?') }]));
}
