/** Writes a plain value the way parameters and form fields carry it: dates as RFC 3339, lists with commas, objects as JSON. */
export function plain(value: unknown): string {
  if (Array.isArray(value)) return value.map(plain).join();
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
