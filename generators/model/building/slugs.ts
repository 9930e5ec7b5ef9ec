/** Path segments for pages: lower case, ASCII where possible, unique whatever the file system thinks of case. */
import { isDevice } from '../../fileNames.js';

/** `Single sign-on (SSO)` → `single-sign-on-sso`; never empty, never a dot path, never a device. */
export function slugOf(title: string): string {
  const slug = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    // `getUser` is two words, `SSO` one.
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1-$2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, 80)
    .replace(/^-+|-+$/g, '')
    .replace(/[\uD800-\uDBFF]$/, '');
  return slug === '' || isDevice(slug) ? `page${slug === '' ? '' : `-${slug}`}` : slug;
}

/** Hands out slugs, each once: the second `a/b` is `a/b-2`. */
export class Slugs {
  readonly #taken = new Set<string>();

  take(wanted: string): string {
    let slug = wanted;
    for (let count = 2; this.#taken.has(slug); count += 1) slug = `${wanted}-${count}`;
    this.#taken.add(slug);
    return slug;
  }
}
