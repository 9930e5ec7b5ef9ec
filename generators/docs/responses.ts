/** What a call answers: success apart from errors, and the examples of the response switcher. */
import { STATUS_CODES } from 'node:http';
import type { Operation, Response } from '../model/model.js';
import { printable } from '../text/escape.js';
import { firstSentence } from '../text/markdown.js';
import type { CodeView, PageContext } from './page.js';
import { isJsonType, preferredContent } from './samples/request.js';
import { exampleOf } from './schema/example.js';

/** One status of the switcher. */
export interface ResponsePanel {
  readonly status: string;
  readonly tone: string;
  readonly title: string;
  readonly first: boolean;
  readonly examples: readonly ResponseExample[];
  readonly several: boolean;
  readonly id: string;
}

interface ResponseExample {
  readonly key: string;
  readonly title: string;
  readonly first: boolean;
  readonly code: CodeView;
}

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

/** Every response with its examples, successes first. */
export function responsePanels(operation: Operation, page: PageContext): readonly ResponsePanel[] {
  return [...successResponses(operation), ...errorResponses(operation)].map((response, index) => {
    const examples = examplesOf(response, page);
    return {
      status: response.status,
      tone: toneOf(response.status),
      title: `${response.status} ${statusName(response.status)}`.trim(),
      first: index === 0,
      examples,
      several: examples.length > 1,
      id: `situation-${response.status}`,
    };
  });
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

function examplesOf(response: Response, page: PageContext): readonly ResponseExample[] {
  const content = preferredContent(response.contents);
  if (content === undefined) {
    const text = firstSentence(response.description, 100) || 'No body.';
    return [{ key: 'none', title: 'No body', first: true, code: page.code(`HTTP/1.1 ${response.status} ${statusName(response.status)}\n\n# ${text}`, 'http') }];
  }
  const json = isJsonType(content.mediaType) || content.mediaType === '*/*';
  const show = (value: unknown): CodeView => (typeof value === 'string' && !json ? page.code(printable(value), '') : page.code(JSON.stringify(value, undefined, 2), 'json'));
  if (content.examples.length === 0) return [{ key: 'made', title: 'Example', first: true, code: show(exampleOf(content.schema, 'response')) }];
  return content.examples.map(({ key, summary, value }, index) => ({ key, title: summary ?? key, first: index === 0, code: show(value) }));
}
