/** Which module of templates/validators/runtime holds what generated checks call. */

const modules = {
  run: ['Check', 'array', 'isObject', 'object'],
  values: ['any', 'boolean', 'never', 'nil', 'oneOfJson', 'oneOfValues', 'types'],
  strings: ['format', 'length', 'pattern', 'string'],
  numbers: ['above', 'below', 'integer', 'maximum', 'minimum', 'multipleOf', 'number'],
  objects: [
    'absent', 'exactlyOne', 'has', 'members', 'only', 'openObject', 'own', 'propertyNames', 'size', 'unevaluated',
    'unevaluatedProperties',
  ],
  arrays: ['arrayOf', 'contains', 'count', 'items', 'prefixItems', 'unevaluatedItems', 'uniqueItems'],
  combine: ['anyOf', 'hidden', 'not', 'oneOf', 'tagged', 'when'],
  formats: [
    'isBase64', 'isDate', 'isDateTime', 'isDuration', 'isEmail', 'isHostname', 'isIpv4', 'isIpv6', 'isIri', 'isIriReference',
    'isJsonPointer', 'isRegex', 'isRelativeJsonPointer', 'isTime', 'isUri', 'isUriReference', 'isUriTemplate', 'isUuid',
  ],
} as const;

const moduleByExport: ReadonlyMap<string, string> = new Map(
  Object.entries(modules).flatMap(([module, names]) => names.map((name) => [name, module] as const)),
);

/** The runtime module that exports a name; undefined for a name of the generated code. */
export function runtimeModuleOf(name: string): string | undefined {
  return moduleByExport.get(name);
}
