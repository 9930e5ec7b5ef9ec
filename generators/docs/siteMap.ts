/** Where everything is on the site: one table of addresses, made once, that every page links by. */
import { portableName } from '../fileNames.js';
import { incomingRequests } from '../model/incoming.js';
import type { ApiModel, ErrorType, NavigationGroup, NavigationPage, Operation, Schema } from '../model/model.js';
import { childSchemas, reachableSchemas } from '../model/walk.js';
import type { Reference } from '../text/links.js';

/** What every file system takes as one name. */
const longestName = 100;

/** Files of pages, relative to the site's root: `organizations/create-an-organization/index.html`. */
export class SiteMap {
  readonly home = 'index.html';
  readonly objects: string;
  readonly fields: string;
  readonly errors = 'errors/index.html';
  readonly #taken = new Set(['index.html', '404.html', 'errors/index.html']);
  readonly #operations = new Map<Operation, string>();
  readonly #schemas = new Map<Schema, string>();
  readonly #byName = new Map<string, Schema>();
  readonly #byId = new Map<string, Operation>();
  readonly #guides = new Map<string, string>();
  readonly #groups = new Map<NavigationGroup, string>();
  readonly #errorTypes = new Map<string, ErrorType>();
  readonly #errorFiles = new Map<ErrorType, Map<string, string>>();
  readonly #fragments = new Map<Schema, string>();
  readonly #pages = new Map<NavigationPage, string>();

