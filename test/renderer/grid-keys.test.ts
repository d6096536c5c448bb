import { describe, expect, it } from 'vitest';
import { rowAfterKey } from '../../renderer/ui/grid-keys.ts';

describe('the keyboard of a grid', () => {
  it.each([
    ['ArrowDown', 4, 5],
    ['j', 4, 5],
    ['ArrowUp', 4, 3],
    ['k', 4, 3],
    ['PageDown', 4, 14],
    ['PageUp', 14, 4],
    ['Home', 14, 0],
    ['End', 4, 99],
    ['ArrowDown', 99, 99],
    ['ArrowUp', 0, 0],
    ['PageDown', 95, 99],
    ['PageUp', 3, 0],
    ['ArrowDown', -1, 0],
    ['ArrowUp', -1, 99],
  ])('%s from row %i leads to row %i', (key, from, to) => {
    expect(rowAfterKey(key, from, 100)).toBe(to);
  });

  it('leaves every other key alone, and all of them where there are no rows', () => {
    expect(rowAfterKey('a', 3, 100)).toBeNull();
    expect(rowAfterKey('Enter', 3, 100)).toBeNull();
    expect(rowAfterKey('ArrowDown', -1, 0)).toBeNull();
  });
});
