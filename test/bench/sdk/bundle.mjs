/** Bundles of a few lines each, as a bundler of today makes them. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';

/** Bundles and minifies a source; `jose`, which local checks of tokens share, is left out of all. */
export async function bundle(folder, name, source) {
  const entry = join(folder, `${name}.ts`);
  writeFileSync(entry, source);
  const build = await rolldown({ input: entry, external: ['jose'], platform: 'node', resolve: { extensionAlias: { '.js': ['.ts', '.js'] } } });
  const { output } = await build.generate({ format: 'esm', minify: true, codeSplitting: false });
  await build.close();
  const file = join(folder, `${name}.mjs`);
  writeFileSync(file, output[0].code);
  return { file, bytes: gzipSync(output[0].code, { level: 9 }).length };
}
