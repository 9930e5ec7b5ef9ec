/** Operation Objects (OAS 3.1 §4.8.10), with what their Path Item and the document add. */
import type { HttpMethod, Operation, Parameter, PathTemplate, SecurityRequirement, Server } from '../model.js';
import { escapeToken } from '../pointer.js';
import { readRequestBody, readResponses } from './contents.js';
import type { ErrorCatalogue } from './errors.js';
import { readPagination, readRbac, readRetry } from './extensions.js';
import type { IncomingRequests } from './incoming.js';
import { readServers } from './info.js';
import type { LinkBook } from './linkBook.js';
import { mergeParameters, operationsOfItem } from './pathItem.js';
import type { ItemOperation } from './pathItem.js';
import { defined } from './place.js';
import type { Place } from './place.js';
import type { SchemaGraph } from './schemas.js';
import { readSecurity } from './security.js';
import type { SecuritySchemes } from './security.js';

/** What the operations of a document have in common. */
export interface OperationDefaults {
  readonly schemas: SchemaGraph;
  readonly securitySchemes: SecuritySchemes;
  readonly security: readonly SecurityRequirement[];
  readonly servers: readonly Server[];
  readonly errors: ErrorCatalogue;
  readonly links: LinkBook;
  readonly incoming: IncomingRequests;
}

/** An operation before its place in the resource tree is known, with the place it was read from. */
export interface ReadOperation {
  readonly operation: Omit<Operation, 'sdkPath'>;
  readonly place: Place;
}

/** Reads every operation below `paths`. */
export function readOperations(paths: Place, defaults: OperationDefaults): readonly ReadOperation[] {
  const found = paths.ownMembers().flatMap(([path, place]) => operationsOfItem(place).map((operation): Found => ({ path, ...operation })));
  warnOfIdenticalPaths(new Set(found.map(({ path }) => path)), paths);
  const ids = operationIds(found);
  defaults.incoming.reserve(ids.values());
  return found.map((entry) => ({ operation: readOperation(entry, ids.get(entry) ?? '', defaults), place: entry.place }));
}

interface Found extends ItemOperation {
  readonly path: string;
}

/** Paths that differ only in the names of their parameters are one path (OAS 3.1 §4.8.8): nobody can tell which of them a request means. */
function warnOfIdenticalPaths(paths: Iterable<string>, place: Place): void {
  const firstOf = new Map<string, string>();
  for (const path of paths) {
    const shape = path.replace(/\{[^{}]+\}/g, '{}');
    const first = firstOf.get(shape);
    if (first === undefined) {
      firstOf.set(shape, path);
      continue;
    }
    place.member(path).problem('identical-paths', `The path "${path}" is the same as "${first}" but for the names of its parameters.`, {
      severity: 'warning',
      help: 'Put the operations of both under one path; of two with the same method, a server can only reach one.',
    });
  }
}

/** `operationId`s as written (twice the same is an error); the rest derived from method and path, and made unique. */
function operationIds(found: readonly Found[]): ReadonlyMap<Found, string> {
  const ids = new Map<Found, string>();
  const firstOf = new Map<string, Place>();
  for (const entry of found) {
    const { place } = entry;
    const id = place.text('operationId');
    if (id === undefined || id === '') continue;
    const first = firstOf.get(id);
    if (first === undefined) {
      firstOf.set(id, place);
      ids.set(entry, id);
    } else if (first.pointer !== place.pointer) {
      // One Path Item under two paths is two operations; the second gets an id of its own below.
      place.member('operationId').problem('duplicate-operation-id', `The operationId "${id}" is already that of ${first.pointer}.`);
    }
  }
  for (const entry of found) {
    if (ids.has(entry)) continue;
    const wanted = derivedId(entry.method, entry.path);
    let id = wanted;
    for (let count = 2; firstOf.has(id); count += 1) id = `${wanted}${count}`;
    firstOf.set(id, entry.place);
    ids.set(entry, id);
  }
  return ids;
}

