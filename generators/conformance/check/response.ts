/** Is an answer what the description promises? */
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { ApiModel, Content, Json, Operation, Response, Schema } from '../../model/model.js';
import { isJsonObject, valueAt } from '../../model/pointer.js';
import { boundedRegExp } from '../../patterns/boundedRegExp.js';
import { jsonSchemaOf } from './jsonSchema.js';
import { narrowed } from './narrowed.js';
import { undocumentedMembers } from './undocumented.js';

/** One way in which an answer is not what the description promises. */
export interface Violation {
  /** Stable: `undocumented-status`, `undocumented-error-type`, `media-type`, `body`, `undocumented-member`, `header`, `not-implemented`. */
  readonly code: string;
  /** A warning does not fail a run. */
  readonly severity: 'error' | 'warning';
  readonly message: string;
}

/** What of an answer is looked at. */
export interface CheckedResponse {
  readonly status: number;
  readonly headers: Headers;
}

/** How strict the check is. */
export interface CheckOptions {
  /** Members that the description does not name are errors; warnings by default, for clients must tolerate them. */
  readonly closed?: boolean;
}

/** At most so many violations of one body are told. */
const mostErrors = 5;

/** Checks the answers of one API. */
export class ResponseChecker {
  readonly #ajv: Ajv2020;
  readonly #keys = new Map<Schema, string>();
  readonly #compiled = new Map<Schema, ValidateFunction>();
  readonly #closed: boolean;

