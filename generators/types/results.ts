/** The answers a server may give to a call, as one union told apart by `status`. */
import type { Operation, Response } from '../model/model.js';
import { errorsByStatus, isFailure } from '../model/responses.js';
import type { ErrorStatus } from '../model/responses.js';
import { propertyKey, stringLiteral } from '../typescript/literals.js';
import { joinTypes, printContentType, printType } from '../typescript/printType.js';
import type { TypePrinting } from '../typescript/printType.js';

/**
 * `{ status: 200; body: … } | { status: 400; body: ErrorBody<'a' | 'b', 400> } | …`: first what is no error, then the errors by
 * status. A response with several media types has a variant for each, told apart by `contentType`.
 *
 * @param usedErrors receives the names of errors.ts and operationErrors.ts that the type mentions
 */
export function resultType(operation: Operation, printing: TypePrinting, usedErrors: Set<string>): string {
  const failures = errorsByStatus(operation);
  const exact = new Set(failures.map(({ status }) => String(status)));
  const others = operation.responses.filter((response) => !exact.has(response.status));
  const variants = [
    ...others.filter((response) => !isFailure(response)).flatMap((response) => responseVariants(response, printing)),
    ...failures.flatMap((failure) => failureVariants(operation, failure, printing, usedErrors)),
    ...others.filter(isFailure).flatMap((response) => responseVariants(response, printing)),
  ];
  if (variants.length === 0) return '{ status: number; body?: unknown; headers?: { readonly [name: string]: string } }';
  return joinTypes(variants, ' | ');
}

/** One format for all error types of an operation: the endpoint decides how its errors look, not the type. */
function failureVariants(operation: Operation, { status, response, errors }: ErrorStatus, printing: TypePrinting, usedErrors: Set<string>): readonly string[] {
  if (errors.length === 0) return response === undefined ? [] : responseVariants(response, printing);
  const body = operation.extensions['x-error-format'] === 'oauth2' ? 'OAuthErrorBody' : 'ErrorBody';
  usedErrors.add(body);
  // A few types are named; of many, those of the operation with this status are picked.
  const few = errors.length <= 3;
  const all = `${printing.names.operationType(operation)}ErrorType`;
  if (!few) usedErrors.add('ErrorTypeOf').add(all);
  const types = few ? errors.map(({ type }) => stringLiteral(type.type)).join(' | ') : `Extract<${all}, ErrorTypeOf<${status}>>`;
  return [`{ status: ${status}; body: ${body}<${types}, ${status}>; ${headersOf(response, printing)} }`];
}

function responseVariants(response: Response, printing: TypePrinting): readonly string[] {
  const status = /^\d{3}$/.test(response.status) ? response.status : 'number';
  const headers = headersOf(response, printing);
  if (response.contents.length === 0) return [`{ status: ${status}; body?: undefined; ${headers} }`];
  return response.contents.map((content) => {
    const contentType = response.contents.length === 1 ? '' : `contentType: ${stringLiteral(content.mediaType)}; `;
    return `{ status: ${status}; ${contentType}body: ${printContentType(content, printing)}; ${headers} }`;
  });
}

/** Described headers by name; others may be sent too. */
function headersOf(response: Response | undefined, printing: TypePrinting): string {
  const headers = response?.headers ?? [];
  const open = '{ readonly [name: string]: string }';
  if (headers.length === 0) return `headers?: ${open}`;
  const members = headers.map(({ name, required, schema }) => `${propertyKey(name)}${required ? '' : '?'}: ${printType(schema, printing)}`);
  return `headers${headers.some(({ required }) => required) ? '' : '?'}: { ${members.join('; ')}; [name: string]: unknown }`;
}
