/** A request with Python's requests library. */
import type { Json } from '../../model/model.js';
import { isJsonArray, isJsonObject } from '../../model/pointer.js';
import { quotedString } from '../../text/escape.js';
import type { SampleRequest } from './request.js';

/** A whole program: it prints the answer, and raises when the status is an error. */
export function pythonSample(request: SampleRequest): string {
  const usesEnvironment = request.credentials.length > 0;
  const lines = [...(usesEnvironment ? ['import os', ''] : []), 'import requests', ''];
  const call = [`    ${quotedString(request.baseUrl + request.path)},`];
  const query: string[] = request.query.map(([name, value]) => `(${quotedString(name)}, ${quotedString(value)})`);
  const headers = request.headers.map(([name, value]) => `${quotedString(name)}: ${quotedString(value)}`);
  for (const credential of request.credentials) {
    if (credential.kind === 'basic') call.push(`    auth=(${environment(credential.user)}, ${environment(credential.password)}),`);
    else if (credential.kind === 'bearer') headers.push(`"Authorization": f"Bearer {${environment(credential.token, "'")}}"`);
    else if (credential.kind === 'header') headers.push(`${quotedString(credential.name)}: ${environment(credential.variable)}`);
    else query.push(`(${quotedString(credential.name)}, ${environment(credential.variable)})`);
  }
  const { body } = request;
  if (body !== undefined && body.kind === 'text') headers.push(`"Content-Type": ${quotedString(body.mediaType)}`);
  if (query.length > 0) call.push(`    params=[${query.join(', ')}],`);
  if (headers.length > 0) call.push(`    headers={${headers.join(', ')}},`);
  if (body?.kind === 'json') call.push(`    json=${pythonValue(body.value, '    ')},`);
  if (body?.kind === 'form') call.push(`    data=${pythonValue(Object.fromEntries(body.fields), '    ')},`);
  if (body?.kind === 'text') call.push(`    data=${quotedString(body.text)}.encode(),`);
  lines.push(`response = requests.${pythonMethod(request.method)}`, ...call, ')', 'response.raise_for_status()', 'print(response.text)');
  return lines.join('\n');
}

function pythonMethod(method: string): string {
  return method === 'TRACE' ? 'request(\n    "TRACE",' : `${method.toLowerCase()}(`;
}

function environment(name: string, quote = '"'): string {
  return `os.environ[${quote}${name}${quote}]`;
}

/** A JSON value as a Python expression; collections one member per line. */
export function pythonValue(value: Json, indent: string): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return quotedString(value);
  if (typeof value === 'number') return String(value);
  const inner = `${indent}    `;
  if (isJsonArray(value)) {
    if (value.length === 0) return '[]';
    return `[\n${value.map((item) => `${inner}${pythonValue(item, inner)},\n`).join('')}${indent}]`;
  }
  const members = isJsonObject(value) ? Object.entries(value) : [];
  if (members.length === 0) return '{}';
  return `{\n${members.map(([name, member]) => `${inner}${quotedString(name)}: ${pythonValue(member, inner)},\n`).join('')}${indent}}`;
}
