/** A request in TypeScript: with the generated SDK where the description names one, with `fetch` elsewhere. */
import type { Json, Operation } from '../../model/model.js';
import { isJsonArray, isJsonObject } from '../../model/pointer.js';
import { numberLiteral, objectKey, propertyKey, stringLiteral } from '../../typescript/literals.js';
import { clientSetup, type ClientFacts } from './client.js';
import { queryString } from './curl.js';
import type { SampleRequest } from './request.js';

/** A whole program that prints the answer. */
export function typescriptSample(operation: Operation, request: SampleRequest, client: ClientFacts): string {
  if (!hasClient(operation, client)) return fetchSample(request);
  return `${clientSetup(operation, client)}\n\nconst response = ${typescriptCall(operation, request)};\nconsole.log(response);`;
}

/** True when the SDK has a method for the call that a sample can name. */
export function hasClient(operation: Operation, client: ClientFacts): boolean {
  return client.className !== undefined && operation.extensions['x-sdk-path'] !== undefined;
}

/** The call alone: `await client.organizations.create({…})`. */
export function typescriptCall(operation: Operation, request: SampleRequest): string {
  const parameters = Object.keys(request.parameters).length === 0 ? '' : typescriptValue(request.parameters, '');
  return `await client.${operation.sdkPath.join('.')}(${parameters})`;
}

/** The program that tells one error type from all others. */
export function typescriptErrorSample(operation: Operation, request: SampleRequest, client: ClientFacts, errorType: string): string {
  return [
    clientSetup(operation, client, ['isError']),
    '',
    'try {',
    `  ${typescriptCall(operation, request).replace(/\n/g, '\n  ')};`,
    '} catch (error) {',
    `  if (!isError(error, ${stringLiteral(errorType)})) throw error;`,
    '  console.error(error.message, error.requestId);',
    '}',
  ].join('\n');
}

function fetchSample(request: SampleRequest): string {
  const { body, method } = request;
  const headers = request.headers.map(([name, value]): readonly [string, string] => [name, stringLiteral(value)]);
  for (const credential of request.credentials) {
    if (credential.kind === 'basic') headers.push(['Authorization', `\`Basic \${btoa(\`\${process.env.${credential.user}}:\${process.env.${credential.password}}\`)}\``]);
    else if (credential.kind === 'bearer') headers.push(['Authorization', `\`Bearer \${process.env.${credential.token}}\``]);
    else if (credential.kind === 'header') headers.push([credential.name, `process.env.${credential.variable}!`]);
  }
  if (body !== undefined && body.kind !== 'form') headers.push(['Content-Type', stringLiteral(body.mediaType)]);
  const options = [
    ...(method === 'GET' ? [] : [`  method: '${method}',\n`]),
    ...(headers.length === 0 ? [] : [`  headers: {\n${headers.map(([name, value]) => `    ${propertyKey(name)}: ${value},\n`).join('')}  },\n`]),
    ...(body?.kind === 'json' ? [`  body: JSON.stringify(${typescriptValue(body.value, '  ')}),\n`] : []),
    ...(body?.kind === 'form' ? [`  body: new URLSearchParams(${typescriptValue(Object.fromEntries(body.fields), '  ')}),\n`] : []),
    ...(body?.kind === 'text' ? [`  body: ${stringLiteral(body.text)},\n`] : []),
  ];
  const address = stringLiteral(`${request.baseUrl}${request.path}${queryString(request)}`);
  return `const response = await fetch(${address}${options.length === 0 ? '' : `, {\n${options.join('')}}`});\nconsole.log(response.status, await response.text());`;
}

/** A JSON value as an expression; collections one member per line, short lists of scalars on one. */
export function typescriptValue(value: Json, indent: string): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return stringLiteral(value);
  if (typeof value === 'number') return numberLiteral(value);
  const inner = `${indent}  `;
  if (isJsonArray(value)) {
    const items = value.map((item) => typescriptValue(item, inner));
    const line = `[${items.join(', ')}]`;
    if (items.every((item) => !item.includes('\n')) && line.length <= 60) return line;
    return `[\n${items.map((item) => `${inner}${item},\n`).join('')}${indent}]`;
  }
  const members = isJsonObject(value) ? Object.entries(value) : [];
  if (members.length === 0) return '{}';
  const lines = members.map(([name, member]) => `${inner}${name === '__proto__' ? objectKey(name) : propertyKey(name)}: ${typescriptValue(member, inner)},\n`);
  return `{\n${lines.join('')}${indent}}`;
}
