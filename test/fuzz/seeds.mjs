/** The valid documents that the fuzzer breaks: small, and with every construct between them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { load } from 'js-yaml';

const folders = ['../corpus/constructs', '../generators/docs/fixtures', '../generators/server/fixtures'];

/** @returns {readonly { readonly name: string; readonly text: string; readonly document: unknown }[]} */
export function seedDocuments() {
  return folders.flatMap((folder) => {
    const path = fileURLToPath(new URL(folder, import.meta.url));
    return readdirSync(path)
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => {
        const text = readFileSync(join(path, name), 'utf8');
        return { name, text, document: load(text) };
      });
  });
}
