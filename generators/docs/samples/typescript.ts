/** A request with the generated TypeScript SDK. */
import type { Json, Operation } from '../../model/model.js';
import { isJsonArray, isJsonObject } from '../../model/pointer.js';
import { numberLiteral, objectKey, propertyKey, stringLiteral } from '../../typescript/literals.js';
import type { SampleRequest } from './request.js';

/** The client as samples make it. */
export const clientSetup = [
  `import { B2BClient } from 'stytch-b2b-openapi/sdk';`,
  '',
  'const client = new B2BClient({',
  '  projectId: process.env.PROJECT_ID!,',
  '  secret: process.env.PROJECT_SECRET!,',
  '});',
].join('\n');

/** The call alone: `await client.organizations.create({…})`. */
export function typescriptCall(operation: Operation, request: SampleRequest): string {
  const parameters = Object.keys(request.parameters).length === 0 ? '' : typescriptValue(request.parameters, '');
  return `await client.${operation.sdkPath.map(memberName).join('.')}(${parameters})`;
}

/** A whole program: client, call, answer. */
export function typescriptSample(operation: Operation, request: SampleRequest): string {
  return `${clientSetup}\n\nconst response = ${typescriptCall(operation, request)};\nconsole.log(response);`;
}

function memberName(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : name.replace(/[^\w$]+/g, '_');
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
