/** The components that come out of other files, and their place among those of the root document. */
import type { Json } from '../model/model.js';
import type { Component } from './components.js';
import { type MutableJsonObject, own, ownObject, setOwn } from './json.js';
import { componentSections, type ComponentSection, isComponentSection } from './structure.js';

/** What was lifted out of other files while a document was copied. */
export class LiftedComponents {
  private readonly sections = new Map<ComponentSection, Map<string, Json>>();

  /** Takes in a component. */
  add({ section, name }: Component, value: Json): void {
    const entries = this.sections.get(section) ?? new Map<string, Json>();
    this.sections.set(section, entries.set(name, value));
  }

  /** Puts them into a document: after its own, by name; sections that it does not have after those that it has. */
  putInto(document: MutableJsonObject): void {
    if (this.sections.size === 0) {
      return;
    }
    const written = ownObject(document, 'components') ?? {};
    const components: MutableJsonObject = {};
    for (const section of [...Object.keys(written), ...Object.keys(componentSections)]) {
      const entries: MutableJsonObject = { ...ownObject(written, section) };
      if (isComponentSection(section)) {
        const lifted = [...(this.sections.get(section) ?? [])].sort(([a], [b]) => (a < b ? -1 : 1));
        for (const [name, value] of lifted) {
          setOwn(entries, name, value);
        }
      }
      if (Object.keys(entries).length > 0 || Object.hasOwn(written, section)) {
        components[section] = isComponentSection(section) ? entries : (own(written, section) ?? entries);
      }
    }
    document['components'] = components;
  }
}
