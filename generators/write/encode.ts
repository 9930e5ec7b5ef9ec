/** What a generator made, as the bytes that are written. */
import type { OutputFile } from '../generator.js';
import { hashOf } from './manifest.js';

/** Bytes, and the hash by which the manifest knows them. */
export interface Encoded {
  readonly contents: Buffer;
  readonly hash: string;
}

/** The bytes of a file, without copying those that are bytes already. */
export function encode(made: OutputFile['contents']): Encoded {
  const contents = typeof made === 'string' ? Buffer.from(made, 'utf8') : Buffer.from(made.buffer, made.byteOffset, made.byteLength);
  return { contents, hash: hashOf(contents) };
}
