/** The documentation site: static pages that need no server, no script and no other site. */
import type { Generator } from '../generator.js';
import { siteFiles } from './site.js';

export type { SiteFile } from './page.js';
export { siteFiles } from './site.js';

/** The docs target. */
export const docs: Generator = {
  name: 'docs',
  summary: 'a static documentation site with a page per call, object and error type',
  requires: [],
  generate: (model, context) => ({ files: siteFiles(model, context).map(({ path, contents }) => ({ path, contents: contents() })), problems: [] }),
};
