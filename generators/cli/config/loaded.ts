/** A configuration in use. */
import type { Generator } from '../../generator.js';

/** A configuration that was found and is in order. */
export interface LoadedConfig {
  /** Relative to the working directory, as it is shown. */
  readonly file: string;
  /** The folder that its paths are relative to; absolute. */
  readonly folder: string;
  /** What it says, by key. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** The plugins that it holds as objects. */
  readonly plugins: readonly Generator[];
}
