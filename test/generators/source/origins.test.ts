/** Whether two maps of origins say the same below a place. */
import { describe, expect, it } from 'vitest';
import { OriginMap } from '../../../generators/source/origins.js';

const root = '/paths/~1a';
const at = (pointer: string, file = 'a.yaml') => ({ file, pointer });

describe('isSameBelow', () => {
  /** A map of a Path Item with seams that were added before, and of one response beside them. */
  function mapOf(seams: ReturnType<OriginMap['addedBy']> | undefined, response = at('/r')) {
    const map = new OriginMap(true);
    map.copied('', at(''));
    let added = seams;
    if (added === undefined) {
      added = map.addedBy(() => {
        map.copied(root, at('/item'));
        map.copied(`${root}/get`, at('/get'));
      });
    } else map.add(added);
    map.made(`${root}/get/responses/400`, response);
    return { map, added };
  }

  it('holds for the same seams, added again or by others that say the same', () => {
    const first = mapOf(undefined);
    expect(mapOf(first.added).map.isSameBelow(root, first.map)).toBe(true);
    expect(mapOf(undefined).map.isSameBelow(root, first.map)).toBe(true);
  });

  it('does not hold where one seam beside them leads elsewhere', () => {
    const first = mapOf(undefined);
    expect(mapOf(first.added, at('/r', 'b.yaml')).map.isSameBelow(root, first.map)).toBe(false);
    expect(mapOf(first.added, at('/s')).map.isSameBelow(root, first.map)).toBe(false);
  });

  it('does not hold where there is a seam more', () => {
    const first = mapOf(undefined);
    const { map } = mapOf(first.added);
    map.copied(`${root}/get/parameters/0`, at('/p'));
    expect(map.isSameBelow(root, first.map)).toBe(false);
    expect(map.isSameBelow(`${root}/get/responses/400`, first.map)).toBe(true);
  });
});
