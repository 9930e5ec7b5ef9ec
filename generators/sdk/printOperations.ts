/** operations/<group>.ts: every call as a function of its own, with its params and errors. */
import type { OutputFile } from '../generator.js';
import type { Pagination } from '../model/model.js';
import { acceptsMemberSession } from '../model/memberSession.js';
import { primarySuccess } from '../model/responses.js';
import { declareAlias } from '../typescript/declarations.js';
import { stringLiteral } from '../typescript/literals.js';
import { joinTypes, printContentType } from '../typescript/printType.js';
import { docComment } from '../typescript/tsdoc.js';
import { operationDocumentation } from './documentation.js';
import { Imports } from './imports.js';
import { errorTable } from './printIndex.js';
import { declareParams } from './printParams.js';
import { printSpec } from './printSpec.js';
import type { CallKind, SdkGroup, SdkOperation, SdkPlan } from './plan.js';
import { clientPrinting } from './printSchemas.js';

/** Gives what is printed of a call: now, or what an earlier run printed of it. */
export type CallPieces = (planned: SdkOperation, imports: Imports, print: () => readonly string[]) => readonly string[];

/** Prints the calls of one group. */
export function printOperations(group: SdkGroup, plan: SdkPlan, pieces: CallPieces): OutputFile {
  const imports = new Imports('operations', `operations/${group.file}.js`);
  const statements = group.operations.flatMap((planned) => pieces(planned, imports, () => declareOperation(planned, plan, imports)));
  return plan.printer.print(`operations/${group.file}.ts`, 'Calls as functions of their own.', [...imports.declarations(), ...statements]);
}

function declareOperation(planned: SdkOperation, plan: SdkPlan, imports: Imports): string[] {
  const { operation, kind, value, prefix, errorType } = planned;
  const { pagination } = operation;
  const { module, maker, form } = runtimeOf[kind];
  const paging = pagination && kind === 'paged' ? `, ${printPaging(pagination, planned)}` : '';
  const type = `${imports.type(form, module)}<${typeArguments(planned, plan, imports).join(', ')}>`;
  const descriptor = `${imports.value(maker, module)}(${printSpec(planned, imports)}${paging})`;
  const call = `${docComment(operationDocumentation(planned, plan))}export const ${value}: ${type} = /* @__PURE__ */ ${descriptor};`;
  if (kind === 'redirect') return [declareParams(planned, plan, imports), `\n${call}`];
  const errors = imports.type(`${prefix}ErrorType`, '../types/operationErrors.js');
  const table = imports.type('ErrorByType', errorTable);
  return [
    declareParams(planned, plan, imports),
    ...declareResponse(planned, plan, imports),
    declareAlias(errorType, `${imports.type('CallError', 'runtime/errors.js')}<${errors}, ${table}>`, `What \`${value}\` can fail with.`),
    `\n${call}`,
  ];
}

/** What of the runtime makes a call of each kind, on its own and bound to a client. */
export const runtimeOf: { readonly [kind in CallKind]: { readonly module: string; readonly maker: string; readonly form: string; readonly binder: string; readonly bound: string } } = {
  call: { module: 'runtime/call.js', maker: 'operation', form: 'Operation', binder: 'bind', bound: 'Call' },
  paged: { module: 'runtime/pages.js', maker: 'pagedOperation', form: 'PagedOperation', binder: 'bindPaged', bound: 'PagedCall' },
  redirect: { module: 'runtime/redirect.js', maker: 'redirectOperation', form: 'RedirectOperation', binder: 'bindRedirect', bound: 'RedirectCall' },
};

/** The type arguments of a call, alike for its standalone and its bound form. */
export function typeArguments(planned: SdkOperation, plan: SdkPlan, imports: Imports): readonly string[] {
  const { operation, kind, paramsType, responseType, errorType, idempotencyHeader } = planned;
  if (kind === 'redirect') return [paramsType];
  const special = [
    ...(acceptsMemberSession(operation) ? [imports.type('MemberCallOptions', 'runtime/memberSession.js')] : []),
    ...(idempotencyHeader === undefined ? [] : [imports.type('IdempotentCallOptions', 'runtime/idempotency.js')]),
  ];
  const options = special.length > 0 ? special.join(' & ') : imports.type('CallOptions', 'runtime/options.js');
  const isNamed = isName(printResponse(planned, plan, new Imports('')));
  const data = isNamed ? printResponse(planned, plan, imports) : imports.type(responseType, operationsModule(planned, plan));
  const { pagination } = operation;
  const item = pagination ? [`${imports.type('ItemAt', 'runtime/pages.js')}<${data}, ${stringLiteral(pagination.items)}>`] : [];
  return [paramsType, options, data, ...item, errorType];
}

/** A response's type that is more than a name, declared under one. */
function declareResponse(planned: SdkOperation, plan: SdkPlan, imports: Imports): readonly string[] {
  const text = printResponse(planned, plan, imports);
  return isName(text) ? [] : [declareAlias(planned.responseType, text, `What \`${planned.value}\` gives.`)];
}

/** The type of what a call gives. */
export function printResponse({ operation }: SdkOperation, plan: SdkPlan, imports: Imports): string {
  const printing = clientPrinting(plan, 'read', imports);
  return joinTypes((primarySuccess(operation)?.contents ?? []).map((content) => printContentType(content, printing)), ' | ') || 'void';
}

function operationsModule(planned: SdkOperation, { groups }: SdkPlan): string {
  return `operations/${groups.find(({ operations }) => operations.includes(planned))?.file ?? ''}.js`;
}

function isName(type: string): boolean {
  return /^[\w$\p{L}\p{N}]+$/u.test(type);
}

/** Request members are flat in params, except in a body that has a member of its own. */
function printPaging({ cursor, nextCursor, items }: Pagination, { params }: SdkOperation): string {
  const place = params.body?.place === 'body' ? cursor.replace(/^query\./, '') : cursor.replace(/^(body|query)\./, '');
  return `{ cursor: ${stringLiteral(place)}, nextCursor: ${stringLiteral(nextCursor)}, items: ${stringLiteral(items)} }`;
}
