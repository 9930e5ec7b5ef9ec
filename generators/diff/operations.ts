/** Compares operations: which there are, and what is said of each. */
import type { ApiModel, Content, Operation, Parameter, Response, ResponseHeader } from '../model/model.js';
import { compareErrorTypes } from './errorTypes.js';
import type { Findings, Scope } from './findings.js';
import { canonical } from './limits.js';
import type { RuleName } from './rules.js';
import type { SchemaComparison } from './schemas.js';
import { compareSecurity } from './security.js';

/** What every comparison of a part of an operation gets. */
export interface OperationContext {
  readonly findings: Findings;
  readonly schemas: SchemaComparison;
}

/** Compares the operations of two descriptions. One is known again by method and path, else by its id. */
export function compareOperations(old: ApiModel, now: ApiModel, context: OperationContext): void {
  const { findings } = context;
  const remaining = new Map(now.operations.map((operation) => [routeOf(operation), operation]));
  const matched = new Map<Operation, Operation>();
  for (const before of old.operations) {
    const after = remaining.get(routeOf(before));
    if (after === undefined) continue;
    matched.set(before, after);
    remaining.delete(routeOf(before));
  }
  const byId = new Map([...remaining.values()].map((operation) => [operation.id, operation]));
  for (const before of old.operations) {
    if (matched.has(before)) continue;
    const after = byId.get(before.id);
    const scope = scopeOf(findings, after ?? before);
    if (after === undefined) {
      findings.add(scope, 'operation-removed', { message: `${before.id} is gone.`, old: before.origin, new: now.origin });
      continue;
    }
    remaining.delete(routeOf(after));
    findings.add(scope, 'operation-moved', { message: `${before.id} is ${after.method} ${after.path} now; it was ${before.method} ${before.path}.`, old: before.origin, new: after.origin });
    compareOperation(before, after, scope, context);
  }
  for (const [before, after] of matched) compareOperation(before, after, scopeOf(findings, after), context);
  for (const after of remaining.values()) {
    findings.add(scopeOf(findings, after), 'operation-added', { message: `There is an operation ${after.id} now.`, old: old.origin, new: after.origin });
  }
}

/** What changes of an operation are told under. */
export function scopeOf(findings: Findings, { id, method, path }: Operation): Scope {
  return findings.scope({ kind: 'operation', id, method, path });
}

/** Method and path, in which the names of the parameters do not count. */
function routeOf({ method, pathTemplate }: Operation): string {
  return `${method} ${pathTemplate.map((part) => ('literal' in part ? part.literal : '{}')).join('')}`;
}

function compareOperation(before: Operation, after: Operation, scope: Scope, context: OperationContext): void {
  compareFacts(before, after, scope, context.findings);
  compareParameters(before, after, scope, context);
  compareRequestBody(before, after, scope, context);
  compareResponses(before, after, scope, context);
  compareErrorTypes(before, after, scope, context.findings);
  compareSecurity(before, after, scope, context.findings);
}

function compareFacts(before: Operation, after: Operation, scope: Scope, findings: Findings): void {
  const tell = (rule: RuleName, message: string): void => findings.add(scope, rule, { message, old: before.origin, new: after.origin });
  if (before.id !== after.id) tell('operation-renamed', `Its operationId is ${after.id} now; it was ${before.id}.`);
  const [oldPath, newPath] = [before.sdkPath.join('.'), after.sdkPath.join('.')];
  // A place that follows from the id was told with it.
  if (oldPath !== newPath && [before, after].some(({ extensions }) => extensions['x-sdk-path'] !== undefined)) tell('sdk-path-changed', `In an SDK it is ${newPath} now; it was ${oldPath}.`);
  if (before.deprecated !== after.deprecated) tell(after.deprecated ? 'operation-deprecated' : 'operation-reactivated', after.deprecated ? 'It is deprecated now.' : 'It is not deprecated any more.');
  if (before.retry !== after.retry) tell('retry-changed', `A client may repeat it when ${after.retry} now; it was ${before.retry}.`);
  if (canonical({ ...before.pagination }) !== canonical({ ...after.pagination })) {
    if (before.pagination === undefined) tell('pagination-added', 'It says how its pages are walked through now.');
    else if (after.pagination === undefined) tell('pagination-removed', 'It does not say how its pages are walked through any more.');
    else tell('pagination-changed', 'How its pages are walked through changed.');
  }
  const [oldPermission, newPermission] = [before, after].map(({ rbac }) => (rbac === undefined ? undefined : `${rbac.resource} ${rbac.action}`));
  if (oldPermission !== newPermission) {
    if (newPermission === undefined) tell('permission-lifted', `Members need not have the permission ${oldPermission} any more.`);
    else tell('permission-required', `Members must have the permission ${newPermission} now${oldPermission === undefined ? '' : `; it was ${oldPermission}`}.`);
  }
  if (before.summary !== after.summary || before.description !== after.description) tell('description-changed', 'Its description changed.');
  if (canonical(before.tags) !== canonical(after.tags)) tell('tags-changed', `Its tags are ${after.tags.join(', ') || 'none'} now; they were ${before.tags.join(', ') || 'none'}.`);
}

