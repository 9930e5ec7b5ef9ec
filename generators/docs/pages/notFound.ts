/** The page a server answers with where there is no page. */
import { PageContext, type Page, type Site } from '../page.js';

/** Makes `404.html`. It is shown at any address, so its links begin at the site's base instead of being relative. */
export function notFoundPage(site: Site): Page {
  const path = '404.html';
  const context = new PageContext(site, path);
  const view = { home: context.href('index.html'), fields: context.href(site.map.fields), errors: site.model.errors.length > 0 ? context.href(site.map.errors) : undefined };
  return {
    path,
    title: 'There is no such page',
    description: 'The page you asked for does not exist.',
    content: site.html.render('notFound', view),
    markdown: '',
    layout: 'prose',
    headings: [],
    entries: [],
    kind: 'Page',
  };
}
