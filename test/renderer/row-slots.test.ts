import { describe, expect, it } from 'vitest';
import { type RowSlot, slotsFor } from '../../renderer/ui/row-slots.ts';

const slotsOf = (slots: readonly RowSlot<string>[]) => slots.map(({ slot }) => slot);
const show = (keys: string, before: readonly RowSlot<string>[] = []) => slotsFor(before, [...keys]);

describe('the rows of the page', () => {
  it('are as many as there are items, each once', () => {
    expect(slotsOf(show('abcd'))).toEqual([0, 1, 2, 3]);
    expect(slotsOf(show('ab', show('abcd')))).toEqual([0, 1]);
    expect(show('')).toEqual([]);
  });

  it('keep their items while few are new, and those that are free take the new ones', () => {
    expect(slotsOf(show('bcde', show('abcd')))).toEqual([1, 2, 3, 0]);
    expect(slotsOf(show('cdef', show('bcde', show('abcd'))))).toEqual([2, 3, 0, 1]);
  });

  it('grow by one where none is free', () => {
    expect(slotsOf(show('abcde', show('abcd')))).toEqual([0, 1, 2, 3, 4]);
    expect(slotsOf(show('zabcd', show('abcd')))).toEqual([4, 0, 1, 2, 3]);
  });

  it('stay where they are when most items are new', () => {
    const turned = show('cdef', show('bcde', show('abcd')));
    expect(slotsOf(show('wxyz', turned))).toEqual(slotsOf(turned));
    expect(slotsOf(show('fxyz', turned))).toEqual(slotsOf(turned));
  });

  it('are the same when the same is drawn twice', () => {
    const shown = show('cdef', show('abcd'));
    expect(show('cdef', shown)).toEqual(shown);
  });
});
