import type { Json } from '../model/model.js';

/** One parsed source document. */
export interface SourceFile {
  /** Identity: an absolute path, a URL, or `stdinLocation`. */
  readonly location: string;
  /** The name shown to people: relative to the working directory, a URL, or `<stdin>`. */
  readonly name: string;
  readonly value: Json;
}
