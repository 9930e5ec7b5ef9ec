/** The one params object of a call: path, query, header and body members side by side. */
import type { Problem } from '../diagnostics.js';
import type { Content, Operation, Parameter, Schema } from '../model/model.js';
import { jsonContent } from '../model/responses.js';
import { resolvedShape, shapeOf } from '../model/shape.js';
import { reachableSchemas } from '../model/walk.js';

/** What becomes of a call's parameters and body. */
export interface ParamsPlan {
  readonly path: readonly Parameter[];
  readonly query: readonly Parameter[];
  readonly headers: readonly Parameter[];
  readonly body: BodyPlan | undefined;
  /** Members of path, query and headers that are timestamps; a `Date` is accepted for them. */
  readonly dates: ReadonlySet<string>;
  /** Parameters that have a default of the client. */
  readonly defaulted: ReadonlySet<string>;
  /** Members, at any depth, whose values must never be shown. */
  readonly sensitive: readonly string[];
}

/** The body of a call. */
export interface BodyPlan {
  readonly content: Content;
  readonly encoder: 'json' | 'form' | 'multipart' | 'raw';
  readonly required: boolean;
  /** `flat`: its members stand beside the parameters. `body`: it is one member of that name. */
  readonly place: 'flat' | 'body';
  /** Top-level members that are timestamps, when flat. */
  readonly dates: ReadonlySet<string>;
  /** True for a body that is always `{}`. */
  readonly empty: boolean;
}

/** Lays out the params of one call; what the SDK cannot send is a problem. */
export function planParams(operation: Operation, defaults: ReadonlyMap<string, string>, problems: Problem[]): ParamsPlan {
  const of = (place: Parameter['in']): readonly Parameter[] => operation.parameters.filter((parameter) => parameter.in === place);
  for (const parameter of operation.parameters) {
    const problem = unsupported(parameter);
    if (problem === undefined) continue;
    problems.push({ code: 'unsupported-parameter', severity: parameter.in === 'cookie' ? 'warning' : 'error', message: problem, origin: parameter.origin });
  }
  const [path, query, headers] = [of('path'), of('query'), of('header')];
  const parameters = [...path, ...query, ...headers];
  const sensitive = [...new Set([
    ...parameters.filter(({ schema, extensions }) => isSensitive(schema) || extensions['x-sensitive'] === true).map(({ name }) => name),
    ...(operation.requestBody?.contents.flatMap(({ schema }) => sensitiveMembers(schema)) ?? []),
  ])];
  return {
    path,
    query,
    headers,
    body: planBody(operation, new Set(parameters.map(({ name }) => name)), problems),
    dates: new Set(parameters.filter(({ schema }) => isTimestamp(schema)).map(({ name }) => name)),
    defaulted: new Set(path.map(({ name }) => name).filter((name) => defaults.has(name))),
    sensitive,
  };
}

/** True when a call can be made without params. */
export function hasNoRequired({ path, query, headers, body, defaulted }: ParamsPlan): boolean {
  if ([...path, ...query, ...headers].some(({ name, required }) => required && !defaulted.has(name))) return false;
  if (body === undefined || !body.required) return true;
  const shape = resolvedShape(body.content.schema);
  return body.place === 'flat' && shape.kind === 'object' && shape.properties.every(({ required }) => !required);
}

function unsupported({ name, in: place, style }: Parameter): string | undefined {
  if (place === 'cookie') return `The SDK does not send the cookie "${name}": browsers do not let it.`;
  if (place === 'path' && style !== 'simple') return `The SDK cannot write the path parameter "${name}" in the style ${style}.`;
  return undefined;
}

function planBody({ id, method, requestBody }: Operation, parameters: ReadonlySet<string>, problems: Problem[]): BodyPlan | undefined {
  const content = jsonContent(requestBody?.contents ?? []) ?? requestBody?.contents[0];
  if (requestBody === undefined || content === undefined) return undefined;
  if (method === 'GET' || method === 'HEAD') {
    const message = `The SDK leaves out the body of ${id}: fetch sends none with ${method}.`;
    problems.push({ code: 'unsupported-body', severity: 'warning', message, origin: requestBody.origin });
    return undefined;
  }
  const encoder = encoderOf(content.mediaType);
  const shape = resolvedShape(content.schema);
  const members = memberNames(content.schema);
  const flat = encoder !== 'raw' && members !== undefined && !shape.nullable && !members.some((name) => parameters.has(name) || name === 'body');
  const dates = flat && shape.kind === 'object' && shape.additional === false ? shape.properties.filter(({ schema }) => isTimestamp(schema)) : [];
  return { content, encoder, required: requestBody.required, place: flat ? 'flat' : 'body', dates: new Set(dates.map(({ name }) => name)), empty: flat && members.length === 0 };
}

function encoderOf(mediaType: string): BodyPlan['encoder'] {
  if (/^application\/x-www-form-urlencoded\b/i.test(mediaType)) return 'form';
  if (/^multipart\//i.test(mediaType)) return 'multipart';
  return /[/+]json\b/i.test(mediaType) ? 'json' : 'raw';
}

/** Every member that a body of this schema may have; undefined when it need not be an object, or may have any member. */
function memberNames(schema: Schema, seen: ReadonlySet<Schema> = new Set()): readonly string[] | undefined {
  const shape = resolvedShape(schema);
  if (shape.kind === 'object') {
    const { additional, patterns, properties } = shape;
    const open = patterns.size > 0 || (additional === undefined ? properties.length === 0 : additional !== false);
    return open ? undefined : properties.map(({ name }) => name);
  }
  if ((shape.kind !== 'union' && shape.kind !== 'intersection') || seen.has(shape.schema)) return undefined;
  const inside = new Set([...seen, shape.schema]);
  const all = shape.members.map((member) => memberNames(member, inside));
  return all.every((names) => names !== undefined) ? all.flat() : undefined;
}

/** True for a plain `date-time`; a nullable one too. */
export function isTimestamp(schema: Schema): boolean {
  const shape = resolvedShape(schema);
  return shape.kind === 'string' && shape.format === 'date-time';
}

function isSensitive(schema: Schema): boolean {
  return schema.sensitive || schema.ref?.sensitive === true;
}

function sensitiveMembers(schema: Schema): readonly string[] {
  const found: string[] = [];
  for (const reached of reachableSchemas([schema])) {
    for (const [name, member] of reached.properties ?? []) if (isSensitive(member) || shapeOf(member).schema.sensitive) found.push(name);
  }
  return found;
}
