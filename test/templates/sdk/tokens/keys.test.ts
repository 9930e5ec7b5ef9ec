import { beforeAll, describe, expect, test } from 'vitest';
import { KeyStore, type PublicKey } from '../../../../templates/sdk/tokens/keys.js';
import { makeKey, type SigningKey } from './issuer.js';

let first: SigningKey;
let second: SigningKey;
beforeAll(async () => {
  [first, second] = await Promise.all([makeKey('k-1'), makeKey('k-2')]);
});

/** A store over a source that can be changed and made to fail, and a clock that can be moved. */
function setUp(keys: readonly PublicKey[]) {
  const source = { keys, fails: false, fetches: 0, time: 0 };
  const store = new KeyStore(
    async () => {
      source.fetches += 1;
      await new Promise((resolve) => setTimeout(resolve, 5));
      if (source.fails) throw new Error('unreachable');
      return { keys: source.keys };
    },
    { maxAge: 1_000, cooldown: 100, now: () => source.time },
  );
  return { source, store };
}

describe('KeyStore', () => {
  test('fetches once for everyone who asks', async () => {
    const { source, store } = setUp([first.published, second.published]);
    await Promise.all([store.find('k-1'), store.find('k-2'), store.find('k-1')]);
    await store.find('k-2');
    expect(source.fetches).toBe(1);
  });

  test('fetches again for a key id it does not know, but not again and again', async () => {
    const { source, store } = setUp([first.published]);
    await store.find('k-1');
    await expect(store.find('k-2')).rejects.toMatchObject({ code: 'unknown_key' });
    expect(source.fetches).toBe(1);
    source.time = 100;
    source.keys = [first.published, second.published];
    await store.find('k-2');
    expect(source.fetches).toBe(2);
    for (let count = 0; count < 20; count += 1) await expect(store.find(`made-up-${count}`)).rejects.toMatchObject({ code: 'unknown_key' });
    expect(source.fetches).toBe(2);
  });

  test('fetches again when the set is old, and forgets keys that are gone', async () => {
    const { source, store } = setUp([first.published]);
    await store.find('k-1');
    source.time = 1_000;
    source.keys = [second.published];
    await expect(store.find('k-1')).rejects.toMatchObject({ code: 'unknown_key' });
    await store.find('k-2');
    expect(source.fetches).toBe(2);
  });

  test('keeps known keys while the API cannot be reached', async () => {
    const { source, store } = setUp([first.published]);
    await store.find('k-1');
    source.fails = true;
    source.time = 5_000;
    await store.find('k-1');
    await store.find('k-1');
    expect(source.fetches).toBe(2);
    source.time = 5_100;
    await expect(store.find('k-2')).rejects.toMatchObject({ code: 'keys_unavailable' });
  });

  test('says that the keys are unavailable, not that a key is unknown, until the set was fetched again', async () => {
    const { source, store } = setUp([first.published]);
    await store.find('k-1');
    source.fails = true;
    source.time = 200;
    await expect(store.find('k-2')).rejects.toMatchObject({ code: 'keys_unavailable' });
    // Within the cool-down nothing is asked, and nothing more is known.
    await expect(store.find('k-2')).rejects.toMatchObject({ code: 'keys_unavailable', cause: new Error('unreachable') });
    expect(source.fetches).toBe(2);
    source.fails = false;
    source.time = 400;
    await expect(store.find('k-2')).rejects.toMatchObject({ code: 'unknown_key' });
    expect(source.fetches).toBe(3);
  });

  test('fetches again when the clock was set back', async () => {
    const { source, store } = setUp([first.published]);
    source.time = 1_000_000;
    await store.find('k-1');
    source.keys = [second.published];
    source.time = 0;
    await store.find('k-2');
    expect(source.fetches).toBe(2);
  });

  test('says when there are no keys, and tries again next time', async () => {
    const { source, store } = setUp([]);
    await expect(store.find('k-1')).rejects.toMatchObject({ code: 'keys_unavailable' });
    source.keys = [first.published];
    await store.find('k-1');
    expect(source.fetches).toBe(2);
  });

  test('is bounded', async () => {
    const many = Array.from({ length: 500 }, (_, index) => ({ ...first.published, kid: `k-${index}` }));
    const { store } = setUp(many);
    await store.find('k-63');
    await expect(store.find('k-64')).rejects.toMatchObject({ code: 'unknown_key' });
  });
});