  constructor(model: ApiModel, { closed = false }: CheckOptions = {}) {
    this.#closed = closed;
    this.#ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: true, unicodeRegExp: true, code: { regExp: boundedRegExp }, logger: false });
    addFormats.default(this.#ajv);
    model.schemas.forEach((schema, index) => this.#keys.set(schema, `schema:${index}`));
    for (const [schema, key] of this.#keys) this.#ajv.addSchema(this.#print(schema), key);
  }

  /**
   * Everything that is wrong with an answer.
   *
   * @param body the answer's JSON, its text when it is no JSON, undefined when it is empty
   */
  check(operation: Operation, { status, headers }: CheckedResponse, body: Json | undefined): readonly Violation[] {
    const response = documentedResponse(operation, status);
    if (response === undefined) {
      return [error('undocumented-status', `${operation.id} answered ${status}, which is not documented (documented: ${operation.responses.map((one) => one.status).join(', ')}).`)];
    }
    const found = [...checkHeaders(response, headers)];
    if (response.contents.length === 0) {
      return body === undefined ? found : [...found, error('body', `The answer ${status} has a body; none is documented.`)];
    }
    if (body === undefined) return operation.method === 'HEAD' ? found : [...found, error('body', `The answer ${status} has no body; one is documented.`)];
    const type = (headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
    const content = contentOf(response.contents, type);
    if (content === undefined) {
      const documented = response.contents.map((one) => one.mediaType).join(', ');
      return [...found, error('media-type', `The answer ${status} is ${type === '' ? 'of no media type' : type}; documented: ${documented}.`)];
    }
    return [...found, ...this.#checkBody(operation, status, content.schema, body)];
  }

  #checkBody(operation: Operation, status: number, schema: Schema, body: Json): readonly Violation[] {
    const unknown = unknownErrorType(operation, status, body);
    const validate = this.#compile(schema);
    const faults = validate(body) ? [] : told(this.#explain(schema, body) ?? validate.errors ?? []).filter((fault) => unknown === undefined || fault.keyword !== 'enum');
    const violations = faults.slice(0, mostErrors).map((fault) => error('body', sentence(fault, body)));
    if (faults.length > mostErrors) violations.push(error('body', `And ${faults.length - mostErrors} more faults of the body.`));
    const severity = this.#closed ? 'error' : 'warning';
    const members = undocumentedMembers(body, [schema]).map((pointer): Violation => ({ code: 'undocumented-member', severity, message: `The body has ${pointer}, which is not documented.` }));
    return [...(unknown === undefined ? [] : [unknown]), ...violations, ...members];
  }

  #compile(schema: Schema): ValidateFunction {
    let validate = this.#compiled.get(schema);
    if (validate === undefined) {
      validate = this.#ajv.compile(this.#print(schema));
      this.#compiled.set(schema, validate);
    }
    return validate;
  }

  /** The faults of a body that broke its schema, without those of branches that were never meant for it. */
  #explain(schema: Schema, body: Json): readonly ErrorObject[] | undefined {
    const validate = this.#ajv.compile(narrowed(schema, body, (part) => this.#print(part)));
    return validate(body) ? undefined : (validate.errors ?? undefined);
  }

  #print(schema: Schema): { readonly [key: string]: Json } | boolean {
    return jsonSchemaOf(schema, (target) => {
      const key = this.#keys.get(target);
      if (key === undefined) throw new Error(`${target.pointer} is no named schema.`);
      return key;
    });
  }
}

/** The documented answer of a status: its own, that of its class, or the default (OAS 3.1 §4.8.16). */
export function documentedResponse(operation: Operation, status: number): Response | undefined {
  const find = (key: string): Response | undefined => operation.responses.find((response) => response.status.toUpperCase() === key);
  return find(String(status)) ?? find(`${Math.floor(status / 100)}XX`) ?? find('DEFAULT');
}

function unknownErrorType(operation: Operation, status: number, body: Json): Violation | undefined {
  const type = isJsonObject(body) ? (body['error_type'] ?? body['error']) : undefined;
  if (operation.errors.length === 0 || status < 400 || typeof type !== 'string') return undefined;
  const documented = operation.errors.filter((candidate) => candidate.type.status === status).map((candidate) => candidate.type.type);
  if (documented.includes(type)) return undefined;
  return error('undocumented-error-type', `${operation.id} answered ${status} with the error type ${JSON.stringify(type)}, which is not documented for it.`);
}

function checkHeaders(response: Response, headers: Headers): readonly Violation[] {
  return response.headers
    .filter((header) => header.required && !headers.has(header.name))
    .map((header) => error('header', `The header ${header.name} is missing.`));
}

function contentOf(contents: readonly Content[], type: string): Content | undefined {
  const range = `${type.split('/')[0] ?? ''}/*`;
  const by = (wanted: string): Content | undefined => contents.find(({ mediaType }) => (mediaType.split(';')[0] ?? '').trim().toLowerCase() === wanted);
  return by(type) ?? by(range) ?? by('*/*');
}

/** The faults that say something: `anyOf` and the like repeat what their branches say, where a branch says something deeper. */
function told(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const combining = new Set(['anyOf', 'oneOf', 'allOf', 'if']);
  const deepest = errors.filter((fault) => !combining.has(fault.keyword) || !errors.some((other) => other !== fault && !combining.has(other.keyword) && other.instancePath.startsWith(fault.instancePath)));
  const seen = new Set<string>();
  return deepest.filter((fault) => {
    const key = `${fault.instancePath} ${fault.keyword} ${fault.message ?? ''}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function sentence(fault: ErrorObject, body: Json): string {
  const place = fault.instancePath === '' ? 'The body' : fault.instancePath;
  const value = valueAt(body, fault.instancePath);
  const allowed = fault.keyword === 'enum' && Array.isArray(fault.params['allowedValues']) ? ` (${fault.params['allowedValues'].slice(0, 6).map((one) => JSON.stringify(one)).join(', ')})` : '';
  const constant = fault.keyword === 'const' ? ` ${JSON.stringify(fault.params['allowedValue'])}` : '';
  const found = value === undefined || typeof value === 'object' ? '' : `, but is ${shown(value)}`;
  return `${place} ${fault.message ?? 'is not as documented'}${constant}${allowed}${found}.`;
}

function shown(value: Json): string {
  const text = JSON.stringify(value);
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`;
}

function error(code: string, message: string): Violation {
  return { code, severity: 'error', message };
}