  constructor(model: ApiModel, guides: ReadonlyMap<string, string>) {
    for (const error of model.errors) {
      this.#errorTypes.set(error.type, error);
      this.#taken.add(this.errorStatus(error.status));
    }
    for (const error of model.errors) this.#errorFiles.set(error, new Map([[error.type, this.#claim(`errors/${error.status}/${fileName(error.type)}`)]]));
    for (const error of model.errors) {
      for (const alias of error.aliases) {
        this.#errorFiles.get(error)?.set(alias, this.#claim(`errors/${error.status}/${fileName(alias)}`));
        if (!this.#errorTypes.has(alias)) this.#errorTypes.set(alias, error);
      }
    }
    for (const group of model.navigation) this.#placeGroup(group, model, guides);
    for (const operation of model.operations) {
      this.#byId.set(operation.id, operation);
      if (!this.#operations.has(operation)) this.#operations.set(operation, this.#claim(`operations/${fileName(operation.id)}`));
    }
    for (const webhook of model.webhooks) {
      this.#byId.set(webhook.id, webhook);
      if (!this.#operations.has(webhook)) this.#operations.set(webhook, this.#claim(`webhooks/${fileName(webhook.id)}`));
    }
    for (const schema of model.schemas) if (schema.name !== undefined) this.#byName.set(schema.name, schema);
    this.#placeEnvelopes(model);
    for (const schema of model.schemas) {
      if (!this.#schemas.has(schema) && !this.#fragments.has(schema)) this.#schemas.set(schema, this.#claim(`objects/${fileName(schema.name ?? 'object')}`));
    }
    this.objects = this.#claim('objects');
    this.fields = this.#claim('fields');
    for (const name of guides.keys()) if (!this.#guides.has(name) && name !== 'errors') this.#guides.set(name, this.#claim(`guides/${fileName(name)}`));
    if (guides.has('errors') && !this.#guides.has('errors')) this.#guides.set('errors', this.errors);
  }

  /** The page of an operation or a webhook. */
  operation(operation: Operation): string {
    return this.#operations.get(operation) ?? this.home;
  }

  /** The page, or the part of one, that describes a named schema. */
  schema(schema: Schema): string | undefined {
    return this.#schemas.get(schema) ?? this.#fragments.get(schema);
  }

  /** The page of its own that a named schema has; undefined for what only one call sends or answers. */
  schemaPage(schema: Schema): string | undefined {
    return this.#schemas.get(schema);
  }

  guide(name: string): string | undefined {
    return this.#guides.get(name);
  }

  group(group: NavigationGroup): string | undefined {
    return this.#groups.get(group);
  }

  /** Where an entry of the navigation leads. */
  page(page: NavigationPage): string {
    return this.#pages.get(page) ?? this.home;
  }

  errorStatus(status: number): string {
    return `errors/${status}/index.html`;
  }

  /** The page of an error type, or the one that leads there from a former name. */
  errorType(error: ErrorType, name = error.type): string {
    return this.#errorFiles.get(error)?.get(name) ?? this.errorStatus(error.status);
  }

  /** The entry on the page of its status, where every `error_url` leads. */
  errorEntry(error: ErrorType): string {
    return `${this.errorStatus(error.status)}#${error.type}`;
  }

  /** An error type by its present or a former name. */
  error(name: string): ErrorType | undefined {
    return this.#errorTypes.get(name);
  }

  /** The address of what a description refers to; undefined where there is no such thing. */
  resolve({ scheme, name, fragment }: Reference): string | undefined {
    const address = this.#resolveName(scheme, name);
    if (address === undefined || fragment === '') return address;
    return address.includes('#') ? address : `${address}#${fragment}`;
  }

  #resolveName(scheme: Reference['scheme'], name: string): string | undefined {
    switch (scheme) {
      case 'operation': {
        const operation = this.#byId.get(name);
        return operation === undefined ? undefined : this.operation(operation);
      }
      case 'schema': {
        const schema = this.#byName.get(name);
        return schema === undefined ? undefined : this.schema(schema);
      }
      case 'error': {
        const error = this.error(name);
        return error === undefined ? undefined : this.errorType(error);
      }
      case 'guide':
        return this.guide(name);
    }
  }

  #placeGroup(group: NavigationGroup, model: ApiModel, guides: ReadonlyMap<string, string>): void {
    const pages = everyPage(group);
    for (const page of pages) this.#placePage(page, model, guides);
    if (pages.some((page) => page.kind === 'errors' && page.status === undefined)) {
      this.#groups.set(group, this.errors);
      return;
    }
    const folder = pages.find(({ kind }) => kind === 'operation' || kind === 'webhook' || kind === 'object')?.slug.split('/')[0];
    if (folder !== undefined) this.#groups.set(group, this.#claim(folder));
  }

  /** A guide nobody wrote and a status without errors have no page. */
  #placePage(page: NavigationPage, model: ApiModel, guides: ReadonlyMap<string, string>): void {
    switch (page.kind) {
      case 'errors':
        if (page.status === undefined) this.#pages.set(page, this.errors);
        else if (model.errors.some(({ status }) => status === page.status)) this.#pages.set(page, this.errorStatus(page.status));
        return;
      case 'collection':
        this.#placeGuide('postman', page, guides);
        return;
      case 'guide':
      case 'local':
        this.#placeGuide(page.guide, page, guides);
        return;
      case 'operation':
        this.#pages.set(page, this.#claim(page.slug));
        if (!this.#operations.has(page.operation)) this.#operations.set(page.operation, this.page(page));
        return;
      case 'webhook':
        this.#pages.set(page, this.#claim(page.slug));
        if (!this.#operations.has(page.webhook)) this.#operations.set(page.webhook, this.page(page));
        return;
      case 'object':
        this.#pages.set(page, this.#claim(page.slug));
        if (!this.#schemas.has(page.schema)) this.#schemas.set(page.schema, this.page(page));
    }
  }

  #placeGuide(name: string, page: NavigationPage, guides: ReadonlyMap<string, string>): void {
    if (!guides.has(name)) return;
    const path = name === 'errors' ? this.errors : this.#claim(page.slug);
    this.#pages.set(page, path);
    if (!this.#guides.has(name)) this.#guides.set(name, path);
  }

  /** Named bodies that only one call sends or answers are shown on that call's page. */
  #placeEnvelopes(model: ApiModel): void {
    const uses = new Map<Schema, number>();
    const roots = new Map<Schema, string>();
    for (const operation of model.operations) {
      const bodies = [
        ...(operation.requestBody?.contents ?? []).map(({ schema }) => ({ schema, fragment: 'body' })),
        ...operation.responses.flatMap(({ contents }) => contents.map(({ schema }) => ({ schema, fragment: 'response' }))),
      ];
      for (const { schema, fragment } of bodies) {
        const target = schema.ref;
        if (target?.name === undefined || Object.keys(schema.extensions).length > 0) continue;
        uses.set(target, (uses.get(target) ?? 0) + 1);
        roots.set(target, `${this.operation(operation)}#${fragment}`);
      }
    }
    // What the API sends on top of that needs a page of its own.
    for (const { requestBody, responses } of incomingRequests(model)) {
      for (const { schema } of [...(requestBody?.contents ?? []), ...responses.flatMap(({ contents }) => contents)]) {
        if (schema.ref?.name !== undefined) uses.set(schema.ref, (uses.get(schema.ref) ?? 0) + 1);
      }
    }
    for (const schema of reachableSchemas(model.schemas)) {
      for (const child of childSchemas(schema)) if (child.name !== undefined) uses.set(child, (uses.get(child) ?? 0) + 1);
    }
    for (const [schema, address] of roots) {
      if (uses.get(schema) === 1 && !this.#schemas.has(schema)) this.#fragments.set(schema, address);
    }
  }

  #claim(wanted: string): string {
    const folder = wanted.split('/').map((name) => name.slice(0, longestName)).join('/');
    let path = `${folder}/index.html`;
    for (let number = 2; this.#taken.has(path.toLowerCase()); number += 1) path = `${folder}-${number}/index.html`;
    this.#taken.add(path.toLowerCase());
    return path;
  }
}

/** Every page below a group, in order. */
export function everyPage(group: NavigationGroup): readonly NavigationPage[] {
  return [...group.pages, ...group.groups.flatMap(everyPage)];
}

/** A name as a folder: what file systems and URLs take everywhere. */
export function fileName(name: string): string {
  return portableName(name.replace(/[^A-Za-z0-9_-]+/g, '-').slice(0, longestName)) || 'page';
}

/** The Markdown twin of a page: `a/index.html#b` → `a/index.md#b`. */
export function markdownTwin(path: string): string {
  return path.replace(/\.html(?=#|$)/, '.md');
}

/** The way from a page to the site's root: `../../`. */
export function rootOf(path: string): string {
  return '../'.repeat(path.split('/').length - 1);
}
