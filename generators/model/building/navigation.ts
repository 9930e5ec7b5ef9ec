/**
 * The documentation's tree, from `x-navigation` (spec/nav.yaml): a list of groups
 * `{ title, badge?, pages?: [page], groups?: [group] }`, where a page is a `title` and one of
 *
 * - `operation: <operationId>`
 * - `webhook: <operationId>`
 * - `object: <component name>`
 * - `guide: <file in docs/guides without .md>`
 * - `local: <guide>` with `sdk: <dotted path>`: an SDK method that makes no call of its own
 * - `errors: <status>`, or `errors: all` for the overview
 * - `collection: true`
 *
 * A page may carry the `slug` it wants instead of one made from its title.
 */
import type { ErrorType, IncomingRequest, NavigationGroup, NavigationPage, Operation, Schema, Tag } from '../model.js';
import { defined } from './place.js';
import type { Place } from './place.js';
import { slugOf, Slugs } from './slugs.js';

/** What pages can be about. */
export interface Subjects {
  readonly tags: readonly Tag[];
  readonly operations: readonly Operation[];
  readonly webhooks: readonly IncomingRequest[];
  readonly schemas: readonly Schema[];
  readonly errors: readonly ErrorType[];
}

/** Reads the tree; an unknown operation or object is a problem and its page is left out. Without a tree, one is made from tags. */
export function readNavigation(place: Place, subjects: Subjects): readonly NavigationGroup[] {
  return place.exists ? new NavigationReader(subjects).groups(place, []) : deriveNavigation(subjects);
}

type Subject = NavigationPage extends infer Page ? (Page extends NavigationPage ? Omit<Page, 'title' | 'slug'> : never) : never;

class NavigationReader {
  readonly #slugs = new Slugs();
  readonly #operations: ReadonlyMap<string, Operation>;
  readonly #webhooks: ReadonlyMap<string, IncomingRequest>;
  readonly #schemas: ReadonlyMap<string, Schema>;

  constructor(subjects: Subjects) {
    this.#operations = new Map(subjects.operations.map((operation) => [operation.id, operation]));
    this.#webhooks = new Map(subjects.webhooks.map((webhook) => [webhook.id, webhook]));
    this.#schemas = new Map(subjects.schemas.map((schema) => [schema.name ?? '', schema]));
  }

  groups(list: Place, path: readonly string[]): readonly NavigationGroup[] {
    return list.elements().map((group) => {
      const title = group.requiredText('title');
      const inner = [...path, slugOf(title)];
      return {
        title,
        ...defined({ badge: group.text('badge') }),
        pages: group.member('pages').elements().flatMap((page) => this.#page(page, inner) ?? []),
        groups: path.length < 8 ? this.groups(group.member('groups'), inner) : [],
      };
    });
  }

  #page(place: Place, path: readonly string[]): NavigationPage | undefined {
    const title = place.requiredText('title');
    const subject = this.#subject(place);
    if (subject === undefined) return undefined;
    const wanted = subject.kind === 'errors' ? errorsSlug(subject.status) : [...path, slugOf(place.text('slug') ?? title)].join('/');
    return { ...subject, title, slug: this.#slugs.take(wanted) };
  }

  #subject(place: Place): Subject | undefined {
    if (place.has('operation')) {
      const id = place.requiredText('operation');
      const operation = this.#operations.get(id);
      if (operation !== undefined) return { kind: 'operation', operation };
      place.member('operation').problem('unknown-operation', `There is no operation "${id}".`);
    } else if (place.has('webhook')) {
      const id = place.requiredText('webhook');
      const webhook = this.#webhooks.get(id);
      if (webhook !== undefined) return { kind: 'webhook', webhook };
      place.member('webhook').problem('unknown-operation', `There is no webhook "${id}".`);
    } else if (place.has('object')) {
      const name = place.requiredText('object');
      const schema = this.#schemas.get(name);
      if (schema !== undefined) return { kind: 'object', schema };
      place.member('object').problem('unknown-schema', `There is no schema "${name}".`);
    } else if (place.has('local')) {
      return { kind: 'local', guide: place.requiredText('local'), sdkPath: place.requiredText('sdk').split('.') };
    } else if (place.has('guide')) {
      return { kind: 'guide', guide: place.requiredText('guide') };
    } else if (place.has('errors')) {
      const status = Number(place.member('errors').value);
      return { kind: 'errors', status: Number.isInteger(status) && status >= 400 ? status : undefined };
    } else if (place.has('collection')) {
      return { kind: 'collection' };
    } else {
      place.problem('invalid-extension', 'The page is about nothing.', {
        help: 'Name one of operation, webhook, object, guide, local, errors, collection.',
      });
    }
    return undefined;
  }
}

/** Error pages keep the addresses that every `error_url` is made of. */
function errorsSlug(status: number | undefined): string {
  return status === undefined ? 'errors' : `errors/${status}`;
}

/**
 * A group per tag in the order the tags are declared, one for what has no tag, the webhooks, the named schemas, and the errors if there
 * are any.
 */
function deriveNavigation({ tags, operations, webhooks, schemas, errors }: Subjects): readonly NavigationGroup[] {
  const slugs = new Slugs();
  const byTag = new Map<string, Operation[]>(tags.map(({ name }) => [name, []]));
  for (const operation of operations) {
    const tag = operation.tags[0] ?? 'Operations';
    const group = byTag.get(tag);
    if (group === undefined) byTag.set(tag, [operation]);
    else group.push(operation);
  }
  const group = (title: string, pages: readonly NavigationPage[]): readonly NavigationGroup[] =>
    pages.length === 0 ? [] : [{ title, pages, groups: [] }];
  const slug = (title: string, page: string): string => slugs.take(`${slugOf(title)}/${slugOf(page)}`);
  const statuses = [...new Set(errors.map(({ status }) => status))];
  return [
    ...[...byTag].flatMap(([tag, members]) =>
      group(
        tag,
        members.map((operation) => ({
          kind: 'operation',
          title: operation.summary ?? operation.id,
          slug: slug(tag, operation.id),
          operation,
        })),
      ),
    ),
    ...group(
      'Webhooks',
      webhooks.map((webhook) => ({ kind: 'webhook', title: webhook.summary ?? webhook.name, slug: slug('Webhooks', webhook.id), webhook })),
    ),
    ...group(
      'Schemas',
      schemas.map((schema) => ({ kind: 'object', title: schema.name ?? '', slug: slug('Schemas', schema.name ?? ''), schema })),
    ),
    ...group(
      'Errors',
      statuses.length === 0
        ? []
        : [undefined, ...statuses].map((status) => ({
            kind: 'errors',
            title: status === undefined ? 'All errors' : `${status} errors`,
            slug: slugs.take(errorsSlug(status)),
            status,
          })),
    ),
  ];
}
