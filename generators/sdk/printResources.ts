/** resources/<group>.ts: the calls of one top-level resource, bound to a client. */
import { StructureKind } from '../typescript/tsMorph.js';
import type { ClassDeclarationStructure, OptionalKind, PropertyDeclarationStructure } from 'ts-morph';
import type { OutputFile } from '../generator.js';
import type { Resource } from '../model/model.js';
import { pascalCase, takeFree } from '../typescript/identifiers.js';
import { memberAccess, propertyKey } from '../typescript/literals.js';
import { operationDocumentation } from './documentation.js';
import { Imports } from './imports.js';
import type { SdkOperation, SdkPlan } from './plan.js';
import { runtimeOf, typeArguments } from './printOperations.js';

/** Names of resource classes, unique over the whole SDK. */
export class ResourceNames {
  readonly #taken: Set<string>;
  readonly #names = new Map<Resource, string>();

  /** @param reserved what else the files import */
  constructor(reserved: Iterable<string>) {
    this.#taken = new Set(reserved);
  }

  /** `organizations.members` → `OrganizationsMembers`. */
  of(resource: Resource): string {
    const known = this.#names.get(resource);
    if (known !== undefined) return known;
    const name = takeFree(`${resource.path.map((part) => pascalCase(part, 'Resource')).join('')}Resource`, this.#taken);
    this.#names.set(resource, name);
    return name;
  }

  /** Names all resources below one, then itself. */
  nameBelow(resource: Resource): void {
    for (const child of resource.children) this.nameBelow(child);
    this.of(resource);
  }
}

/** Prints a top-level resource and everything below it, the innermost first. */
export function printResources(resource: Resource, file: string, plan: SdkPlan, names: ResourceNames): OutputFile {
  const imports = new Imports('resources');
  const classes = classesOf(resource, file, plan, names, imports);
  return plan.printer.print(`resources/${file}.ts`, 'Calls bound to a client.', [...imports.declarations(), ...classes]);
}

function classesOf(resource: Resource, file: string, plan: SdkPlan, names: ResourceNames, imports: Imports): ClassDeclarationStructure[] {
  const below = resource.children.flatMap((child) => classesOf(child, file, plan, names, imports));
  const members = bindMembers(resource, `operations/${file}.js`, plan, names, imports);
  const connection = imports.type('Connection', 'runtime/connection.js');
  return [
    ...below,
    {
      kind: StructureKind.Class,
      name: names.of(resource),
      isExported: true,
      docs: [`\`client${resource.path.map(memberAccess).join('')}\``],
      properties: members.properties,
      ctors: [{ parameters: [{ name: 'connection', type: connection }], statements: members.assignments }],
    },
  ];
}

/** The members of a class of the tree, and the statements that fill them. */
export interface BoundMembers {
  readonly properties: OptionalKind<PropertyDeclarationStructure>[];
  readonly assignments: string[];
}

/** Binds the calls and resources directly below one node. `operations` is the module that has its calls. */
export function bindMembers(resource: Resource, operations: string, plan: SdkPlan, names: ResourceNames, imports: Imports): BoundMembers {
  const calls = resource.operations.flatMap((operation) => plan.operations.get(operation) ?? []);
  return {
    properties: [
      ...resource.children.map((child) => ({ name: propertyKey(child.name), isReadonly: true, type: names.of(child), docs: [childDocumentation(child)] })),
      ...calls.map((planned) => callProperty(planned, operations, plan, imports)),
    ],
    assignments: [
      ...resource.children.map((child) => `this${memberAccess(child.name)} = new ${names.of(child)}(connection);`),
      ...calls.map((planned) => {
        const { binder, module } = runtimeOf[planned.kind];
        const bind = imports.value(binder, module);
        return `this${memberAccess(nameOf(planned))} = ${bind}(connection, ${imports.value(planned.value, operations)});`;
      }),
    ],
  };
}

function callProperty(planned: SdkOperation, operations: string, plan: SdkPlan, imports: Imports): OptionalKind<PropertyDeclarationStructure> {
  const { bound, module } = runtimeOf[planned.kind];
  imports.type(planned.paramsType, operations);
  if (planned.kind !== 'redirect') imports.type(planned.errorType, operations);
  const type = imports.type(bound, module);
  return {
    name: propertyKey(nameOf(planned)),
    isReadonly: true,
    type: `${type}<${typeArguments(planned, plan, imports).join(', ')}>`,
    docs: [operationDocumentation(planned, plan)],
  };
}

function childDocumentation({ path }: Resource): string {
  return `\`client${path.map(memberAccess).join('')}\``;
}

function nameOf({ operation }: SdkOperation): string {
  return operation.sdkPath.at(-1) ?? operation.id;
}
