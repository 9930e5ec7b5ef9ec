/**
 * What follows the compiler in `npm run build`: deletes what it made of sources that are gone, and lets the program be run. What has a
 * source stays as it is, so that the next build compiles only what changed, and a program that runs from here goes on.
 *
 * Usage: `node test/support/tidyBuild.mjs [FOLDER]`, the folder of the package
 */
import { chmodSync, existsSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const root = process.argv[2] ?? '.';
// Beside them is dist/api, which another compilation makes.
for (const folder of ['generators', 'spec']) tidy(folder);
chmodSync(join(root, 'dist/generators/cli/main.js'), 0o755);

/** @param {string} folder below `dist`, and in the package */
function tidy(folder) {
  const built = join(root, 'dist', folder);
  for (const entry of readdirSync(built, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) tidy(path);
    else if (!existsSync(join(root, path.replace(/\.(?:js|d\.ts)$/, '.ts')))) rmSync(join(root, 'dist', path));
  }
  if (readdirSync(built).length === 0) rmdirSync(built);
}
