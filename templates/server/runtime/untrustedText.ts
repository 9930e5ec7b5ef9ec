/** Names and texts of a request: decoded without ever throwing, and kept where no name means anything else. */

/**
 * Decodes a percent-encoded component (RFC 3986 §2.1).
 * @returns the text, or `undefined` when an escape is malformed or the bytes are not UTF-8
 */
export function percentDecode(text: string): string | undefined {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** Decodes one name or value of a query or form (WHATWG URL §5.1): `+` is a space. */
export function formDecode(text: string): string | undefined {
  return percentDecode(text.includes('+') ? text.replaceAll('+', ' ') : text);
}

/**
 * True when a decoded text can be stored and logged anywhere: no NUL, no other C0 control but tab and line breaks,
 * no lone surrogate.
 */
export function isStorableText(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit < 0x20) {
      if (unit !== 0x09 && unit !== 0x0a && unit !== 0x0d) return false;
    } else if (unit >= 0xd800 && unit <= 0xdfff) {
      const next = text.charCodeAt(index + 1);
      if (unit > 0xdbff || !(next >= 0xdc00 && next <= 0xdfff)) return false;
      index += 1;
    }
  }
  return true;
}

/** Values by a name that may be any: without the members every object inherits, `__proto__` and `toString` are names like others. */
export class BareObject {
  [name: string]: unknown;
}
// A class, not `Object.create(null)`: engines keep instances of one class in their fast form.
Object.setPrototypeOf(BareObject.prototype, null);
Reflect.deleteProperty(BareObject.prototype, 'constructor');

/** An empty object on which every name is free. */
export function bareObject(): BareObject {
  return new BareObject();
}
