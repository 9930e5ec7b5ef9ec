/** Which module of templates/validators/runtime holds what generated checks call. */

const modules = {
  run: ['Check'],
  values: [
    'any', 'boolean', 'never', 'nil', 'oneOfJson', 'oneOfMany', 'oneOfValues', 'types', 'words',
    'both', 'filled', 'format', 'ifString', 'pattern', 'slowPattern', 'string', 'text',
    'above', 'below', 'integer', 'limits', 'multipleOf', 'number',
  ],
  containers: [
    'absent', 'bounded', 'closed', 'dependent', 'exactlyOne', 'ifObject', 'object', 'open', 'optional', 'others', 'own', 'present', 'propertyNames', 'requires', 'rest', 'rules', 'size',
    'array', 'arrayOf', 'contains', 'count', 'items', 'prefixItems', 'uniqueItems',
  ],
  nested: ['nested'],
  seen: ['unevaluated', 'unevaluatedItems', 'unevaluatedProperties'],
  combine: ['all', 'anyOf', 'either', 'hidden', 'not', 'nullable', 'oneOf', 'tag', 'tagged', 'texts', 'when'],
  formats: [
    'isBase64', 'isDate', 'isDateTime', 'isDuration', 'isEmail', 'isHostname', 'isIpv4', 'isIpv6', 'isIri', 'isIriReference',
    'isJsonPointer', 'isRegex', 'isRelativeJsonPointer', 'isTime', 'isUri', 'isUriReference', 'isUriTemplate', 'isUuid',
  ],
} as const;

const moduleByExport: ReadonlyMap<string, string> = new Map(
  Object.entries(modules).flatMap(([module, names]) => names.map((name) => [name, module] as const)),
);

/** What generated checks may call. */
export type RuntimeName = (typeof modules)[keyof typeof modules][number];

/** The runtime module that exports a name; undefined for a name of the generated code. */
export function runtimeModuleOf(name: string): string | undefined {
  return moduleByExport.get(name);
}
