/** The descriptor of a call, as an object literal: what the runtime's OperationSpec asks for and nothing that is the default. */
import type { Parameter } from '../model/model.js';
import { isJsonMediaType, primarySuccess } from '../model/responses.js';
import { objectKey, stringLiteral } from '../typescript/literals.js';
import type { CredentialPlan } from './credentials.js';
import type { Imports } from './imports.js';
import type { BodyPlan } from './params.js';
import { isComposite } from './params.js';
import type { SdkOperation } from './plan.js';

/** @param imports takes the encoders and readers the descriptor names */
export function printSpec(planned: SdkOperation, imports: Imports): string {
  const { operation, value, params, keys, server, idempotencyHeader } = planned;
  const list = (items: readonly string[]): string => `[${items.map(stringLiteral).join(', ')}]`;
  const written = params.written.map((parameter) => {
    const member = params.members.get(parameter) ?? parameter.name;
    const writer = imports.value(writerOf(parameter), 'runtime/parameters.js');
    return `${objectKey(member)}: ${member === parameter.name ? writer : `${imports.value('renamed', 'runtime/parameters.js')}(${stringLiteral(parameter.name)}, ${writer})`}`;
  });
  for (const { scheme } of keys) written.push(`${objectKey(scheme.parameterName ?? scheme.name)}: ${imports.value('repeat', 'runtime/parameters.js')}`);
  const segments = operation.parameters
    .filter((parameter) => parameter.in === 'path' && parameter.mediaType === undefined && isComposite(parameter.schema))
    .map((parameter) => `${objectKey(parameter.name)}: ${imports.value(segmentWriterOf(parameter), 'runtime/segments.js')}`);
  const security = securityAlternatives(planned, imports);
  const reader = readerOf(operation);
  const entries = [
    `id: ${stringLiteral(value)}`,
    `method: ${stringLiteral(operation.method)}`,
    ...(server === undefined ? [] : [`server: ${stringLiteral(server.url)}`]),
    ...(server === undefined || server.defaults.size === 0 ? [] : [`variables: { ${[...server.defaults].map(([name, text]) => `${objectKey(name)}: ${stringLiteral(text)}`).join(', ')} }`]),
    `path: ${stringLiteral(pathOf(operation))}`,
    ...(segments.length === 0 ? [] : [`segments: { ${segments.join(', ')} }`]),
    ...(written.length === 0 ? [] : [`parameters: { ${written.join(', ')} }`]),
    ...(params.body === undefined ? [] : [`body: ${printBody(params.body, imports)}`]),
    ...(reader === undefined ? [] : [`read: ${imports.value(reader, 'runtime/readers.js')}`]),
    // With a key, the API itself sees to it that twice is as good as once.
    `retry: ${stringLiteral(idempotencyHeader !== undefined && operation.retry === 'unsent-only' ? 'idempotent' : operation.retry)}`,
    ...(security.length === 0 ? [] : [`security: [${security.join(', ')}]`]),
    ...(params.sensitive.length === 0 ? [] : [`sensitive: ${list(params.sensitive)}`]),
  ];
  return `{\n${entries.map((entry) => `  ${entry},\n`).join('')}}`;
}

/** The path with what the styles `label` and `matrix` put before a value (RFC 6570 §3.2.5, §3.2.7), unless a function writes it. */
function pathOf({ path, parameters }: SdkOperation['operation']): string {
  const plain = parameters.filter((parameter) => parameter.in === 'path' && !isComposite(parameter.schema));
  const styles = new Map(plain.map(({ name, style }) => [name, style]));
  return path.replace(/\{([^}]+)\}/g, (placeholder, name: string) => {
    const style = styles.get(name);
    return style === 'label' ? `.${placeholder}` : style === 'matrix' ? `;${name}=${placeholder}` : placeholder;
  });
}

/** What each alternative consists of; the key of an idempotent call comes along with every one. */
function securityAlternatives({ security, idempotencyHeader }: SdkOperation, imports: Imports): readonly string[] {
  const key = idempotencyHeader === undefined ? [] : [`idempotencyKey: ${imports.value('idempotencyKey', 'runtime/idempotency.js')}(${stringLiteral(idempotencyHeader)})`];
  const alternatives = key.length > 0 && security.length === 0 ? [[]] : security;
  return alternatives.map((credentials) => `{ ${[...credentials.map((credential) => printCredential(credential, imports)), ...key].join(', ')} }`.replace('{  }', '{}'));
}

function printCredential({ scheme, value }: CredentialPlan, imports: Imports): string {
  const constant = imports.value(value, 'credentials.js');
  return scheme.name === value ? value : `${objectKey(scheme.name)}: ${constant}`;
}

function printBody({ encoder, content, place, required }: BodyPlan, imports: Imports): string {
  const usual = encoder === 'json' ? 'application/json' : content.mediaType;
  const named = encoder === 'raw' ? !content.mediaType.includes('*') : encoder === 'json' && content.mediaType !== usual;
  const entries = [
    `encode: ${imports.value(encoder, 'runtime/bodies.js')}`,
    ...(named ? [`type: ${stringLiteral(content.mediaType)}`] : []),
    ...(place === 'body' ? [`member: 'body'`] : []),
    ...(required ? ['required: true'] : []),
  ];
  return `{ ${entries.join(', ')} }`;
}

/** The function for a list or an object in the path (OAS 3.1 §4.8.12.2). */
function segmentWriterOf({ style, explode }: Parameter): string {
  const name = style === 'label' || style === 'matrix' ? style : 'simple';
  return explode ? `${name}Exploded` : name;
}

/** The function for a parameter outside the path (OAS 3.1 §4.8.12.2). */
function writerOf({ in: place, style, explode, mediaType }: Parameter): string {
  if (place === 'header' || place === 'cookie') return place;
  if (mediaType !== undefined) return 'asJson';
  if (style === 'deepObject') return 'deep';
  if (style === 'spaceDelimited') return explode ? 'repeat' : 'space';
  if (style === 'pipeDelimited') return explode ? 'repeat' : 'pipe';
  return explode ? 'repeat' : 'comma';
}

/** The function that reads a success; undefined for JSON. */
function readerOf(operation: SdkOperation['operation']): string | undefined {
  const contents = primarySuccess(operation)?.contents ?? [];
  const [first] = contents;
  if (first === undefined) return 'nothing';
  if (contents.some(({ mediaType }) => isJsonMediaType(mediaType) || mediaType === '*/*')) return undefined;
  return first.mediaType.startsWith('text/') || /xml|yaml|urlencoded/.test(first.mediaType) ? 'text' : 'binary';
}
