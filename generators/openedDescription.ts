/** What every run begins with. */
import type { Problem } from './diagnostics.js';
import type { ApiModel } from './model/model.js';
import type { Description } from './source/index.js';

/** A description that was read, and its model. */
export interface OpenedDescription {
  readonly description: Description;
  readonly model: ApiModel;
  /** Warnings of both stages. */
  readonly problems: readonly Problem[];
}
