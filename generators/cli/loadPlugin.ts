/** From the name of a file to the target it exports. */
import { resolve } from 'node:path';
import { ProblemError } from '../diagnostics.js';
import type { Generator } from '../generator.js';
import { pluginFault, pluginOf } from '../plugins.js';
import { importUserModule } from './userModule.js';

/**
 * Loads a plugin.
 *
 * @param file relative to the working directory; JavaScript, or TypeScript without imports of TypeScript
 * @param fresh load it again although it was loaded before
 * @throws ProblemError when it cannot be loaded or exports no target
 */
export async function loadPlugin(file: string, fresh = false): Promise<Generator> {
  const exported = await importUserModule(resolve(file), fresh);
  const plugin = pluginOf(exported);
  if (plugin !== undefined) return plugin;
  const fault = 'default' in exported ? `Its default export ${pluginFault(exported['default']) ?? 'is no target'}.` : 'It has no default export.';
  throw new ProblemError([
    { code: 'plugin-form', severity: 'error', message: `${fault} A plugin exports a Generator.`, origin: { file, pointer: '' }, help: 'docs/plugins.md of this package writes one in thirty lines.' },
  ]);
}
