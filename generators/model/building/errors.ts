/** The error catalogue of a bundle (`x-error-catalogue`, `x-error-sets`) and its use by operations (`x-errors`). */
import type { ErrorSet, ErrorType, Json, Operation, OperationError } from '../model.js';
import { isJsonArray, isJsonObject } from '../pointer.js';
import { setVersion, versionOf } from '../versions.js';
import { defined } from './place.js';
import type { Place } from './place.js';

type ErrorDraft = Omit<ErrorType, 'operations'> & { readonly operations: Operation[] };

/** Every error type of a document, and who raises it. */
export class ErrorCatalogue {
  /** By status, then by type. */
  readonly types: readonly ErrorType[];
  readonly #drafts: ReadonlyMap<string, ErrorDraft>;

  constructor(place: Place) {
    const before = place.context.following?.built.errors;
    const drafts = place.members().flatMap(([type, entry]) => unchangedType(entry, before?.get(type)) ?? readType(type, entry) ?? []);
    this.types = drafts.toSorted((a, b) => a.status - b.status || (a.type < b.type ? -1 : 1));
    this.#drafts = new Map(drafts.map((draft) => [draft.type, draft]));
  }

  /** Reads the `x-errors` of an operation: by status, then in the order written. An unknown type is a problem. */
  of(place: Place): readonly OperationError[] {
    // Without a catalogue, "x-errors" is something of the author's own.
    if (this.types.length === 0) return [];
    const uses = plainUses(place.value);
    if (uses?.every(({ name }) => this.#drafts.has(name)) === true) return this.#errorsOf(uses);
    const errors = new Map<string, OperationError>();
    for (const element of place.elements()) {
      const name = element.requiredText('type');
      const type = this.#drafts.get(name);
      if (type === undefined) {
        element.problem('unknown-error-type', `There is no error type "${name}" in the catalogue.`, { help: `Describe it in a file of its own: ${name}.yaml.` });
      } else if (!errors.has(name)) {
        const [when, set] = [element.text('when'), element.text('set')];
        errors.set(name, { type, ...(when === undefined ? {} : { when }), ...(set === undefined ? {} : { set }), fields: element.has('fields') ? element.texts('fields') : type.fields });
      }
    }
    return [...errors.values()].sort((a, b) => a.type.status - b.type.status);
  }

  #errorsOf(uses: readonly PlainUse[]): readonly OperationError[] {
    const errors: OperationError[] = [];
    for (const { name, said, fields } of uses) {
      const type = this.#drafts.get(name);
      if (type !== undefined) errors.push({ type, ...said, fields: fields ?? type.fields });
    }
    return errors.sort((a, b) => a.type.status - b.type.status);
  }

  /** Tells each type which operations raise it. */
  link(operations: readonly Operation[]): void {
    for (const operation of operations) {
      for (const { type } of operation.errors) this.#drafts.get(type.type)?.operations.push(operation);
    }
  }
}

/** An element of `x-errors` in which nothing is wrong. */
interface PlainUse {
  readonly name: string;
  readonly said: Pick<OperationError, 'when' | 'set'>;
  readonly fields: readonly string[] | undefined;
}

/** Lists that are the same in several documents are looked through once. */
const knownUses = new WeakMap<object, readonly PlainUse[] | 'odd'>();

/** What `x-errors` says, each type once, where all in it is as it should be; else whoever reads it element by element finds what is wrong. */
function plainUses(list: Json | undefined): readonly PlainUse[] | undefined {
  if (!isJsonArray(list)) return undefined;
  const known = knownUses.get(list) ?? readPlainUses(list);
  knownUses.set(list, known);
  return known === 'odd' ? undefined : known;
}

function readPlainUses(list: readonly Json[]): readonly PlainUse[] | 'odd' {
  const uses = new Map<string, PlainUse>();
  for (const element of list) {
    if (!isJsonObject(element) || Object.hasOwn(element, '$ref')) return 'odd';
    const { type: name, when, set, fields } = element;
    if (typeof name !== 'string' || !isOptionalText(when) || !isOptionalText(set)) return 'odd';
    const texts = isJsonArray(fields) ? fields.filter((field) => typeof field === 'string') : undefined;
    if (fields !== undefined && (!isJsonArray(fields) || texts?.length !== fields.length)) return 'odd';
    if (!uses.has(name)) uses.set(name, { name, said: defined({ when, set }), fields: texts });
  }
  return [...uses.values()];
}

function isOptionalText(value: Json | undefined): value is string | undefined {
  return value === undefined || typeof value === 'string';
}

/** The type of the model that this one follows, where its entry is the same. */
function unchangedType({ value, origin }: Place, before: ErrorType | undefined): ErrorDraft | undefined {
  if (before === undefined || !isJsonObject(value) || versionOf(before) !== value) return undefined;
  const draft = { ...before, operations: [], origin };
  setVersion(draft, value);
  return draft;
}

/** `x-error-sets`. */
export function readErrorSets(place: Place): readonly ErrorSet[] {
  return place.members().map(([name, set]) => ({ name, description: set.text('description') ?? '', types: set.texts('types'), outside: set.member('outside').value === true }));
}

function readType(type: string, place: Place): ErrorDraft | undefined {
  const status = place.number('status');
  if (status === undefined || !Number.isInteger(status) || status < 400 || status > 599) {
    place.problem('invalid-extension', `The error type "${type}" needs a status between 400 and 599.`);
    return undefined;
  }
  const message = place.text('message') ?? '';
  const parameters = place.member('parameters').members().map(([name, parameter]) => ({
    name,
    description: parameter.text('description') ?? '',
    example: String(parameter.member('example').value ?? ''),
  }));
  const examples = new Map(parameters.map(({ name, example }) => [name, example]));
  const draft: ErrorDraft = {
    type,
    status,
    format: oneOf(place.member('format'), ['standard', 'oauth2']),
    title: place.text('title') ?? type,
    message,
    parameters,
    exampleMessage: message.replace(/\{([^{}]+)\}/g, (slot, name: string) => examples.get(name) ?? slot),
    meaning: place.text('meaning') ?? '',
    causes: place.texts('causes'),
    fixes: place.texts('fixes'),
    actor: oneOf(place.member('actor'), ['developer', 'end_user', 'admin', 'provider', 'service']),
    retry: oneOf(place.member('retry'), ['never', 'after_change', 'backoff']),
    fields: place.texts('fields'),
    seeAlso: place.texts('see_also'),
    aliases: place.texts('aliases'),
    provenance: oneOf(place.member('provenance'), ['documented', 'inferred']),
    ...defined({ details: place.member('details').value }),
    operations: [],
    origin: place.origin,
  };
  if (isJsonObject(place.value)) setVersion(draft, place.value);
  return draft;
}

/** The value, when it is one of the allowed ones; else the first of them, and a problem unless there is no value at all. */
function oneOf<Value extends string>(place: Place, allowed: readonly [Value, ...Value[]]): Value {
  const text = place.asText();
  const value = allowed.find((candidate) => candidate === text);
  if (value !== undefined) return value;
  if (text !== undefined) place.problem('invalid-extension', `"${text}" is not one of ${allowed.join(', ')}.`);
  return allowed[0];
}