/* -------------------------------------------------------------- parameters */

function compareParameters(before: Operation, after: Operation, scope: Scope, context: OperationContext): void {
  const { findings } = context;
  const keyOf = ({ in: place, name }: Parameter): string => `${place} ${place === 'header' ? name.toLowerCase() : name}`;
  const remaining = new Map(after.parameters.map((parameter) => [keyOf(parameter), parameter]));
  const renamed = renamedPathParameters(before, after);
  for (const parameter of before.parameters) {
    const at = `${parameter.in} parameter ${parameter.name}`;
    const newName = parameter.in === 'path' ? renamed.get(parameter.name) : undefined;
    const key = newName === undefined ? keyOf(parameter) : `path ${newName}`;
    const other = remaining.get(key);
    if (other === undefined) {
      findings.add(scope, 'parameter-removed', { at, message: `The ${at} is gone.`, old: parameter.origin, new: after.origin });
      continue;
    }
    remaining.delete(key);
    if (newName !== undefined) findings.add(scope, 'parameter-renamed', { at, message: `The ${at} is called ${newName} now.`, old: parameter.origin, new: other.origin });
    compareParameter(parameter, other, at, scope, context);
  }
  for (const parameter of remaining.values()) {
    const at = `${parameter.in} parameter ${parameter.name}`;
    findings.add(scope, parameter.required ? 'required-parameter-added' : 'parameter-added', {
      at,
      message: `There is ${parameter.required ? 'a required' : 'an optional'} ${at} now.`,
      old: before.origin,
      new: parameter.origin,
    });
  }
}

/** Path parameters that stand where another stood, by the old name. */
function renamedPathParameters(before: Operation, after: Operation): ReadonlyMap<string, string> {
  const renamed = new Map<string, string>();
  if (routeOf(before) !== routeOf(after)) return renamed;
  before.pathTemplate.forEach((part, index) => {
    const other = after.pathTemplate[index];
    if ('parameter' in part && other !== undefined && 'parameter' in other && part.parameter !== other.parameter) renamed.set(part.parameter, other.parameter);
  });
  return renamed;
}

function compareParameter(before: Parameter, after: Parameter, at: string, scope: Scope, { findings, schemas }: OperationContext): void {
  const tell = (rule: RuleName, message: string): void => findings.add(scope, rule, { at, message, old: before.origin, new: after.origin });
  if (before.required !== after.required) tell(after.required ? 'parameter-required' : 'parameter-optional', `The ${at} is ${after.required ? 'required now' : 'not required any more'}.`);
  const [oldForm, newForm] = [before, after].map(({ style, explode, allowReserved, mediaType }) => mediaType ?? `${style}${explode ? ', exploded' : ''}${allowReserved ? ', reserved characters as they are' : ''}`);
  if (oldForm !== newForm) tell('parameter-serialization-changed', `It is written as ${newForm} now; it was ${oldForm}.`);
  if (before.deprecated !== after.deprecated) tell(after.deprecated ? 'deprecated' : 'reactivated', after.deprecated ? 'It is deprecated now.' : 'It is not deprecated any more.');
  if (before.description !== after.description) tell('description-changed', 'Its description changed.');
  if (examplesText(before.examples) !== examplesText(after.examples)) tell('examples-changed', 'Its examples changed.');
  schemas.compare(before.schema, after.schema, { scope, direction: 'request', at });
}

/* -------------------------------------------------------- bodies and headers */

function compareRequestBody(before: Operation, after: Operation, scope: Scope, context: OperationContext): void {
  const { findings } = context;
  const [old, now] = [before.requestBody, after.requestBody];
  const at = 'request body';
  if (old === undefined && now === undefined) return;
  if (old === undefined) {
    findings.add(scope, now?.required === true ? 'required-request-body-added' : 'request-body-added', { at, message: `It takes a body now${now?.required === true ? ', and must get one' : ''}.`, old: before.origin, new: now?.origin });
    return;
  }
  if (now === undefined) {
    findings.add(scope, 'request-body-removed', { at, message: 'It does not take a body any more.', old: old.origin, new: after.origin });
    return;
  }
  const tell = (rule: RuleName, message: string): void => findings.add(scope, rule, { at, message, old: old.origin, new: now.origin });
  if (old.required !== now.required) tell(now.required ? 'request-body-required' : 'request-body-optional', `The body is ${now.required ? 'required now' : 'not required any more'}.`);
  if (old.description !== now.description) tell('description-changed', 'The description of its body changed.');
  const spot = { scope, direction: 'request', at } as const;
  compareContents(old, now, spot, { removed: 'request-media-type-removed', added: 'request-media-type-added' }, context);
}

/** A request body or a response. */
interface Payload {
  readonly contents: readonly Content[];
  readonly origin: Operation['origin'];
}

