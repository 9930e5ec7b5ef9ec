/** The files of calls, operations/<group>.ts and resources/<group>.ts: each is printed again only when one of its calls has changed. */
import type { OutputFile } from '../generator.js';
import type { Json, Operation, Resource } from '../model/model.js';
import { operationDependencies, PieceKind } from '../incremental/pieces.js';
import { namesFingerprint } from '../typescript/names.js';
import { unchecked } from '../typescript/unchecked.js';
import type { SdkPlan } from './plan.js';
import { printOperations } from './printOperations.js';
import { printResources, type ResourceNames } from './printResources.js';

const filePieces = new PieceKind<OutputFile>();

/**
 * Prints the calls of every group, on their own and bound to a client.
 *
 * @param resources the top-level resources and their files
 * @param extension what the description says about its SDK
 */
export function callFiles(plan: SdkPlan, resources: ReadonlyMap<Resource, string>, names: ResourceNames, extension: Json | undefined): readonly OutputFile[] {
  // Named whether printed or not, and in the same order.
  for (const resource of resources.keys()) names.nameBelow(resource);
  const pieces = filePieces.of(plan.session, () => fingerprint(plan, resources, names, extension));
  const dependencies = (operations: readonly Operation[]) => (): readonly unknown[] => operations.flatMap(operationDependencies);
  return [
    ...plan.groups.map((group) =>
      pieces.get(`operations ${group.file}`, dependencies(group.operations.map(({ operation }) => operation)), () => unchecked(printOperations(group, plan))),
    ),
    ...[...resources].map(([resource, file]) =>
      pieces.get(`resources ${file}`, dependencies(operationsBelow(resource)), () => unchecked(printResources(resource, file, plan, names))),
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
    credentials,
    forms.map(({ schema, name, direction }) => [schema.pointer, name, direction]),
    calls,
    groups.map((group) => [group.file, group.operations.map(({ value }) => value)]),
    [...resources].map(([resource, file]) => [file, names.of(resource), tree(resource)]),
  ]);
}

function operationsBelow({ operations, children }: Resource): readonly Operation[] {
  return [...operations, ...children.flatMap(operationsBelow)];
}
