/** What a call answers: the response switcher with its examples. */
import type { Operation, Response } from '../model/model.js';
import { sampleOf } from '../model/sample.js';
import { printable } from '../text/escape.js';
import { firstSentence } from '../text/markdown.js';
import type { CodeView, PageContext } from './page.js';
import { isJsonType, preferredContent } from './samples/request.js';
import { errorResponses, statusName, successResponses, toneOf } from './statuses.js';

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

function examplesOf(response: Response, page: PageContext): readonly ResponseExample[] {
  const content = preferredContent(response.contents);
  if (content === undefined) {
    const text = firstSentence(response.description, 100) || 'No body.';
    return [{ key: 'none', title: 'No body', first: true, code: page.code(`HTTP/1.1 ${response.status} ${statusName(response.status)}\n\n# ${text}`, 'http') }];
  }
  const json = isJsonType(content.mediaType) || content.mediaType === '*/*';
  const show = (value: unknown): CodeView => (typeof value === 'string' && !json ? page.code(printable(value), '') : page.code(JSON.stringify(value, undefined, 2), 'json'));
  if (content.examples.length === 0) return [{ key: 'made', title: 'Example', first: true, code: show(sampleOf(content.schema, { direction: 'response', members: 'all' }) ?? null) }];
  return content.examples.map(({ key, summary, value }, index) => ({ key, title: summary ?? key, first: index === 0, code: show(value) }));
}
