/** Keeps secrets out of whatever is shown: messages, error details, log events. */

const minimumLength = 6;

/**
 * Finds the values to hide: every string below a member of one of the given names, at any depth.
 *
 * @param value params as the caller gave them
 * @param names the sensitive members
 */
export function sensitiveValues(value: unknown, names: readonly string[], inside = false): readonly string[] {
  if (typeof value === 'string') return inside ? [value] : [];
  return Object.entries(Object(value)).flatMap(([name, member]) => sensitiveValues(member, names, inside || names.includes(name)));
}

/** Replaces every secret in a text, also where it stands percent-encoded or JSON-escaped. Very short values are left alone. */
export function scrub(text: string, secrets: readonly string[]): string {
  for (const secret of secrets) {
    if (secret.length < minimumLength) continue;
    for (const form of [secret, String(new URLSearchParams({ '': secret })).slice(1), JSON.stringify(secret).slice(1, -1)]) {
      text = text.replaceAll(form, '[redacted]');
    }
  }
  return text;
}
