/** Calls to try against a mock, as curl commands. */
import type { ApiModel, Example, Json, Operation, Parameter } from '../model/model.js';

/** One command and what it shows. */
export interface Sample {
  readonly says: string;
  readonly command: string;
}

/** Up to three calls: one that sends something, one that reads, and one that asks for a documented error. */
export function sampleCalls(model: ApiModel, baseUrl: string): readonly Sample[] {
  const callable = model.operations.filter((operation) => !operation.deprecated);
  const writing = callable.find((operation) => operation.requestBody !== undefined && bodyOf(operation) !== undefined);
  const reading = callable.find((operation) => operation.method === 'GET');
  const failing = writing ?? reading;
  const error = failing?.errors.find((candidate) => candidate.set === undefined) ?? failing?.errors[0];
  const samples: Sample[] = [];
  if (writing !== undefined) samples.push({ says: titleOf(writing), command: curl(writing, baseUrl) });
  if (reading !== undefined) samples.push({ says: titleOf(reading), command: curl(reading, baseUrl) });
  if (failing !== undefined && error !== undefined) {
    const prefer = `Prefer: code=${error.type.status}, example=${error.type.type}`;
    samples.push({ says: `The same, answered with ${error.type.type}`, command: curl(failing, baseUrl, prefer) });
  }
  return samples;
}

function titleOf(operation: Operation): string {
  return operation.summary ?? operation.id;
}

function curl(operation: Operation, baseUrl: string, ...headers: readonly string[]): string {
  const path = operation.pathTemplate
    .map((part) => ('literal' in part ? part.literal : encodeURIComponent(exampleOf(operation.parameters.find((parameter) => parameter.in === 'path' && parameter.name === part.parameter)))))
    .join('');
  const query = operation.parameters
    .filter((parameter) => parameter.in === 'query' && parameter.required)
    .map((parameter) => `${encodeURIComponent(parameter.name)}=${encodeURIComponent(exampleOf(parameter))}`);
  const parts = ['curl', ...(operation.method === 'GET' ? [] : ['-X', operation.method]), shellWord(`${baseUrl}${path}${query.length === 0 ? '' : `?${query.join('&')}`}`)];
  const credentials = operation.security[0] ?? [];
  for (const { scheme } of credentials) {
    if (scheme.type === 'http' && scheme.scheme === 'basic') parts.push('-u', 'PROJECT_ID:SECRET');
    else if (scheme.type === 'apiKey' && scheme.in === 'header') parts.push('-H', shellWord(`${scheme.parameterName ?? scheme.name}: KEY`));
    else if (scheme.type !== 'apiKey') parts.push('-H', shellWord('Authorization: Bearer TOKEN'));
  }
  for (const header of headers) parts.push('-H', shellWord(header));
  const body = bodyOf(operation);
  if (body !== undefined) parts.push('-H', shellWord('Content-Type: application/json'), '-d', shellWord(JSON.stringify(body)));
  return parts.join(' ');
}

function bodyOf(operation: Operation): Json | undefined {
  const content = operation.requestBody?.contents.find((candidate) => candidate.mediaType === 'application/json');
  return shortest(content?.examples ?? [])?.value;
}

function shortest(examples: readonly Example[]): Example | undefined {
  return [...examples].sort((a, b) => JSON.stringify(a.value).length - JSON.stringify(b.value).length)[0];
}

function exampleOf(parameter: Parameter | undefined): string {
  const schema = parameter?.schema;
  const value = parameter?.examples[0]?.value ?? schema?.examples[0] ?? schema?.ref?.examples[0] ?? schema?.enum?.[0] ?? schema?.default;
  return value === undefined || value === null || typeof value === 'object' ? (parameter?.name ?? '') : String(value);
}

/** One word for a POSIX shell: in single quotes, in which nothing is special. */
function shellWord(text: string): string {
  return /^[A-Za-z0-9_./:@%+=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
