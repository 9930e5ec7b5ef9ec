/** Fetching the documents that remote references name, when that is allowed. */
import { maximumBytes, type SourceFiles } from './files.js';

/** A server that has not answered in this time is taken for dead. */
const timeoutMilliseconds = 30_000;

/** Fetches URLs and hands their texts to the files; what fails is noted there and reported by whoever refers to it. */
export async function fetchAll(urls: Iterable<string>, files: SourceFiles): Promise<void> {
  await Promise.all(
    [...urls].map(async (url) => {
      try {
        files.supply(url, await fetchText(url));
      } catch (error) {
        files.fail(url, error instanceof Error ? error.message : String(error));
      }
    }),
  );
}

async function fetchText(url: string): Promise<string> {
  const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMilliseconds) });
  if (!response.ok) {
    throw new Error(`the server answered ${response.status}`);
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > maximumBytes) {
      throw new Error(`it is larger than ${maximumBytes / 1024 / 1024} MB`);
    }
    chunks.push(chunk);
  }
  return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
}
