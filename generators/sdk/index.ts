/** The target `sdk`: a typed client over the runtime in templates/sdk/runtime. */
import type { Generator, GeneratorContext, OutputFile } from '../generator.js';
import type { Resource } from '../model/model.js';
import { copiedFile } from '../typescript/print.js';
import { printCredentials } from './credentials.js';
import type { SdkPlan } from './plan.js';
import { planSdk } from './plan.js';
import { printClient } from './printClient.js';
import { printErrors, printIndex } from './printIndex.js';
import { printOperations } from './printOperations.js';
import { printResources, ResourceNames } from './printResources.js';
import { readSettings } from './settings.js';

/** Writes client.ts, credentials.ts, errors.ts, index.ts, one file of operations/ and resources/ per top-level resource, runtime/, and the modules asked for. */
export const sdk: Generator = {
  name: 'sdk',
  summary: 'a typed client with one function per call',
  requires: ['types'],
  generate(model, { document, templates, toolVersion }) {
    const { settings, problems } = readSettings(document, model);
    const plan = planSdk(model, settings, toolVersion);
    const resources = resourceFiles(plan);
    const names = new ResourceNames([...plan.operations.values()].flatMap(({ paramsType, errorType, prefix }) => [paramsType, errorType, `${prefix}Response`]));
    return {
      files: [
        ...runtimeFiles(templates, plan),
        ...plan.groups.map((group) => printOperations(group, plan)),
        ...[...resources].map(([resource, file]) => printResources(resource, file, plan, names)),
        printClient(plan, resources, names),
        printCredentials(plan.credentials, plan.printer),
        printErrors(plan),
        printIndex(plan),
      ],
      problems: [...problems, ...plan.problems],
    };
  },
};

/** The file of each top-level resource: that of its calls. */
function resourceFiles({ model, groups }: SdkPlan): ReadonlyMap<Resource, string> {
  const files = new Map<Resource, string>();
  for (const resource of model.resources.children) {
    const group = groups.find(({ operations }) => operations.some(({ operation }) => operation.sdkPath.length > 1 && operation.sdkPath[0] === resource.name));
    if (group !== undefined) files.set(resource, group.file);
  }
  return files;
}

function runtimeFiles(templates: GeneratorContext['templates'], { memberSessions, settings }: SdkPlan): readonly OutputFile[] {
  return ['runtime', ...settings.modules]
    .flatMap((folder) => templates.list(`sdk/${folder}`))
    .filter((name) => memberSessions || !name.endsWith('/memberSession.ts'))
    .map((name) => copiedFile(name.replace(/^sdk\//, ''), templates.read(name)));
}
