import { isJsonArray, isJsonObject } from '../../../generators/model/pointer.js';
import { listAt, objectAt, textAt } from '../reading.js';
import type { Finding, JsonValue, Rule } from '../rule.js';

/** A component that nothing uses is read, maintained and generated for nobody. Object pages of the documentation count as use. */
export const componentUsed: Rule = {
  name: 'component-used',
  severity: 'error',
  summary: 'Each component is referred to, or has a page in the navigation.',
  help: 'Remove it, refer to it, or give it a page in spec/nav.yaml.',
  *check(document): Iterable<Finding> {
    const used = new Set<string>();
    collectReferences(document, used);
    collectPages(document['x-navigation'] ?? [], used);
    for (const requirement of [document, ...Object.values(objectAt(document, 'paths')).flatMap((item) => Object.values(objectAt(item)))]) {
      for (const alternative of listAt(requirement, 'security')) {
        Object.keys(objectAt(alternative)).forEach((name) => used.add(`#/components/securitySchemes/${name}`));
      }
    }
    for (const [section, entries] of Object.entries(objectAt(document, 'components'))) {
      for (const name of Object.keys(objectAt(entries))) {
        if (!used.has(`#/components/${section}/${name}`) && section !== 'pathItems') {
          yield { path: ['components', section, name], message: `Nothing uses the component ${name}.` };
        }
      }
    }
  },
};

function collectReferences(value: JsonValue, used: Set<string>): void {
  if (isJsonArray(value)) {
    value.forEach((item) => collectReferences(item, used));
  } else if (isJsonObject(value)) {
    for (const [key, child] of Object.entries(value)) {
      if (key === '$ref' && typeof child === 'string') {
        used.add(child);
        // A reference into a component uses the component.
        used.add(child.split('/').slice(0, 4).join('/'));
      } else if (key === 'mapping' && isJsonObject(child)) {
        Object.values(child).forEach((target) => used.add(String(target)));
      } else {
        collectReferences(child, used);
      }
    }
  }
}

function collectPages(groups: JsonValue, used: Set<string>): void {
  for (const group of isJsonArray(groups) ? groups : []) {
    for (const page of listAt(group, 'pages')) {
      used.add(`#/components/schemas/${textAt(page, 'object') ?? ''}`);
    }
    collectPages(listAt(group, 'groups'), used);
  }
}
