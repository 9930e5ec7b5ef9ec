/** Checks successes against the description, with the generated validators. For tests and trial runs; a client needs it not. */
import { isRecord, UnreadableResponseError } from './errors.js';
import type { ResponseCheck, ResponseInfo } from './options.js';

/** How answers are checked. */
export interface ResponseChecks {
  /** `throw` fails the call with an UnreadableResponseError; `warn` tells `onIssue` and gives the answer to the caller. */
  readonly mode: 'warn' | 'throw';
  /** The generated validators: `import * as validators from '../validators/operations.js'`. */
  readonly validators: Readonly<Record<string, unknown>>;
  /** Told what is wrong; `console.warn` by default. */
  readonly onIssue?: (message: string) => void;
}

/**
 * For the client's option `check`: `new B2BClient({ …, check: checkResponses({ mode: 'warn', validators }) })`.
 * Messages name places and keywords, never values.
 */
export function checkResponses({ mode, validators, onIssue = (message) => console.warn(message) }: ResponseChecks): ResponseCheck {
  return (operation, data, response) => {
    const issues = issuesOf(validators[`${operation}Validators`], data, response);
    if (issues.length === 0) return;
    const message = `${operation}: the answer is not as described: ${issues.join(', ')}.`;
    if (mode === 'warn') return onIssue(message);
    throw new UnreadableResponseError({ operation, message, retryable: false, status: response.status, requestId: response.requestId });
  };
}

function issuesOf(operation: unknown, data: unknown, { status, headers }: ResponseInfo): readonly string[] {
  const responses = member(operation, 'responses');
  const contents = [String(status), `${Math.floor(status / 100)}XX`, 'default'].map((key) => member(responses, key)).find(isRecord);
  const mediaType = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
  const validate = contents?.[mediaType];
  if (typeof validate !== 'function') return [];
  const result: unknown = validate(data, { all: true });
  const issues = member(result, 'issues');
  if (member(result, 'ok') !== false || !Array.isArray(issues)) return [];
  return issues.map((issue: unknown) => `${String(member(issue, 'pointer')) || '/'} (${String(member(issue, 'keyword'))})`);
}

function member(value: unknown, name: string): unknown {
  return isRecord(value) ? value[name] : undefined;
}
