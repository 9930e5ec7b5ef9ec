/** Stories that are made from a description alone: what can be asked of any implementation without changing anything. */
import type { ApiModel, Example, Json, Operation, Parameter, Schema } from '../model/model.js';
import { isJsonObject } from '../model/pointer.js';
import type { Step, Story } from './story/story.js';

/**
 * Two stories: every call that only reads gives a documented answer, whatever it knows of the examples' values; and none of
 * them answers a caller without credentials.
 *
 * @param runValues values the run has for path parameters, by name
 */
export function probes(model: ApiModel, runValues: ReadonlyMap<string, Json>): readonly Story[] {
  const reading = model.operations.filter((operation) => operation.retry === 'safe' && !operation.deprecated);
  const askable = reading.flatMap((operation): readonly Asked[] => {
    const values = exampleValues(operation, runValues);
    return values === undefined ? [] : [{ operation, ...values }];
  });
  const guarded = askable.filter(({ operation }) => operation.security.length > 0 && operation.security.every((requirement) => requirement.length > 0));
  return [
    story('reading', 'Every call that only reads gives a documented answer', askable.map((asked) => step(asked, { statuses: 'documented' }))),
    story('credentials', 'Nothing is answered without credentials', guarded.map((asked) => step(asked, { statuses: refusals(asked.operation) }, null))),
  ].filter(({ chapters }) => chapters.length > 0);
}

/** The documented statuses with which a caller without credentials can be refused. */
function refusals(operation: Operation): readonly number[] {
  const refusing = [400, 401, 403];
  const documented = refusing.filter((status) => operation.responses.some((response) => response.status === String(status)));
  return documented.length > 0 ? documented : refusing;
}

interface Asked {
  readonly operation: Operation;
  readonly params: { readonly [name: string]: Json };
  readonly body: Json | undefined;
}

function step({ operation, params, body }: Asked, expect: Pick<Step['expect'], 'statuses'>, credentials?: null): Step {
  return {
    title: `${operation.method} ${operation.path}`,
    operation,
    set: {},
    params,
    ...(body === undefined ? {} : { body }),
    headers: {},
    ...(credentials === undefined ? {} : { credentials }),
    expect: { ...expect, headers: {} },
    captures: [],
    eventually: 0,
    origin: operation.origin,
  };
}

function story(name: string, title: string, chapters: readonly Step[]): Story {
  const file = chapters[0]?.origin.file ?? '';
  return { name, title, tags: ['probe'], needs: [], writes: false, prologue: [], chapters, epilogue: [], origin: { file, pointer: '' } };
}

/** What to send so that the call is valid: required parameters, and the first example of a required body. */
function exampleValues(operation: Operation, runValues: ReadonlyMap<string, Json>): Omit<Asked, 'operation'> | undefined {
  const params: [string, Json][] = [];
  for (const parameter of operation.parameters.filter((candidate) => candidate.required)) {
    const value = (parameter.in === 'path' ? runValues.get(parameter.name) : undefined) ?? parameterExample(parameter);
    if (value === undefined) return undefined;
    params.push([parameter.name, inert(value)]);
  }
  if (operation.requestBody === undefined) return { params: Object.fromEntries(params), body: undefined };
  const contents = operation.requestBody.contents;
  const examples = contents.flatMap((content) => content.examples);
  const body = smallest(examples)?.value ?? contents.map((content) => schemaExample(content.schema)).find((value) => value !== undefined);
  if (body === undefined && operation.requestBody.required) return undefined;
  return { params: Object.fromEntries(params), body: body === undefined ? undefined : inert(body) };
}

/** Text from a description is never read as a placeholder. */
function inert(value: Json): Json {
  if (typeof value === 'string') return value.replaceAll('${', '$ {');
  if (Array.isArray(value)) return value.map(inert);
  return isJsonObject(value) ? Object.fromEntries(Object.entries(value).map(([name, member]) => [name, inert(member)])) : value;
}

function smallest(examples: readonly Example[]): Example | undefined {
  return [...examples].sort((a, b) => JSON.stringify(a.value).length - JSON.stringify(b.value).length)[0];
}

function parameterExample(parameter: Parameter): Json | undefined {
  return parameter.examples[0]?.value ?? schemaExample(parameter.schema);
}

function schemaExample(schema: Schema, seen: ReadonlySet<Schema> = new Set()): Json | undefined {
  if (seen.has(schema)) return undefined;
  const own = schema.examples[0] ?? schema.constant?.value ?? schema.enum?.[0] ?? schema.default;
  if (own !== undefined) return own;
  const parts = [...(schema.ref === undefined ? [] : [schema.ref]), ...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  for (const part of parts) {
    const found = schemaExample(part, new Set([...seen, schema]));
    if (found !== undefined) return found;
  }
  return undefined;
}
