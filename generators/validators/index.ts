/** The validators target: standalone TypeScript functions that check every request, response and named schema. */
import type { Generator, GeneratorContext, GeneratorResult, OutputFile } from '../generator.js';
import type { ApiModel } from '../model/model.js';
import { typeScriptNames } from '../typescript/names.js';
import { SchemaCompiler } from './compile/schemas.js';
import { operationsModule, schemasModule, type ModuleContext } from './modules.js';

const runtimeFolder = 'validators/runtime';

/** Writes `schemas.ts`, `operations.ts`, the checks both share, and the runtime they call. */
export const validators: Generator = {
  name: 'validators',
  summary: 'functions that check requests, responses and schemas, without dependencies',
  requires: ['types'],
  generate(model: ApiModel, context: GeneratorContext): GeneratorResult {
    const names = typeScriptNames(model);
    const compiler = new SchemaCompiler((schema) => names.schema(schema));
    const moduleContext: ModuleContext = { model, names, compiler };
    const written: OutputFile[] = [
      { path: 'schemas.ts', contents: withBanner('What the named schemas accept.', schemasModule(moduleContext)) },
      { path: 'operations.ts', contents: withBanner('What the operations accept and answer.', operationsModule(moduleContext)) },
    ];
    const checks: OutputFile = {
      path: 'checks.ts',
      contents: withBanner('The checks behind schemas.ts and operations.ts; not for direct use.', compiler.writer.print()),
    };
    const runtime = context.templates.list(runtimeFolder).map((name) => ({
      path: `runtime/${name.slice(runtimeFolder.length + 1)}`,
      contents: context.templates.read(name),
    }));
    const index: OutputFile = { path: 'index.ts', contents: withBanner('Everything but the validators of single operations.', indexModule) };
    return { files: [index, ...written, checks, ...runtime], problems: compiler.problems };
  },
};

const indexModule = `export * from './schemas.js';
export { ValidationError } from './runtime/forms.js';
export type * from './runtime/types.js';
`;

function withBanner(about: string, code: string): string {
  return `/** ${about} Generated: do not edit. */\n${code}`;
}
