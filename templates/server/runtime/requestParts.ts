/** The parts of a request, decoded and validated; what is wrong with them becomes the API's own error. */
import type { Call } from './call.js';
import { RequestError } from './errors.js';
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
import { Refusal } from './refusals.js';
import { bareObject } from './untrustedText.js';
import type { Validate } from '../../validators/runtime/types.js';
import {
  argumentName,
  kindOfViolation,
  parametersFromRequest,
  placeOf,
  typeForViolation,
  violationDetails,
  type RequestPart,
  type Violation,
} from './violations.js';

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
