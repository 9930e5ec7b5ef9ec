/** The project's public keys (RFC 7517), fetched when they are needed and kept. */
import { type CryptoKey, importJWK, type JWK } from 'jose';
import { elapsed } from './clock.js';
import { TokenError } from './errors.js';

/** A key as the API gives it. */
export interface PublicKey {
  readonly kid?: string | undefined;
  readonly kty: string;
  readonly alg?: string | undefined;
}

/** Fetches the set of keys: `() => client.sessions.getJWKS()`. */
export type FetchKeys = () => Promise<{ readonly keys: readonly PublicKey[] }>;

/** How a {@link KeyStore} keeps its keys. */
export interface KeyStoreOptions {
  /** Milliseconds after which the set is fetched anew; an hour by default. */
  readonly maxAge?: number;
  /** Milliseconds between two fetches for key ids that are not in the set; 30 seconds by default. */
  readonly cooldown?: number;
  /** The clock, in milliseconds. */
  readonly now?: () => number;
}

/** More keys than any project has. */
const maxKeys = 64;
/** The algorithm of a key that does not name one; it is what the API signs with. */
const usualAlgorithm = 'RS256';

/**
 * Finds keys by their id. Requests for keys that come in while a fetch is under way share it; unknown ids cannot make it fetch
 * again and again; and when the API cannot be reached, keys that are known stay good.
 */
export class KeyStore {
  readonly #fetchKeys: FetchKeys;
  readonly #maxAge: number;
  readonly #cooldown: number;
  readonly #now: () => number;
  #keys: ReadonlyMap<string, PublicKey> = new Map();
  #imported = new Map<PublicKey, Promise<CryptoKey | Uint8Array>>();
  #fetchedAt = -Infinity;
  #triedAt = -Infinity;
  /** Why the last attempt failed, if it did. */
  #failure: { readonly reason: unknown } | undefined;
  #underWay: Promise<void> | undefined;

  constructor(fetchKeys: FetchKeys, { maxAge = 3_600_000, cooldown = 30_000, now = Date.now }: KeyStoreOptions = {}) {
    this.#fetchKeys = fetchKeys;
    this.#maxAge = maxAge;
    this.#cooldown = cooldown;
    this.#now = now;
  }

  /**
   * @param kid the key's id, from a token's header
   * @throws TokenError `unknown_key`, or `keys_unavailable` when the key is not known and the last attempt to fetch the set failed
   */
  async find(kid: string): Promise<CryptoKey | Uint8Array> {
    const isOld = elapsed(this.#fetchedAt, this.#now()) >= this.#maxAge;
    const isCool = elapsed(this.#triedAt, this.#now()) >= this.#cooldown;
    if (this.#keys.size === 0 || ((isOld || !this.#keys.has(kid)) && isCool)) await this.#fetch();
    // A known key stays good: the token was signed with it whether or not the API can be reached now.
    const key = this.#keys.get(kid);
    if (key === undefined) {
      if (this.#failure !== undefined) throw new TokenError('keys_unavailable', 'The keys could not be fetched.', this.#failure.reason);
      throw new TokenError('unknown_key', 'The token is signed with a key that the project does not have.');
    }
    let imported = this.#imported.get(key);
    if (imported === undefined) {
      imported = importJWK(key as JWK, key.alg ?? usualAlgorithm);
      this.#imported.set(key, imported);
    }
    return imported;
  }

  /** Never rejects: whether a failure matters depends on the key that is wanted. */
  #fetch(): Promise<void> {
    this.#underWay ??= this.#load()
      .then(
        () => {
          this.#failure = undefined;
        },
        (reason: unknown) => {
          this.#failure = { reason };
        },
      )
      .finally(() => {
        this.#underWay = undefined;
      });
    return this.#underWay;
  }

  async #load(): Promise<void> {
    this.#triedAt = this.#now();
    const { keys } = await this.#fetchKeys();
    const found = keys.slice(0, maxKeys).flatMap((key) => (key.kid === undefined ? [] : [[key.kid, key] as const]));
    if (found.length === 0) throw new TypeError('The answer holds no keys.');
    this.#keys = new Map(found);
    this.#imported = new Map();
    this.#fetchedAt = this.#now();
  }
}
