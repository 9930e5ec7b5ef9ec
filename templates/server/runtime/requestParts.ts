/** The parts of a request: decoded, checked, and blamed with the error that the API has for what is wrong. */
import type { Validate, ValidationIssue } from '../../validators/runtime/types.js';
import type { Call } from './call.js';
import { Refusal, RequestError, type MessageParameters } from './errors.js';
import type { FieldError, OperationDescriptor } from './operation.js';
import {
  readCookieParameters,
  readHeaderParameters,
  readPairs,
  readPathParameters,
  readQueryParameters,
  type DecodedParameters,
  type ParameterReading,
  type QueryPairs,
} from './parameters.js';
import type { OperationPlan } from './plan.js';
import { bareObject } from './untrustedText.js';

/** The decoded parameters of a call, by where they travel. Read only: calls without parameters share one empty object. */
export interface ReadParameters {
  readonly path: object;
  readonly query: object;
  readonly headers: object;
  readonly cookies: object;
}

/** Parts of a request, as far as they are known. */
type Parts = { readonly [part in RequestPart]?: unknown };

const NONE: DecodedParameters = Object.freeze(bareObject());

/** Says everything that is wrong at once; made once, for it is passed with every value. */
const EVERY_ISSUE = { all: true } as const;

/**
 * Decodes and validates the parameters of a call.
 * @throws Refusal or RequestError when one is malformed or not as described
 */
export function readParameters(operation: OperationPlan, call: Call, pathValues: readonly string[], rawQuery: string): ReadParameters {
  const { pathParameters, queryParameters, headerParameters, cookieParameters, validators } = operation.descriptor;
  const path = pathParameters === undefined ? NONE : decoded('path', readPathParameters(pathParameters, operation.pathNames, pathValues));
  const pairs = rawQuery === '' ? NO_PAIRS : readPairs(rawQuery);
  if (pairs === undefined) throw new Refusal('malformed', { details: { reason: 'The query is not properly encoded.' } });
  const query = queryParameters === undefined ? NONE : decoded('query', readQueryParameters(queryParameters, pairs));
  const headers =
    headerParameters === undefined ? NONE : decoded('headers', readHeaderParameters(headerParameters, (name) => call.header(name)));
  const cookies = cookieParameters === undefined ? NONE : decoded('cookies', readCookieParameters(cookieParameters, call.header('cookie')));
  const parameters = { path, query, headers, cookies };
  const inPath = violationsOf('path', validators.path, path);
  const inQuery = violationsOf('query', validators.query, query);
  const inHeaders = violationsOf('headers', validators.headers, headers);
  const inCookies = violationsOf('cookies', validators.cookies, cookies);
  // Nearly always all of them are the one empty list.
  if (inPath !== NOTHING || inQuery !== NOTHING || inHeaders !== NOTHING || inCookies !== NOTHING) {
    refuse(operation, [...inPath, ...inQuery, ...inHeaders, ...inCookies], parameters);
  }
  return parameters;
}

/**
 * Validates the decoded body of a call.
 * @throws Refusal or RequestError when it is not as described
 */
export function checkBody(operation: OperationPlan, mediaType: string, body: unknown, parameters: ReadParameters): void {
  const validate = operation.descriptor.validators.body?.[mediaType];
  const violations = violationsOf('body', validate, body);
  if (violations.length === 0) return;
  const left = withoutRepeatedPath(operation, violations, body) ? violationsOf('body', validate, body) : violations;
  refuse(operation, left, { ...parameters, body });
}

/**
 * Some clients repeat the path's parameters in the body. Where the body is closed to such a member, it is taken out and ignored.
 * @returns whether there was one
 */
function withoutRepeatedPath({ pathNames }: OperationPlan, violations: readonly Violation[], body: unknown): boolean {
  if (typeof body !== 'object' || body === null) return false;
  const repeated = pathNames.filter((name) =>
    violations.some(({ issue }) => UNKNOWN_MEMBER.includes(issue.keyword) && issue.pointer === `/${name}`),
  );
  return repeated.filter((name) => Reflect.deleteProperty(body, name)).length > 0;
}

const UNKNOWN_MEMBER: readonly string[] = ['additionalProperties', 'unevaluatedProperties'];

function decoded(part: RequestPart, reading: ParameterReading): DecodedParameters {
  if (reading.ok) return reading.values;
  throw new Refusal('malformed', {
    details: { fields: [{ in: placeOf(part), pointer: `/${reading.parameter}`, message: 'The value is not properly encoded.' }] },
  });
}

