/** What the JavaScript engine compiled, kept for the next run of a command. */
import nodeModule from 'node:module';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { programName } from './command.js';

/**
 * Lets Node keep the code that it compiled, in this process, its threads and its children: commands load compilers, which takes a good part
 * of a run of seconds. Node 22.8 and later can; before, nothing happens. Node names what it keeps by its version and by the source,
 * checks it before it uses it, and does without where the folder cannot be written.
 *
 * A folder that is named by `NODE_COMPILE_CACHE` is Node's already, and `NODE_DISABLE_COMPILE_CACHE` switches all of it off.
 */
export function keepCompiledCode(env: NodeJS.ProcessEnv): void {
  // The types are those of the oldest Node that is supported, which has no such function.
  const enable: unknown = Reflect.get(nodeModule, 'enableCompileCache');
  const folder = compiledCodeFolder(env, process.platform, homedir());
  if (typeof enable !== 'function' || folder === undefined || env['NODE_COMPILE_CACHE'] !== undefined || env['NODE_DISABLE_COMPILE_CACHE'] !== undefined) return;
  Reflect.apply(enable, nodeModule, [folder]);
  // Threads and children begin with what is set here.
  env['NODE_COMPILE_CACHE'] = folder;
}

/**
 * Where compiled code is kept: among the user's own caches, for what lies there will run. The temporary folder, which Node takes by itself, is everybody's.
 *
 * @returns undefined where the user has no such folder
 */
export function compiledCodeFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform, home: string): string | undefined {
  const caches = env['XDG_CACHE_HOME'] || (platform === 'win32' ? env['LOCALAPPDATA'] : isAbsolute(home) && join(home, platform === 'darwin' ? 'Library/Caches' : '.cache'));
  // A relative path is invalid (XDG Base Directory Specification), and would be another folder in every project.
  return caches && isAbsolute(caches) ? join(caches, programName, 'compiled') : undefined;
}
