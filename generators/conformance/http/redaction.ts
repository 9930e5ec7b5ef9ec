/** Keeps secrets out of everything that a run prints. */
import type { Json, Operation, Schema } from '../../model/model.js';
import { isJsonArray, isJsonObject } from '../../model/pointer.js';

/** What stands in place of a secret. */
export const redacted = '[redacted]';

/** Shorter values are left alone: they would blacken half of every text, and are no secrets anybody could guess from. */
const minimumLength = 6;

/** Members that hold secrets whatever the description says of them. */
const secretNames = /(?:^|_)(?:secret|password|passcode|token|jwt|cookie|private_key|recovery_codes?)$|authorization/i;

/** Learns secrets as they come by, and blackens them in texts. */
export class Redactor {
  readonly #secrets = new Set<string>();

  /** Makes a text a secret, in all the forms in which it may turn up. */
  add(secret: string): void {
    if (secret.length < minimumLength) return;
    this.#secrets.add(secret);
    this.#secrets.add(encodeURIComponent(secret));
    this.#secrets.add(String(new URLSearchParams({ '': secret })).slice(1));
    this.#secrets.add(JSON.stringify(secret).slice(1, -1));
  }

  /** Learns the secrets of a value: what its schema marks as sensitive, and what stands below a telling name. */
  learn(value: Json | undefined, schemas: readonly Schema[], secret = false): void {
    if (value === undefined) return;
    const described = inPlace(schemas);
    const hidden = secret || described.some((schema) => schema.sensitive);
    if (typeof value === 'string') {
      if (hidden) this.add(value);
    } else if (isJsonArray(value)) {
      value.forEach((item, index) => {
        this.learn(item, described.flatMap((schema) => schema.prefixItems?.[index] ?? schema.items ?? []), hidden);
      });
    } else if (isJsonObject(value)) {
      for (const [name, member] of Object.entries(value)) {
        this.learn(member, described.flatMap((schema) => schema.properties?.get(name) ?? schema.additionalProperties ?? []), hidden || secretNames.test(name));
      }
    }
  }

  /** Learns the secrets of what an operation is sent. */
  learnRequest(operation: Operation, parameters: ReadonlyMap<{ readonly name: string; readonly schema: Schema }, Json>, body: Json | undefined): void {
    for (const [{ name, schema }, value] of parameters) this.learn(value, [schema], secretNames.test(name));
    this.learn(body, operation.requestBody?.contents.map((content) => content.schema) ?? []);
  }

  /** The text without the secrets. */
  scrub(text: string): string {
    let clean = text;
    // The longest first: one secret may be part of another.
    for (const secret of [...this.#secrets].sort((a, b) => b.length - a.length)) clean = clean.replaceAll(secret, redacted);
    return clean;
  }

  /** A value with every text in it scrubbed. */
  scrubAll<T>(value: T): T;
  scrubAll(value: unknown): unknown {
    if (typeof value === 'string') return this.scrub(value);
    if (Array.isArray(value)) return value.map((item: unknown) => this.scrubAll(item));
    if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, this.scrubAll<unknown>(member)]));
    return value;
  }
}

/** The schemas that speak of the same value as these: what they refer to and combine, each once. */
export function inPlace(schemas: readonly Schema[]): readonly Schema[] {
  const found = new Set<Schema>();
  const visit = (schema: Schema | undefined): void => {
    if (schema === undefined || found.has(schema)) return;
    found.add(schema);
    visit(schema.ref);
    for (const part of [...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]) visit(part);
    for (const part of [schema.if, schema.then, schema.else]) visit(part);
    for (const part of schema.dependentSchemas?.values() ?? []) visit(part);
  };
  schemas.forEach(visit);
  return [...found];
}