const NO_PAIRS: QueryPairs = [];

const NOTHING: readonly Violation[] = [];

function violationsOf(part: RequestPart, validate: Validate | undefined, value: unknown): readonly Violation[] {
  if (validate === undefined) return NOTHING;
  const outcome = validate(value, EVERY_ISSUE);
  return outcome.ok ? NOTHING : outcome.issues.map((issue) => ({ part, issue }));
}

function refuse({ descriptor, fieldErrors }: OperationPlan, violations: readonly Violation[], request: Parts): void {
  const [first] = violations;
  if (first === undefined) return;
  const details = violationDetails(violations);
  const type = typeForViolation(first.issue, fieldErrors, request[first.part]);
  if (type === undefined) throw new Refusal(kindOfViolation(first.issue), { details }, { argument: argumentName(first) });
  throw new RequestError(type, parametersFromRequest(descriptor, request, first), { details });
}

/** The part of a request a finding is about. */
export type RequestPart = 'path' | 'query' | 'headers' | 'cookies' | 'body';

/** A finding with its place in the request. */
export interface Violation {
  readonly part: RequestPart;
  readonly issue: ValidationIssue;
}

/** Findings beyond these are not listed: the answer stays small whatever was sent. */
const MAX_LISTED = 20;

/**
 * For each failed keyword, how the name of a fitting error type looks, the most telling first. Types that speak of state (`…_already_used`,
 * `…_not_found`) never fit a malformed value, although they concern the same field.
 */
const NAMES_BY_KEYWORD: { readonly [keyword: string]: readonly RegExp[] } = {
  required: [/(^|_)missing(_|$)/, /(^|_)required(_|$)/],
  type: [/(^|_)(expected|must_be)(_|$)/],
  maxLength: [/(^|_)too_long(_|$)/],
  minLength: [/(^|_)too_short(_|$)/, /(^|_)missing(_|$)/],
  maxItems: [/(^|_)too_many(_|$)/],
  maxProperties: [/(^|_)too_many(_|$)/],
  minItems: [/(^|_)(empty|missing)(_|$)/],
  maximum: [/(^|_)too_(large|long|many)(_|$)/],
  minimum: [/(^|_)too_(small|short|few)(_|$)/],
  enum: [/(^|_)not_(recognized|supported)(_|$)/],
  const: [/(^|_)not_(recognized|supported)(_|$)/],
};

const INVALID = /(^|_)(invalid|malformed|improper)(_|$)/;

/**
 * The documented type for a finding: one that concerns the field and whose name fits the failed keyword. Where several do, the one whose name
 * also mentions what was expected or a value beside the field (`filter_name: member_emails` → `…_missing_member_emails`), then the one that
 * concerns the fewest fields; where nothing tells them apart, none.
 * @param request the part of the request that was validated
 * @returns `undefined` when the description names none
 */
export function typeForViolation(issue: ValidationIssue, fieldErrors: readonly FieldError[], request: unknown): string | undefined {
  const places = dottedPlaces(issue.pointer);
  const concerned = fieldErrors.filter((error) => error.fields.some((field) => places.includes(field)));
  for (const pattern of [...(NAMES_BY_KEYWORD[keywordOf(issue, request)] ?? []), INVALID]) {
    const fitting = concerned.filter((error) => pattern.test(error.type));
    const found = fitting.length > 1 ? mostTelling(fitting, issue, request) : fitting[0];
    if (found !== undefined) return found.type;
  }
  return undefined;
}

/** A tag that selects no branch of a union is missing, of the wrong type, or unknown: what any other value would be blamed for. */
function keywordOf({ keyword, pointer }: ValidationIssue, request: unknown): string {
  if (keyword !== 'discriminator') return keyword;
  const tag = valueAt(request, tokensOf(pointer));
  if (tag === undefined) return 'required';
  return typeof tag === 'string' ? 'enum' : 'type';
}

function mostTelling(fitting: readonly FieldError[], issue: ValidationIssue, request: unknown): FieldError | undefined {
  const words = [...neighbours(request, issue.pointer), ...expectedWords(issue), issue.pointer.split('/').at(-1) ?? ''];
  const ranked = fitting
    .map((error) => ({ error, mentioned: words.findIndex((word) => mentions(error.type, word)) }))
    .filter(({ mentioned }) => mentioned >= 0)
    .sort((a, b) => a.mentioned - b.mentioned || a.error.fields.length - b.error.fields.length || a.error.type.length - b.error.type.length);
  if (ranked[0] !== undefined) return ranked[0].error;
  const least = Math.min(...fitting.map((error) => error.fields.length));
  const specific = fitting.filter((error) => error.fields.length === least);
  return specific.length === 1 ? specific[0] : undefined;
}

