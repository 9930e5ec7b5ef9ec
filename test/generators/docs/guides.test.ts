/** The authored guides: what they refer to exists, and their includes are filled in. */
import { beforeAll, describe, expect, it } from 'vitest';
import { readGuides } from '../../../generators/package.js';
import { parseReference } from '../../../generators/text/links.js';
import { buildDocsSite, fileOf, htmlFiles, textOf, type BuiltSite } from '../../support/docsSite.js';

const guides = readGuides();
let site: BuiltSite;

beforeAll(async () => {
  site = await buildDocsSite();
}, 180_000);

describe('the guides', () => {
  it('refer only to calls, objects, errors and guides that exist', () => {
    const dangling: string[] = [];
    for (const [name, text] of guides) {
      for (const match of text.matchAll(/\]\(([^()\s]+)\)/g)) {
        const reference = parseReference(match[1] ?? '');
        if (reference === undefined) continue;
        const known = {
          operation: () => site.model.operations.some(({ id }) => id === reference.name),
          schema: () => site.model.schemas.some((schema) => schema.name === reference.name),
          error: () => site.model.errors.some(({ type }) => type === reference.name),
          guide: () => guides.has(reference.name),
        };
        if (!known[reference.scheme]()) dangling.push(`${name}: ${match[1] ?? ''}`);
      }
    }
    expect(dangling).toEqual([]);
  });

  it('include only what the description holds', () => {
    const missing: string[] = [];
    for (const [name, text] of guides) {
      for (const match of text.matchAll(/^\{\{(\w+) ([^{}\n]+)\}\}$/gm)) {
        const [kind = '', words = ''] = [match[1], match[2]];
        const names = words.split(' ');
        if (kind === 'errors') missing.push(...names.filter((type) => !site.model.errors.some((error) => error.type === type)).map((type) => `${name}: ${type}`));
        const component = names[0]?.split('.')[0];
        if ((kind === 'enum' || kind === 'fields') && !site.model.schemas.some((schema) => schema.name === component)) missing.push(`${name}: ${words}`);
      }
    }
    expect(missing).toEqual([]);
  });

  it('leave no include unfilled, in HTML and in Markdown', () => {
    for (const [path, text] of site.files) {
      if (path.endsWith('.html') || path.endsWith('.md')) expect(text, path).not.toMatch(/\{\{(?:enum|fields|errors|diagram) |diagram-placeholder/);
    }
  });

  it('show tables and diagrams made from the description', () => {
    const page = (name: string): string => htmlFiles(site).find(([path]) => path.endsWith(`/${name}/index.html`))?.[1] ?? '';
    const settings = textOf(page('organization-authentication-settings'));
    for (const value of ['ALL_ALLOWED', 'RESTRICTED', 'NOT_ALLOWED', 'google_oauth', 'REQUIRED_FOR_ALL']) expect(settings).toContain(value);
    expect(page('member-states')).toMatch(/<figure class="diagram"[^>]*><svg/);
    expect(textOf(page('saml-overview'))).toContain('acs_url');
    expect(fileOf(site, 'errors/index.html')).toContain('id="reading-an-error"');
  });
});
