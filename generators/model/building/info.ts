/** Info, servers and tags: what a description says about itself. */
import type { Info, Server, Tag } from '../model.js';
import { defined } from './place.js';
import type { Place } from './place.js';

/** Info Object (OAS 3.1 §4.8.2). */
export function readInfo(place: Place): Info {
  const contact = place.member('contact');
  const license = place.member('license');
  return {
    title: readLabel(place, 'title'),
    version: readLabel(place, 'version'),
    ...defined({
      summary: place.text('summary'),
      description: place.text('description'),
      termsOfService: place.text('termsOfService'),
      contact: contact.exists ? defined({ name: contact.text('name'), url: contact.text('url'), email: contact.text('email') }) : undefined,
      license: license.exists
        ? { name: license.requiredText('name'), ...defined({ identifier: license.text('identifier'), url: license.text('url') }) }
        : undefined,
    }),
  };
}

/** A required text nothing depends on: a number (`version: 1`, unquoted) is taken as written, and its absence is no obstacle. */
function readLabel(info: Place, name: string): string {
  const { value } = info.member(name);
  if (typeof value === 'string') return value;
  if (typeof value === 'number') {
    info.member(name).problem('invalid-document', `"${name}" must be a string.`, { severity: 'warning', help: 'Put it in quotes.' });
    return String(value);
  }
  info.problem('missing-member', `"${name}" is missing.`, { severity: 'warning' });
  return '';
}

/** A `servers` list; undefined where there is none or an empty one, for then the outer list counts (OAS 3.1 §4.8.1). */
export function readServers(place: Place): readonly Server[] | undefined {
  const servers = place.elements().map(readServer);
  return servers.length === 0 ? undefined : servers;
}

function readServer(place: Place): Server {
  const variables = place.member('variables').members().map(([name, variable]) => ({
    name,
    default: variable.text('default') ?? variable.texts('enum')[0] ?? '',
    ...defined({ enum: variable.member('enum').asTexts(), description: variable.text('description') }),
  }));
  return { url: place.requiredText('url'), ...defined({ description: place.text('description') }), variables };
}

/** The declared tags, each once. */
export function readTags(place: Place): readonly Tag[] {
  const tags = new Map<string, Tag>();
  for (const element of place.elements()) {
    const name = element.requiredText('name');
    if (!tags.has(name)) tags.set(name, { name, ...defined({ description: element.text('description') }) });
  }
  return [...tags.values()];
}

/** `x-docs-base-url`, without a trailing slash. */
export function readDocsBaseUrl(document: Place): string | undefined {
  const place = document.member('x-docs-base-url');
  const url = place.asText();
  if (url === undefined) return undefined;
  if (!/^https?:\/\/[^\s/]/.test(url)) {
    place.problem('invalid-extension', `"${url}" is not an http or https URL.`);
    return undefined;
  }
  return url.replace(/\/+$/, '');
}
