/** The one params object of a call: path, query, header and body members side by side. */
import type { Problem } from '../diagnostics.js';
import type { Content, Operation, Parameter, Schema } from '../model/model.js';
import { jsonContent } from '../model/responses.js';
import { resolvedShape, shapeOf } from '../model/shape.js';
import { reachableSchemas } from '../model/walk.js';
import { takeFree } from '../typescript/identifiers.js';
import type { ServerPlan } from './servers.js';

/** What becomes of a call's parameters and body. */
export interface ParamsPlan {
  /** Every member beside the body's, by what it stands for: of the path first, then variables of the server, query, headers and cookies. */
  readonly members: ReadonlyMap<Parameter, string>;
  /** Those that are written by a function of their own: all but the path's and the server's. */
  readonly written: readonly Parameter[];
  readonly body: BodyPlan | undefined;
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
  /** True for a body that is always `{}`. */
  readonly empty: boolean;
}

/** Lays out the params of one call; what the SDK cannot send is a problem. */
export function planParams(operation: Operation, server: ServerPlan | undefined, defaults: ReadonlyMap<string, string>, problems: Problem[]): ParamsPlan {
  const of = (place: Parameter['in']): readonly Parameter[] => operation.parameters.filter((parameter) => parameter.in === place);
  const written = [...of('query'), ...of('header'), ...of('cookie')];
  const members = nameMembers([...of('path'), ...(server?.variables ?? []), ...written]);
  const sensitive = [...new Set([
    ...[...members].filter(([{ schema, extensions }]) => isSensitive(schema) || extensions['x-sensitive'] === true).map(([, name]) => name),
    ...(operation.requestBody?.contents.flatMap(({ schema }) => sensitiveMembers(schema)) ?? []),
  ])];
  return {
    members,
    written,
    body: planBody(operation, new Set(members.values()), problems),
    defaulted: new Set([...of('path'), ...(server?.variables ?? [])].map(({ name }) => name).filter((name) => defaults.has(name))),
    sensitive,
  };
}

/** One object has one member of a name: of parameters in several places that share one, later ones are called after their place, too. */
function nameMembers(parameters: readonly Parameter[]): ReadonlyMap<Parameter, string> {
  const taken = new Set<string>();
  const names = new Map<Parameter, string>();
  for (const parameter of parameters) {
    const wanted = taken.has(parameter.name) ? `${parameter.in}_${parameter.name}` : parameter.name;
    names.set(parameter, takeFree(wanted, taken));
  }
  return names;
}

/** True for what may be a list or an object. */
export function isComposite(schema: Schema): boolean {
  const { kind } = resolvedShape(schema);
  return kind === 'array' || kind === 'tuple' || kind === 'object' || kind === 'union' || kind === 'intersection' || kind === 'any';
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
  return { content, encoder, required: requestBody.required, place: flat ? 'flat' : 'body', empty: flat && members.length === 0 };
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

function isSensitive(schema: Schema): boolean {
  return schema.sensitive || schema.ref?.sensitive === true;
}

/** Of schemas that stay the same from one model to the next it is asked once. */
const knownSensitive = new WeakMap<Schema, readonly string[]>();

function sensitiveMembers(schema: Schema): readonly string[] {
  const known = knownSensitive.get(schema) ?? findSensitiveMembers(schema);
  knownSensitive.set(schema, known);
  return known;
}

function findSensitiveMembers(schema: Schema): readonly string[] {
  const found: string[] = [];
  for (const reached of reachableSchemas([schema])) {
    for (const [name, member] of reached.properties ?? []) if (isSensitive(member) || shapeOf(member).schema.sensitive) found.push(name);
  }
  return found;
}
