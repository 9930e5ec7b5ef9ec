/** The files of calls, operations/<group>.ts and resources/<group>.ts: each is printed again only when one of its calls has changed. */
import type { OutputFile } from '../generator.js';
import type { Json, Resource } from '../model/model.js';
import { ownDependencies, PieceKind, requestDependencies } from '../incremental/pieces.js';
import { primarySuccess } from '../model/responses.js';
import { namesFingerprint } from '../typescript/names.js';
import { unchecked } from '../typescript/unchecked.js';
import type { SdkGroup, SdkOperation, SdkPlan } from './plan.js';
import { Imports, type ImportingPart } from './imports.js';
import { type CallPieces, printOperations, printResponse } from './printOperations.js';
import { printResources, type ResourceNames } from './printResources.js';

const filePieces = new PieceKind<OutputFile>();

/** What is printed of a call, with the imports that it takes. */
const callPieces = new PieceKind<ImportingPart<readonly string[]>>();

/**
 * Prints the calls of every group, on their own and bound to a client.
 *
 * @param resources the top-level resources and their files
 * @param extension what the description says about its SDK
 */
export function callFiles(plan: SdkPlan, resources: ReadonlyMap<Resource, string>, names: ResourceNames, extension: Json | undefined): readonly OutputFile[] {
  // Named whether printed or not, and in the same order.
  for (const resource of resources.keys()) names.nameBelow(resource);
  let common: string | undefined;
  const commonOf = (): string => (common ??= fingerprint(plan, resources, names, extension));
  const pieces = filePieces.of(plan.session, commonOf);
  const calls = callPieces.of(plan.session, commonOf);
  const answers = new Map<SdkOperation, string>();
  // Of its answers a file has the types: mostly names, which stay whatever they stand for.
  const boundDependencies = (planned: SdkOperation): readonly unknown[] => {
    const answer = answers.get(planned) ?? answerOf(planned, plan);
    answers.set(planned, answer);
    return [...ownDependencies(planned.operation), answer];
  };
  const dependencies = (planned: SdkOperation): readonly unknown[] => [...boundDependencies(planned), ...requestDependencies(planned.operation)];
  const pieceOf: CallPieces = (planned, imports, print) => {
    const part = calls.get(planned.value, () => dependencies(planned), () => imports.noting(print));
    // Where an import has another name in this file than it had before, the call is printed again.
    return imports.repeat(part) ? part.printed : print();
  };
  const operationsOf = (group: SdkGroup): OutputFile => {
    const file = pieces.get(`operations ${group.file}`, () => group.operations.flatMap(dependencies), () => unchecked(printOperations(group, plan, pieceOf)));
    for (const { value } of group.operations) calls.keep(value);
    return file;
  };
  return [
    ...plan.groups.map(operationsOf),
    ...[...resources].map(([resource, file]) =>
      pieces.get(`resources ${file}`, () => callsBelow(resource, plan).flatMap(boundDependencies), () => unchecked(printResources(resource, file, plan, names))),
    ),
  ];
}

/** All that these files depend on beside the operations in them. */
function fingerprint({ model, credentials, forms: { forms }, operations, groups, pages }: SdkPlan, resources: ReadonlyMap<Resource, string>, names: ResourceNames, extension: Json | undefined): string {
  const calls = [...operations.values()].map(({ operation, kind, value, prefix, paramsType, errorType, responseType, idempotencyHeader, keys, security }) => [
    ...[operation.id, kind, value, prefix, paramsType, errorType, responseType, idempotencyHeader],
    ...[keys.map((key) => key.value), security.map((alternative) => alternative.map((credential) => credential.value)), pages.get(operation)],
  ]);
  const tree = ({ path, operations: own, children }: Resource): unknown => [path, own.map(({ id }) => id), children.map((child) => [names.of(child), tree(child)])];
  return JSON.stringify([
    namesFingerprint(model),
    extension,
    model.servers,
    credentials,
    forms.map(({ schema, name, direction }) => [schema.pointer, name, direction]),
    calls,
    groups.map((group) => [group.file, group.operations.map(({ value }) => value)]),
    [...resources].map(([resource, file]) => [file, names.of(resource), tree(resource)]),
  ]);
}

function callsBelow({ operations, children }: Resource, plan: SdkPlan): readonly SdkOperation[] {
  return [...operations.flatMap((operation) => plan.operations.get(operation) ?? []), ...children.flatMap((child) => callsBelow(child, plan))];
}

/** The type of a call's answer, and the forms in which it comes. */
function answerOf(planned: SdkOperation, plan: SdkPlan): string {
  const mediaTypes = primarySuccess(planned.operation)?.contents.map(({ mediaType }) => mediaType) ?? [];
  return [printResponse(planned, plan, new Imports('')), ...mediaTypes].join('\n');
}
