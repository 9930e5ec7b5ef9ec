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

/** Where the documentation has what descriptions link to: `operation:createPet` → `https://docs.example.com/pets/create`. */
export function addressesOf({ docsBaseUrl, errors, navigation }: ApiModel): ReadonlyMap<string, string> {
  const addresses = new Map<string, string>();
  if (docsBaseUrl === undefined) return addresses;
  const visit = (groups: readonly NavigationGroup[]): void => {
    for (const group of groups) {
      for (const page of group.pages) {
        if (page.kind === 'operation') addresses.set(`operation:${page.operation.id}`, `${docsBaseUrl}/${page.slug}`);
        if (page.kind === 'object') addresses.set(`schema:${page.schema.name ?? ''}`, `${docsBaseUrl}/${page.slug}`);
        if (page.kind === 'guide') addresses.set(`guide:${page.guide}`, `${docsBaseUrl}/${page.slug}`);
      }
      visit(group.groups);
    }
  };
  visit(navigation);
  for (const { type, status } of errors) addresses.set(`error:${type}`, `${docsBaseUrl}/errors/${status}#${type}`);
  return addresses;
}

/** Turns the links of descriptions into addresses of the documentation. */
export function descriptionPrinter(model: ApiModel): (markdown: string) => string {
  const addresses = addressesOf(model);
  return (markdown) =>
    replaceLinks(markdown, ({ kind, target, text }) => {
      const address = addresses.get(`${kind}:${target}`);
      return address === undefined ? text : `[${text}](${address})`;
    });
}