function derivedId(method: HttpMethod, path: string): string {
  const words = path.match(/[\p{L}\p{N}]+/gu) ?? [];
  return method.toLowerCase() + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

/** What an operation says itself. */
type OwnParts = Omit<Operation, 'sdkPath' | 'id' | 'security' | 'servers' | 'errors'>;

/** An operation, with what the document adds to it. */
function readOperation(found: Found, id: string, defaults: OperationDefaults): Omit<Operation, 'sdkPath'> {
  const { item, place } = found;
  return {
    ...(unchangedOperation(found) ?? readOwnParts(found, id, defaults)),
    id,
    security: readSecurity(place.member('security'), defaults.securitySchemes) ?? defaults.security,
    servers: readServers(place.member('servers')) ?? readServers(item.member('servers')) ?? defaults.servers,
    errors: defaults.errors.of(place.member('x-errors')),
  };
}

/** The operation of the model that this one follows, where nothing that its Path Item leads to has changed. */
function unchangedOperation(found: Found): OwnParts | undefined {
  const operation = operationBefore(found);
  if (operation === undefined || found.place.context.following?.unchanged.has(pathRoot(found.path)) !== true) return undefined;
  // Callbacks and links lead to other operations.
  return operation.callbacks.length === 0 && operation.responses.every(({ links }) => links.length === 0) ? operation : undefined;
}

/** The operation of the model that this one follows. */
function operationBefore({ path, method, place: { context } }: Pick<Found, 'path' | 'method' | 'place'>): Operation | undefined {
  return context.following?.built.operations.get(operationKey({ method, path }));
}

/** What tells an operation from all others. */
export function operationKey({ method, path }: Pick<Operation, 'method' | 'path'>): string {
  return `${method} ${path}`;
}

/** The pointer of the Path Item of a path. */
export function pathRoot(path: string): string {
  return `/paths/${escapeToken(path)}`;
}

function readOwnParts({ path, method, item, place }: Found, id: string, defaults: OperationDefaults): OwnParts {
  const { schemas } = defaults;
  const pathTemplate = cutPath(path);
  const body = place.member('requestBody');
  return {
    method,
    path,
    pathTemplate,
    ...defined({
      summary: place.text('summary') ?? item.text('summary'),
      description: place.text('description') ?? item.text('description'),
      requestBody: body.exists ? readRequestBody(body, schemas) : undefined,
      pagination: readPagination(place.member('x-pagination')),
      rbac: readRbac(place.member('x-rbac')),
    }),
    deprecated: place.boolean('deprecated') ?? false,
    tags: [...new Set(place.texts('tags'))],
    parameters: fitTemplate(mergeParameters(item, place, schemas), pathTemplate, place, schemas),
    responses: readResponses(place.member('responses'), schemas, defaults.links, operationBefore({ path, method, place })?.responses),
    retry: readRetry(place.member('x-retry'), method),
    callbacks: defaults.incoming.callbacks(place.member('callbacks'), id),
    extensions: place.extensions(),
    origin: place.origin,
  };
}

/** Every `{name}` of the path gets a parameter, and no path parameter is left without a slot; both slips are warned of. */
function fitTemplate(parameters: readonly Parameter[], template: PathTemplate, place: Place, schemas: SchemaGraph): readonly Parameter[] {
  const slots = new Set(template.flatMap((part) => ('parameter' in part ? [part.parameter] : [])));
  const fitting = parameters.filter((parameter) => {
    if (parameter.in !== 'path' || slots.delete(parameter.name)) return true;
    place.problem('path-parameter', `The path has no place for the path parameter "${parameter.name}".`, { severity: 'warning' });
    return false;
  });
  const missing = [...slots].map((name): Parameter => {
    place.problem('path-parameter', `The path parameter "${name}" is not described.`, {
      severity: 'warning',
      help: 'Declare it under "parameters"; until then it is taken to be a string.',
    });
    return {
      name,
      in: 'path',
      required: true,
      deprecated: false,
      style: 'simple',
      explode: false,
      allowReserved: false,
      schema: schemas.text(place),
      examples: [],
      extensions: {},
      origin: place.origin,
    };
  });
  return [...missing, ...fitting];
}

/** Cuts `/users/{id}.{format}` at its parameters. A brace without its partner is literal text. */
function cutPath(path: string): PathTemplate {
  return path.split(/(\{[^{}]+\})/).flatMap((part) => {
    if (part === '') return [];
    return [/^\{[^{}]+\}$/.test(part) ? { parameter: part.slice(1, -1) } : { literal: part }];
  });
}
