/** A description many times over, to see how time and memory grow with it. */

/**
 * Copies everything a description holds: each copy has paths, operations, components and places in the SDK of its own. The answers
 * and examples that bundling made of the error catalogue are left out, for the largest copy would be more than may be read.
 *
 * @param {Record<string, any>} document a bundle
 * @param {number} count
 */
export function multiplied(document, count) {
  const { 'x-navigation': _navigation, 'x-sdk': _client, 'x-error-catalogue': _catalogue, 'x-error-sets': _sets, paths, components, ...rest } = document;
  const { securitySchemes, ...shared } = components;
  const copies = Array.from({ length: count }, (_, index) => copy({ paths, components: shared }, index));
  return {
    ...rest,
    paths: Object.assign({}, ...copies.map((each) => each.paths)),
    components: {
      securitySchemes,
      ...Object.fromEntries(Object.keys(shared).map((section) => [section, Object.assign({}, ...copies.map((each) => each.components[section]))])),
    },
  };
}

function copy({ paths, components }, index) {
  const renamed = JSON.parse(JSON.stringify({ paths, components }), (key, value) => {
    if (key === '$ref' && typeof value === 'string') return `${value}_${index}`;
    if (key === 'operationId') return `${value}_${index}`;
    if (key === 'x-sdk-path') return `copy${index}.${value}`;
    if (key === 'x-errors' || key === 'examples') return undefined;
    if (key === 'responses') return Object.fromEntries(Object.entries(value).filter(([status]) => status < '400'));
    return value;
  });
  const suffixed = (entries) => Object.fromEntries(Object.entries(entries).map(([name, value]) => [`${name}_${index}`, value]));
  return {
    paths: Object.fromEntries(Object.entries(renamed.paths).map(([path, item]) => [`/copy${index}${path}`, item])),
    components: Object.fromEntries(Object.entries(renamed.components).map(([section, entries]) => [section, suffixed(entries)])),
  };
}
