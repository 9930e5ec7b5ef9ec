/** The documentation site: static pages that need no server, no script and no other site. */
import type { Generator } from '../generator.js';
import { siteDivision } from './division.js';

export type { SiteFile } from './page.js';
export { siteFiles } from './site.js';

/** The docs target. */
export const docs: Generator = {
  name: 'docs',
  summary: 'a static documentation site with a page per call, object and error type',
  requires: [],
  generate(model, context) {
    const { make, whole } = siteDivision.open(model, context);
    return whole(siteDivision.parts.map((part) => make(part)));
  },
  division: siteDivision,
};
