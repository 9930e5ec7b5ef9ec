/** The calls of the official client, as dotted paths. */
export function callsOf(value: unknown, path: readonly string[] = []): readonly string[] {
  if (typeof value !== 'object' || value === null || path.length > 5) return [];
  const own = Object.getOwnPropertyNames(Object.getPrototypeOf(value)).filter((name) => name !== 'constructor' && typeof Reflect.get(value, name) === 'function');
  const below = Object.entries(value).flatMap(([name, member]) => (/config|jwks|jwt|policyCache|baseURL/i.test(name) ? [] : callsOf(member, [...path, name])));
  return path.length === 0 ? below : [...own.map((name) => [...path, name].join('.')), ...below];
}
