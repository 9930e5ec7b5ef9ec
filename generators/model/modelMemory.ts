/** What one model leaves to the next in the same process. */
import { RootReferences } from './building/roots.js';
import type { SchemasByPart } from './building/schemaDraft.js';
import type { ApiModel, ErrorType, Json, Operation } from './model.js';

/** A model, and what it was built from. Only of a document without problems, and without what one part can do to distant others. */
export interface BuiltModel {
  readonly document: { readonly [key: string]: Json };
  readonly dialect: ApiModel['dialect'];
  readonly schemas: SchemasByPart;
  /** How deeply schemas are composed. */
  readonly compositions: WeakMap<object, number>;
  /** By method and path. */
  readonly operations: ReadonlyMap<string, Operation>;
  /** By type. */
  readonly errors: ReadonlyMap<string, ErrorType>;
}

/** Lets a model take over from the last one what has not changed. */
export class ModelMemory {
  readonly references = new RootReferences();
  #built: BuiltModel | undefined;

  /** The last model, which is forgotten: a run that fails may have added to it. */
  take(): BuiltModel | undefined {
    const built = this.#built;
    this.#built = undefined;
    return built;
  }

  /** Keeps a model for the next. */
  keep(built: BuiltModel): void {
    this.#built = built;
  }
}
