/** client.ts: the constructor's options, the connection for standalone calls, and the client itself. */
import { StructureKind } from '../typescript/tsMorph.js';
import type { OptionalKind, PropertySignatureStructure, StatementStructures } from 'ts-morph';
import type { OutputFile } from '../generator.js';
import type { Resource, Server } from '../model/model.js';
import { fillVariables } from './servers.js';
import { objectKey, propertyKey, stringLiteral } from '../typescript/literals.js';
import { documentation } from '../typescript/tsdoc.js';
import { Imports } from './imports.js';
import type { SdkPlan } from './plan.js';
import { bindMembers } from './printResources.js';
import type { ResourceNames } from './printResources.js';

/**
 * @param files the module of each top-level resource
 */
export function printClient(plan: SdkPlan, files: ReadonlyMap<Resource, string>, names: ResourceNames): OutputFile {
  const { model, settings, printer } = plan;
  const imports = new Imports('');
  for (const [resource, file] of files) imports.value(names.of(resource), `resources/${file}.js`);
  const root = bindMembers(model.resources, 'operations/client.js', plan, names, imports);
  const connection = imports.type('Connection', 'runtime/connection.js');
  const options = `${settings.className}Options`;
  const statements: StatementStructures[] = [
    {
      kind: StructureKind.Interface,
      name: options,
      isExported: true,
      docs: [`What {@link ${settings.className}} and {@link connect} take.`],
      extends: [imports.type('ConnectionOptions', 'runtime/options.js')],
      properties: optionProperties(plan, imports),
    },
    {
      kind: StructureKind.Function,
      name: 'connect',
      isExported: true,
      docs: ['The connection that calls as functions of their own take: `createX(connect(options), params)`.\n\n@throws TypeError when no base URL is known, or it is neither https nor on loopback'],
      parameters: [{ name: 'options', type: options }],
      returnType: connection,
      statements: [`return ${imports.value('createConnection', 'runtime/connection.js')}(${apiSpec(plan, imports)}, options);`],
    },
    {
      kind: StructureKind.Class,
      name: settings.className,
      isExported: true,
      docs: [documentation({ summary: `A client of the ${model.info.title}.`, remarks: [model.info.summary ?? ''] }, plan.link)],
      properties: root.properties,
      ctors: [
        {
          docs: ['@throws TypeError when no base URL is known, or it is neither https nor on loopback'],
          parameters: [{ name: 'options', type: options }],
          statements: root.assignments.length === 0 ? ['connect(options);'] : ['const connection = connect(options);', ...root.assignments],
        },
      ],
    },
  ];
  return printer.print('client.ts', 'The client.', [...imports.declarations(), ...statements]);
}

function optionProperties({ credentials, settings, model, link }: SdkPlan, imports: Imports): OptionalKind<PropertySignatureStructure>[] {
  const properties = new Map<string, OptionalKind<PropertySignatureStructure>>();
  for (const { options, required } of credentials) {
    for (const { name, type, description } of options) {
      const printed = type === 'Secret' ? imports.type('Secret', 'runtime/credentials.js') : type;
      properties.set(name, optionProperty(name, printed, required, documentation({ summary: description }, link)));
    }
  }
  for (const [parameter, name] of settings.defaults) {
    if (!properties.has(name)) properties.set(name, optionProperty(name, 'string', false, `Fills \`${parameter}\` where a call does not give it.`));
  }
  if (!hasDefaultUrl(model.servers, settings)) {
    properties.set('baseUrl', optionProperty('baseUrl', 'string', true, 'Where the API is: its description names no absolute URL. https, or http on loopback.'));
  }
  return [...properties.values()];
}

function optionProperty(name: string, type: string, required: boolean, docs: string): OptionalKind<PropertySignatureStructure> {
  return { name: propertyKey(name), type: required ? type : `${type} | undefined`, hasQuestionToken: !required, isReadonly: true, docs: [docs] };
}

function apiSpec(plan: SdkPlan, imports: Imports): string {
  const { settings, operations, toolVersion } = plan;
  const keys = new Set([...operations.values()].flatMap((planned) => planned.keys));
  const inUrls = [...keys].map(({ scheme, options }) => [scheme.parameterName ?? scheme.name, options[0]?.name ?? ''] as const);
  const defaults = [...new Map([...settings.defaults, ...inUrls])].map(([parameter, option]) => `${objectKey(parameter)}: options.${option}`);
  const entries = [
    `product: ${stringLiteral(`${settings.className}/${toolVersion}`)}`,
    `baseUrl: () => ${defaultUrl(plan, imports)}`,
    ...(defaults.length === 0 ? [] : [`defaults: { ${defaults.join(', ')} }`]),
  ];
  return `{\n${entries.map((entry) => `  ${entry},\n`).join('')}}`;
}

function defaultUrl({ settings, model }: SdkPlan, imports: Imports): string {
  if (settings.servers !== undefined) {
    const prefixes = [...settings.servers.prefixes].map(([prefix, url]) => `${objectKey(prefix)}: ${stringLiteral(url)}`);
    const { option } = settings.servers;
    return `${imports.value('serverByPrefix', 'runtime/baseUrl.js')}(${stringLiteral(option)}, options.${option}, { ${prefixes.join(', ')} })`;
  }
  return stringLiteral(firstAbsoluteUrl(model.servers) ?? '');
}

function hasDefaultUrl(servers: readonly Server[], { servers: byPrefix }: SdkPlan['settings']): boolean {
  return byPrefix !== undefined || firstAbsoluteUrl(servers) !== undefined;
}

/** The first server with its variables' defaults filled in (OAS 3.1 §4.8.5). */
function firstAbsoluteUrl(servers: readonly Server[]): string | undefined {
  return servers
    .map(fillVariables)
    .find((url) => /^https?:/i.test(url) && URL.canParse(url));
}
