/** What the files of one run of the target have in common. */
import type { ApiModel } from '../model/model.js';
import type { TypeScriptPrinter } from '../typescript/print.js';
import type { TypePrinting } from '../typescript/printType.js';
import type { LinkPrinter } from '../typescript/tsdoc.js';

/** One run of the target. */
export interface TypesRun {
  readonly model: ApiModel;
  readonly printer: TypeScriptPrinter;
  readonly printing: TypePrinting & { readonly link: LinkPrinter };
  /** Stands for runs in the same process that follow one another. */
  readonly session: object | undefined;
}
