/** What a status tells a reader: success apart from errors, its name and its colour. */
import { STATUS_CODES } from 'node:http';
import type { Operation, Response } from '../model/model.js';

/** Responses below 400, and `default` where there is nothing else. */
export function successResponses({ responses }: Operation): readonly Response[] {
  const successes = responses.filter(({ status }) => /^[123]/.test(status));
  return successes.length > 0 ? successes : responses.filter(({ status }) => status === 'default');
}

/** Responses from 400 up, and `default` where success is described by itself. */
export function errorResponses(operation: Operation): readonly Response[] {
  const successes = successResponses(operation);
  return operation.responses.filter((response) => !successes.includes(response));
}

/** `Bad Request`; empty for ranges, `default` and statuses nobody registered. */
export function statusName(status: string | number): string {
  if (String(status) === '499') return 'Client Closed Request';
  return STATUS_CODES[String(status)] ?? '';
}

/** Which colour a status has. */
export function toneOf(status: string | number): string {
  const first = String(status).charAt(0);
  return first === '2' ? 'good' : first === '4' ? 'caution' : first === '5' ? 'bad' : 'neutral';
}
