/** Questions several targets ask about the answers of an operation. */
import type { Content, Operation, OperationError, Response } from './model.js';

/** True for `2xx` answers, ranges included; `default` is not one. */
export function isSuccess(response: Response): boolean {
  return response.status.startsWith('2');
}

/** True for `4xx` and `5xx` answers, ranges included; `default` is one when the operation also documents a success. */
export function isFailure(response: Response): boolean {
  return /^[45]/.test(response.status);
}

/** Every documented success, by status. */
export function successResponses(operation: Operation): readonly Response[] {
  return operation.responses.filter(isSuccess).toSorted((a, b) => (a.status < b.status ? -1 : 1));
}

/**
 * The answer a caller hopes for: the lowest documented 2xx; without one `default` when nothing else is documented, then the
 * lowest 3xx (browser endpoints that answer with a redirect).
 */
export function primarySuccess(operation: Operation): Response | undefined {
  const [lowest] = successResponses(operation);
  if (lowest !== undefined) return lowest;
  const redirects = operation.responses.filter(({ status }) => status.startsWith('3')).toSorted((a, b) => (a.status < b.status ? -1 : 1));
  return redirects[0] ?? operation.responses.find(({ status }) => status === 'default');
}

/** The documented response for an HTTP status: the exact code, its range, or `default` (OAS 3.1 §4.8.16). */
export function responseFor(operation: Operation, status: number): Response | undefined {
  const exact = operation.responses.find((response) => response.status === String(status));
  if (exact !== undefined) return exact;
  const range = `${Math.floor(status / 100)}XX`;
  return (
    operation.responses.find((response) => response.status.toUpperCase() === range) ??
    operation.responses.find((response) => response.status === 'default')
  );
}

/** True for `application/json` and every `…+json`, parameters aside (RFC 6839 §3.1). */
export function isJsonMediaType(mediaType: string): boolean {
  const essence = mediaType.split(';')[0]?.trim().toLowerCase() ?? '';
  return essence === 'application/json' || /^[^/]+\/[^/]+\+json$/.test(essence);
}

/** The JSON entry of a `content` map, `application/json` before any `+json`. */
export function jsonContent(contents: readonly Content[]): Content | undefined {
  const json = contents.filter(({ mediaType }) => isJsonMediaType(mediaType));
  return json.find(({ mediaType }) => /^application\/json\b/i.test(mediaType)) ?? json[0];
}

/** One status an operation fails with: the documented answer and the error types it can carry. */
export interface ErrorStatus {
  readonly status: number;
  /** Absent when types of this status are listed but no response is. */
  readonly response?: Response;
  /** In the order the mock prefers them. */
  readonly errors: readonly OperationError[];
}

/** The operation's failures with an exact status, ascending. Ranges and `default` are not part of the table. */
export function errorsByStatus(operation: Operation): readonly ErrorStatus[] {
  const documented = operation.responses.filter((response) => isFailure(response) && /^\d{3}$/.test(response.status));
  const statuses = new Set([...documented.map(({ status }) => Number(status)), ...operation.errors.map(({ type }) => type.status)]);
  return [...statuses]
    .toSorted((a, b) => a - b)
    .map((status) => {
      const response = documented.find((candidate) => candidate.status === String(status));
      const errors = operation.errors.filter(({ type }) => type.status === status);
      return response === undefined ? { status, errors } : { status, response, errors };
    });
}
