/** operationErrors.ts: the error types of each call and the sets they share, in a file of their own: a client needs no more of a call's failures. */
import type { OutputFile } from '../generator.js';
import type { Operation } from '../model/model.js';
import { ownDependencies, PieceKind } from '../incremental/pieces.js';
import { declareAlias } from '../typescript/declarations.js';
import { namesFingerprint } from '../typescript/names.js';
import { documentation } from '../typescript/tsdoc.js';
import type { LinkPrinter } from '../typescript/tsdoc.js';
import { unchecked } from '../typescript/unchecked.js';
import { declareErrorSets, errorTypeUnion } from './errorTypes.js';
import type { TypesRun } from './run.js';

/** The union of an operation. */
const unionPieces = new PieceKind<string>();

/** Prints one union per set of the catalogue and one per operation, in the document's order. */
export function printOperationErrors({ model, printer, printing: { names, link }, session }: TypesRun): OutputFile {
  const pieces = unionPieces.of(session, () => namesFingerprint(model));
  const declare = (operation: Operation): string =>
    declareAlias(
      `${names.operationType(operation)}ErrorType`,
      errorTypeUnion(operation, model.errorSets, names),
      operationDocumentation('Error types', operation, link),
    );
  const declarations = model.operations.map((operation) =>
    pieces.get(`${operation.method} ${operation.path}`, () => ownDependencies(operation), () => declare(operation)),
  );
  return unchecked(printer.print('operationErrors.ts', 'What each call can fail with.', [...declareErrorSets(model, names, link), ...declarations]));
}

/** The comment of one of an operation's types. */
export function operationDocumentation(what: string, { method, path, summary, id, deprecated }: Operation, link: LinkPrinter): string {
  const call = `\`${method} ${path.replace(/`/g, "'")}\``;
  return documentation({ summary: `${what} of ${summary ?? id}: ${call}`, deprecated }, link);
}