interface ContentSpot {
  readonly scope: Scope;
  readonly direction: 'request' | 'response';
  readonly at: string;
}

/** Compares bodies by media type. */
export function compareContents(before: Payload, after: Payload, spot: ContentSpot, rules: { readonly removed: RuleName; readonly added: RuleName }, { findings, schemas }: OperationContext): void {
  const { scope, at } = spot;
  const remaining = new Map(after.contents.map((content) => [content.mediaType, content]));
  const several = before.contents.length > 1 || after.contents.length > 1;
  for (const content of before.contents) {
    const other = remaining.get(content.mediaType);
    if (other === undefined) {
      findings.add(scope, rules.removed, { at, message: `The media type ${content.mediaType} is gone.`, old: content.origin, new: after.origin });
      continue;
    }
    remaining.delete(content.mediaType);
    const here = several ? `${at} (${content.mediaType})` : at;
    if (canonical(content.encoding) !== canonical(other.encoding)) findings.add(scope, 'encoding-changed', { at: here, message: 'How its parts are encoded changed.', old: content.origin, new: other.origin });
    if (examplesText(content.examples) !== examplesText(other.examples)) findings.add(scope, 'examples-changed', { at: here, message: 'Its examples changed.', old: content.origin, new: other.origin });
    schemas.compare(content.schema, other.schema, { ...spot, at: here });
  }
  for (const content of remaining.values()) findings.add(scope, rules.added, { at, message: `There is a media type ${content.mediaType} now.`, old: before.origin, new: content.origin });
}

function compareResponses(before: Operation, after: Operation, scope: Scope, context: OperationContext): void {
  const { findings } = context;
  // Where error types are listed, they say which statuses there are, and what their bodies look like.
  const byTypes = new Set([...before.errors, ...after.errors].map(({ type }) => String(type.status)));
  const remaining = new Map(after.responses.map((response) => [response.status.toUpperCase(), response]));
  for (const response of before.responses) {
    const { status } = response;
    const other = remaining.get(status.toUpperCase());
    remaining.delete(status.toUpperCase());
    const listed = byTypes.has(status);
    if (other === undefined) {
      if (!listed) findings.add(scope, isSuccess(status) ? 'success-status-removed' : 'error-status-removed', { at: `${status} response`, message: `The status ${status} is gone.`, old: response.origin, new: after.origin });
      continue;
    }
    compareResponse(response, other, listed, scope, context);
  }
  for (const { status, origin } of remaining.values()) {
    if (!byTypes.has(status)) findings.add(scope, isSuccess(status) ? 'success-status-added' : 'error-status-added', { at: `${status} response`, message: `There is a status ${status} now.`, old: before.origin, new: origin });
  }
}

function compareResponse(before: Response, after: Response, hasErrorTypes: boolean, scope: Scope, context: OperationContext): void {
  const at = `${before.status} response`;
  const spot = { scope, direction: 'response', at } as const;
  compareHeaders(before, after, spot, context);
  if (hasErrorTypes) {
    // The rest of such a body is made from the list.
    const [old, now] = [before, after].map(({ contents }) => contents[0]?.schema.allOf?.[0]);
    if (old !== undefined && now !== undefined) context.schemas.compare(old, now, spot);
    return;
  }
  if (before.description !== after.description) context.findings.add(scope, 'description-changed', { at, message: 'Its description changed.', old: before.origin, new: after.origin });
  compareContents(before, after, spot, { removed: 'response-media-type-removed', added: 'response-media-type-added' }, context);
}

function compareHeaders(before: Response, after: Response, spot: ContentSpot, { findings, schemas }: OperationContext): void {
  const { scope } = spot;
  const remaining = new Map(after.headers.map((header) => [header.name.toLowerCase(), header]));
  const tell = (rule: RuleName, at: string, message: string): void => findings.add(scope, rule, { at, message, old: before.origin, new: after.origin });
  for (const header of before.headers) {
    const at = headerSpot(spot, header);
    const other = remaining.get(header.name.toLowerCase());
    remaining.delete(header.name.toLowerCase());
    if (other === undefined) {
      tell('header-removed', at, `The header ${header.name} is gone.`);
      continue;
    }
    if (header.required !== other.required) tell(other.required ? 'header-required' : 'header-optional', at, `The header ${header.name} is ${other.required ? 'always there now' : 'not always there any more'}.`);
    if (header.description !== other.description) tell('description-changed', at, 'Its description changed.');
    schemas.compare(header.schema, other.schema, { ...spot, at });
  }
  for (const header of remaining.values()) tell('header-added', headerSpot(spot, header), `There is a header ${header.name} now.`);
}

function headerSpot({ at }: ContentSpot, { name }: ResponseHeader): string {
  return `${at}, header ${name}`;
}

function isSuccess(status: string): boolean {
  return /^[123]/.test(status);
}

function examplesText(examples: Operation['parameters'][number]['examples']): string {
  return canonical(examples.map(({ key, summary = '', description = '', value }) => ({ key, summary, description, value })));
}
