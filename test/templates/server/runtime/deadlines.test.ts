import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Deadlines, Wait } from '../../../../templates/server/runtime/adapters/deadlines.js';

describe('waits', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('expire in their turn, but for those that are over', () => {
    const deadlines = new Deadlines();
    const expired: string[] = [];
    const waitFor = (name: string): Wait => {
      const wait = new Wait(() => expired.push(name));
      deadlines.add(wait, 1_000);
      return wait;
    };
    const first = waitFor('first');
    const second = waitFor('second');
    waitFor('third');
    vi.advanceTimersByTime(600);
    waitFor('late');
    const last = waitFor('last');
    deadlines.delete(second);
    deadlines.delete(first);
    deadlines.delete(last);
    // Once more does no harm: an end and a close both say that a wait is over.
    deadlines.delete(first);
    vi.advanceTimersByTime(399);
    expect(expired).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(expired).toEqual(['third']);
    vi.advanceTimersByTime(600);
    expect(expired).toEqual(['third', 'late']);
    waitFor('afterwards');
    vi.advanceTimersByTime(1_000);
    expect(expired).toEqual(['third', 'late', 'afterwards']);
    expect(vi.getTimerCount()).toBe(0);
  });
});
