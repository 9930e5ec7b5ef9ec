/**
 * The validators target: standalone TypeScript functions that check every request, response and named schema.
 *
 * Checks are written as tables of shared functions, not as straight code for each schema: what a call adds to an application stays
 * under 1 kB, and the whole API under 25 kB, compressed. Speed comes from the shared functions: they answer yes or no without any
 * state, and a value is gone through again, with places and sentences, only when the answer is no. `npm run bench:validators`
 * prints both beside Ajv and zod.
 */
import type { Generator, GeneratorContext, GeneratorResult, OutputFile } from '../generator.js';
import { PieceKind } from '../incremental/pieces.js';
import type { Direction } from '../model/direction.js';
import { incomingRequests } from '../model/incoming.js';
import type { ApiModel, Schema } from '../model/model.js';
import { namesFingerprint, typeScriptNames } from '../typescript/names.js';
import { copiedFile, TypeScriptPrinter } from '../typescript/print.js';
import { CodeMemory } from './codeMemory.js';
import { CheckRecorder } from './compile/recording.js';
import { SchemaCompilers } from './compile/schemas.js';
import type { CheckState } from './compile/steps.js';
import { type ModuleContext, operationsModule, planPieces, schemasModule } from './modules.js';
import { requestPieces, requestsModule } from './requests.js';
import { haveSameValidators } from './unchanged.js';
import { webhooksModule } from './webhooks.js';

type RecorderMaker = (state: CheckState) => CheckRecorder;

const runtimeFolder = 'validators/runtime';

/** Writes `schemas.ts`, `requests.ts`, `operations.ts`, `webhooks.ts` where there are any, the checks they share, and the runtime they call. */
export const validators: Generator = {
  name: 'validators',
  summary: 'functions that check requests, responses and schemas, without dependencies',
  requires: ['types'],
  generate(model: ApiModel, context: GeneratorContext): GeneratorResult {
    const { session, templates } = context;
    const { files, problems } = madeOf(model, session);
    const runtime = templates.list(runtimeFolder).map((name) => copiedFile(`runtime/${name.slice(runtimeFolder.length + 1)}`, templates.read(name)));
    return { files: [...files, ...runtime], problems };
  },
};

/** All modules but the runtime. */
type Made = GeneratorResult;

/** What the last run of a session made, and of what. */
const madeBefore = new WeakMap<object, { readonly names: string; readonly model: ApiModel; readonly made: Made }>();

function madeOf(model: ApiModel, session: object | undefined): Made {
  const names = (): string => namesFingerprint(model);
  const make = (): Made => CheckRecorder.compile(session, names, [requestPieces, planPieces], (recorderOf) => makeModules(recorderOf, model, session));
  if (session === undefined) return make();
  const before = madeBefore.get(session);
  madeBefore.delete(session);
  const isSame = before !== undefined && before.names === names() && haveSameValidators(before.model, model);
  const made = isSame ? before.made : make();
  // Problems have places, which may be others next time.
  if (made.problems.length === 0) madeBefore.set(session, { names: names(), model, made });
  return made;
}

/** The printed files. */
const filePieces = new PieceKind<OutputFile>();

function makeModules(recorderOf: RecorderMaker, model: ApiModel, session: object | undefined): Made {
  const names = typeScriptNames(model);
  const typeName = (schema: Schema, direction: Direction): string => (direction === 'write' ? names.writable(schema) : names.schema(schema));
  const compilers = new SchemaCompilers(model, typeName, recorderOf, new CodeMemory(session));
  const moduleContext: ModuleContext = { model, names, compilers, session };
  const printer = new TypeScriptPrinter(filePieces.of(session, () => ''));
  // The modules name the checks they need while they are written: those of requests first, so that they stand together; the checks last.
  const requests = requestsModule(moduleContext);
  compilers.writer.turnToAnswers();
  const files = [
    printer.print('requests.ts', 'What the operations accept.', requests),
    printer.print('schemas.ts', 'What the named schemas accept.', schemasModule(moduleContext)),
    printer.print('operations.ts', 'What the operations accept and answer.', operationsModule(moduleContext)),
    ...(incomingRequests(model).length === 0 ? [] : [printer.print('webhooks.ts', 'What the API sends, and what it expects for an answer.', webhooksModule(moduleContext))]),
    printer.print('index.ts', 'The validators of the named schemas; those of the operations are in operations.ts.', indexModule),
  ];
  const { checks, answerChecks } = compilers.writer.print();
  files.push(
    printer.print('checks.ts', 'The checks of requests; not for direct use.', checks),
    printer.print('answerChecks.ts', 'The checks of answers and named schemas that requests do not need; not for direct use.', answerChecks),
  );
  return { files, problems: compilers.problems };
}

const indexModule = `export * from './schemas.js';
export { ValidationError } from './runtime/forms.js';
export type * from './runtime/types.js';
`;
