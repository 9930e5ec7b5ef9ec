/** Time-based one-time passcodes (RFC 6238) as authenticator apps make them: HMAC-SHA-1, six digits, thirty seconds. */
import { createHmac } from 'node:crypto';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/**
 * The passcode of a moment.
 *
 * @param secret the shared secret in base32 (RFC 4648 §6), padding and case as they come
 * @param seconds the moment, in seconds since 1970
 * @throws RangeError when the secret is not base32
 */
export function totp(secret: string, seconds: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(seconds / 30)));
  const digest = createHmac('sha1', fromBase32(secret)).update(counter).digest();
  // Dynamic truncation (RFC 4226 §5.3).
  const offset = digest.readUInt8(digest.length - 1) & 0x0f;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** The bytes of a base32 text (RFC 4648 §6). */
function fromBase32(text: string): Buffer {
  const bytes: number[] = [];
  let [bits, held] = [0, 0];
  for (const character of text.toUpperCase().replace(/[\s=-]/g, '')) {
    const value = alphabet.indexOf(character);
    if (value === -1) throw new RangeError('The secret is not base32.');
    bits = (bits << 5) | value;
    held += 5;
    if (held >= 8) {
      held -= 8;
      bytes.push((bits >> held) & 0xff);
      bits &= (1 << held) - 1;
    }
  }
  return Buffer.from(bytes);
}
