/** Text of a description inside a collection, where `{{…}}` would be filled in from the reader's variables. */
import type { Json, ApiModel, NavigationGroup } from '../model/model.js';
import { replaceLinks } from '../model/links.js';

/** JSON for a raw body, with no place a variable could be filled in. */
export function bodyText(value: Json): string {
  return JSON.stringify(value, null, 2).replace(/\{(?=\{)/g, '\\u007b');
}

/** A value for a header, a parameter or a form field, with no place a variable could be filled in. */
export function plainValue(value: Json | undefined): string {
  const text = typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
  return text.replace(/[\r\n\0]/g, ' ').replace(/\{(?=\{)/g, '{ ');
}

/** A part of an address, encoded. */
export function addressPart(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(/%3A/g, ':').replace(/^:/, '%3A');
}

/** Turns the links of descriptions into addresses of the documentation. */
export function descriptionPrinter(model: ApiModel): (markdown: string) => string {
  const pages = new Map<string, string>();
  const errors = new Map(model.errors.map(({ type, status }) => [type, status]));
  const visit = (groups: readonly NavigationGroup[]): void => {
    for (const group of groups) {
      for (const page of group.pages) {
        if (page.kind === 'operation') pages.set(`operation:${page.operation.id}`, page.slug);
        if (page.kind === 'object') pages.set(`schema:${page.schema.name ?? ''}`, page.slug);
        if (page.kind === 'guide') pages.set(`guide:${page.guide}`, page.slug);
      }
      visit(group.groups);
    }
  };
  visit(model.navigation);
  return (markdown) =>
    replaceLinks(markdown, ({ kind, target, text }) => {
      const status = kind === 'error' ? errors.get(target) : undefined;
      const path = status === undefined ? pages.get(`${kind}:${target}`) : `errors/${status}#${target}`;
      return path === undefined || model.docsBaseUrl === undefined ? text : `[${text}](${model.docsBaseUrl}/${path})`;
    });
}