function mentions(type: string, word: string): boolean {
  return word !== '' && `_${type}_`.includes(`_${word}_`);
}

/** `a boolean` → `boolean`; what is wrong with one item of a list is wrong with the list. */
function expectedWords({ expected, pointer }: ValidationIssue): readonly string[] {
  return /\/\d+$/.test(pointer) ? ['array'] : expected.toLowerCase().split(/[^a-z]+/).filter((word) => word.length > 2);
}

/** The texts beside the place a pointer leads to. */
function neighbours(request: unknown, pointer: string): readonly string[] {
  const around = valueAt(request, tokensOf(pointer).slice(0, -1));
  if (typeof around !== 'object' || around === null) return [];
  return Object.values(around).filter((value) => typeof value === 'string' && value.length <= 100);
}

/** The value that tokens lead to; `undefined` where they lead nowhere. */
function valueAt(whole: unknown, tokens: readonly string[]): unknown {
  let value = whole;
  for (const token of tokens) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, token)) return undefined;
    value = Reflect.get(value, token);
  }
  return value;
}

/** `/query/operands/0/filter_value` → that place and every one around it, dotted, with and without indices. */
function dottedPlaces(pointer: string): string[] {
  const names = tokensOf(pointer);
  const places: string[] = [];
  for (let length = names.length; length > 0; length -= 1) {
    const around = names.slice(0, length);
    places.push(around.join('.'), around.filter((name) => !/^\d+$/.test(name)).join('.'));
  }
  return places;
}

/** The tokens of a JSON Pointer (RFC 6901 §4). */
function tokensOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** Keywords whose failure means that the request has another form than the call takes, not that one value in it is out of bounds. */
const FORM_KEYWORDS: readonly string[] = [
  'type',
  'required',
  'additionalProperties',
  'unevaluatedProperties',
  'propertyNames',
  'minProperties',
  'dependentRequired',
  'x-one-of-required',
];

/** Which generic error a finding is where the description names none of its own. */
export function kindOfViolation({ keyword }: ValidationIssue): 'malformed' | 'invalid' {
  return FORM_KEYWORDS.includes(keyword) ? 'malformed' : 'invalid';
}

/** The name of the argument a finding is about, dotted: what a generic message is filled with. */
export function argumentName({ part, issue }: Violation): string {
  return tokensOf(issue.pointer).join('.') || part;
}

/**
 * Message parameters by name: the request's own fields, and those of the objects around a finding, the nearest last (`filter_name` of the filter
 * whose value is wrong). Sensitive ones and anything but scalars are left out.
 */
export function parametersFromRequest(
  operation: OperationDescriptor,
  request: { readonly [part in RequestPart]?: unknown },
  violation: Violation,
): MessageParameters {
  const parameters: { [name: string]: string | number } = {};
  const isSensitive = (name: string): boolean => operation.sensitive?.includes(name) === true;
  const addMembers = (values: unknown): void => {
    if (typeof values !== 'object' || values === null || Array.isArray(values)) return;
    for (const [name, value] of Object.entries(values)) {
      const scalar = typeof value === 'string' || typeof value === 'number';
      if (scalar && name !== '__proto__' && !isSensitive(name)) parameters[name] = value;
    }
  };
  for (const part of ['cookies', 'headers', 'query', 'path', 'body'] as const) addMembers(request[part]);
  const around: string[] = [];
  for (const token of tokensOf(violation.issue.pointer).slice(0, -1)) {
    // What is inside something sensitive is, too, whatever it is called.
    if (isSensitive(token)) break;
    around.push(token);
    addMembers(valueAt(request[violation.part], around));
  }
  return parameters;
}

/** `error_details` for findings: where and what, never the values. */
export function violationDetails(violations: readonly Violation[]): { readonly [name: string]: unknown } {
  return {
    fields: violations.slice(0, MAX_LISTED).map(({ part, issue }) => ({
      in: placeOf(part),
      pointer: issue.pointer,
      keyword: issue.keyword,
      expected: issue.expected,
      message: issue.message,
    })),
  };
}

/** Where a part travels, in the words of a Parameter Object. */
export function placeOf(part: RequestPart): string {
  if (part === 'headers') return 'header';
  return part === 'cookies' ? 'cookie' : part;
}
