/** The target `types`: the description as TypeScript types, strict as the wire format is. */
import type { Generator, OutputFile } from '../generator.js';
import { PieceKind } from '../incremental/pieces.js';
import { typeScriptNames } from '../typescript/names.js';
import { copiedFile, TypeScriptPrinter } from '../typescript/print.js';
import { typeLinks } from '../typescript/tsdoc.js';
import { unchecked } from '../typescript/unchecked.js';
import { printErrors } from './errors.js';
import { printOpenApi } from './openapi.js';
import { openApiTypeScript } from './openApiParts.js';
import { printOperationErrors } from './operationErrors.js';
import { printOperations } from './operations.js';
import { printSchemas } from './schemas.js';
import { printWebhooks } from './webhooks.js';

/** The printed files. */
const filePieces = new PieceKind<OutputFile>();

/** Writes schemas.ts, errors.ts, operationErrors.ts, operations.ts, webhooks.ts where there are any, ids.ts, open.ts, the raw openapi.ts, and index.ts over all but the last. */
export const types: Generator = {
  name: 'types',
  summary: 'TypeScript types of every schema, error and operation',
  requires: [],
  preload() {
    openApiTypeScript();
  },
  async generate(model, { document, templates, session }) {
    const names = typeScriptNames(model);
    const printer = new TypeScriptPrinter(filePieces.of(session, () => ''));
    const run = { model, printer, printing: { names, link: typeLinks(model, names) }, session };
    const openApi = printOpenApi(document, model.origin, session);
    const webhooks = printWebhooks(run);
    const index = ['schemas', 'errors', 'operations', ...(webhooks.length === 0 ? [] : ['webhooks']), 'ids', 'open'].map((file) => `export * from './${file}.js';`);
    return {
      files: [
        printSchemas(run),
        printErrors(run),
        printOperationErrors(run),
        printOperations(run),
        ...webhooks,
        ...['ids.ts', 'open.ts'].map((file) => unchecked(copiedFile(file, templates.read(`types/${file}`)))),
        ...openApi.files,
        printer.print('index.ts', 'The types of the API.', index),
      ],
      problems: openApi.problems,
    };
  },
};
