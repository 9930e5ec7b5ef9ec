/** The target `sdk`: a typed client over the runtime in templates/sdk/runtime. */
import type { Problem } from '../diagnostics.js';
import type { Generator, GeneratorContext, OutputFile } from '../generator.js';
import type { Resource } from '../model/model.js';
import { copiedFile } from '../typescript/print.js';
import { tsMorph } from '../typescript/tsMorph.js';
import { unchecked } from '../typescript/unchecked.js';
import { callFiles } from './callFiles.js';
import { printCredentials } from './credentials.js';
import type { SdkPlan } from './plan.js';
import { planSdk } from './plan.js';
import { printClient } from './printClient.js';
import { printErrors, printErrorTable, printIndex } from './printIndex.js';
import { ResourceNames } from './printResources.js';
import { printSchemas } from './printSchemas.js';
import { printTokenClient } from './printTokenClient.js';
import { readSettings } from './settings.js';

/** Writes client.ts, credentials.ts, errors.ts, errorByType.ts, schemas.ts, index.ts, one file of operations/ and resources/ per top-level resource, runtime/, and the modules asked for. */
export const sdk: Generator = {
  name: 'sdk',
  summary: 'a typed client with one function per call',
  requires: ['types'],
  preload() {
    tsMorph();
  },
  generate(model, { document, templates, toolVersion, session }) {
    const { settings, problems } = readSettings(document, model);
    const moduleProblems: Problem[] = [];
    const plan = planSdk(model, settings, toolVersion, session);
    const resources = resourceFiles(plan);
    const names = new ResourceNames([...plan.forms.forms.map(({ name }) => name), ...[...plan.operations.values()].flatMap(({ paramsType, errorType, responseType }) => [paramsType, errorType, responseType])]);
    return {
      files: [
        ...runtimeFiles(templates, plan),
        ...callFiles(plan, resources, names, document['x-sdk']),
        unchecked(printClient(plan, resources, names)),
        unchecked(printCredentials(plan.credentials, plan.printer)),
        unchecked(printErrors(plan)),
        unchecked(printErrorTable(plan)),
        unchecked(printSchemas(plan)),
        printIndex(plan),
        ...printTokenClient(plan, moduleProblems),
      ],
      problems: [...problems, ...plan.problems, ...moduleProblems],
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

function runtimeFiles(templates: GeneratorContext['templates'], { memberSessions, operations, settings }: SdkPlan): readonly OutputFile[] {
  const idempotent = [...operations.values()].some(({ idempotencyHeader }) => idempotencyHeader !== undefined);
  return ['runtime', ...settings.modules]
    .flatMap((folder) => templates.list(`sdk/${folder}`))
    .filter((name) => (memberSessions || !name.endsWith('/memberSession.ts')) && (idempotent || !name.endsWith('/idempotency.ts')))
    .map((name) => copiedFile(name.replace(/^sdk\//, ''), templates.read(name)))
    .map((file) => (file.path.startsWith('runtime/') && file.path !== 'runtime/options.ts' ? unchecked(file) : file));
}
