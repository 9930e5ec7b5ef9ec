/**
 * One TypeScript for two packages. openapi-typescript prints with the `typescript` that it finds, and ts-morph with a copy of its own: to
 * load nine megabytes a second time takes a quarter of a second, which is a tenth of what the thread that loads both has to do.
 */
import { createRequire } from 'node:module';

/**
 * Lets openapi-typescript, once it is loaded, use the copy that ts-morph has: what it calls, making and printing of types, is the same in both.
 * It does so by what the thread's cache of modules holds under the name `typescript`; therefore only for threads that run nobody else's code.
 *
 * @returns false where the packages are laid out otherwise, and each goes on to load its own
 */
export function useOneCompiler(): boolean {
  const { resolve, cache } = createRequire(import.meta.url);
  try {
    const wanted = createRequire(resolve('openapi-typescript')).resolve('typescript');
    const ofTsMorph = createRequire(createRequire(resolve('ts-morph')).resolve('@ts-morph/common'));
    const brought = ofTsMorph.resolve('./typescript');
    ofTsMorph(brought);
    const module = cache[brought];
    if (module === undefined || cache[wanted] !== undefined) return false;
    cache[wanted] = module;
    return true;
  } catch {
    return false;
  }
}
