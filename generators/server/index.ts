/** The target `server`: typed handlers and a route table over the runtime of templates/server/runtime. */
import type { Generator, OutputFile, TemplateSource } from '../generator.js';
import { PieceKind } from '../incremental/pieces.js';
import { copiedFile, TypeScriptPrinter } from '../typescript/print.js';
import { printErrorTable } from './errorTable.js';
import { printHandlerTypes } from './handlerTypes.js';
import { operationProblems, printOperationTable } from './operationTable.js';
import { printServerModule } from './serverModule.js';

const RUNTIME = 'server/runtime';

const NODE = `export {
  expressMiddleware,
  fastifyPlugin,
  listen,
  nodeListener,
  type ExpressMiddleware,
  type FastifyLike,
  type FastifyReplyLike,
  type ListenOptions,
  type NodeOptions,
  type RunningServer,
} from './runtime/adapters/node.js';
`;

/** The printed files. */
const filePieces = new PieceKind<OutputFile>();

/** Writes errors.ts, handlers.ts, operations.ts, index.ts over them, node.ts with the adapters for Node, testing.ts, and the runtime. */
export const server: Generator = {
  name: 'server',
  summary: 'Typed request handlers over a router, validation, authentication and the documented errors',
  requires: ['types', 'validators'],
  generate(model, { templates, session }) {
    const printer = new TypeScriptPrinter(filePieces.of(session, () => ''));
    const files: OutputFile[] = [
      printer.print('errors.ts', 'The error catalogue: what each type answers, and what its message takes.', [printErrorTable(model, session)]),
      printer.print('handlers.ts', 'What each operation gives its handler, and what it may answer.', [printHandlerTypes(model, session)]),
      printer.print('operations.ts', 'The route table.', [printOperationTable(model, session)]),
      printer.print('index.ts', 'A server of the API, on whatever speaks Web standards. For Node see node.ts.', [printServerModule(model)]),
      printer.print('node.ts', 'Serving on Node: alone, or inside Express or Fastify.', [NODE]),
      printer.print('testing.ts', 'Handlers in unit tests.', [`export * from './runtime/testing.js';\n`]),
      ...runtimeFiles(templates),
    ];
    return { files, problems: operationProblems(model) };
  },
};

function runtimeFiles(templates: TemplateSource): readonly OutputFile[] {
  return templates.list(RUNTIME).map((name) => copiedFile(`runtime/${name.slice(RUNTIME.length + 1)}`, templates.read(name)));
}
