import type { StorePageQuery } from '../../contract/store-list.ts';
import type { RowTable } from './row-table.ts';

/** The store has the row. */
export const present = 1;
/** A request of the log carried the session. */
export const logged = 2;
/** The store was asked whether it has the row. */
export const checked = 3;
/** The value contains the text that is searched for. */
export const found = 4;

export function isGone(table: RowTable, place: number): boolean {
  return table.isMarked(place, checked) && !table.isMarked(place, present);
}

/** Whether a page of the given state shows the row. */
export function isWanted(table: RowTable, place: number, state: StorePageQuery['state']): boolean {
  // Of a session of the log it is not known yet whether the store has it.
  if (!table.isMarked(place, checked)) return false;
  const isHere = table.isMarked(place, present);
  if (state === 'all') return true;
  if (state === 'gone') return !isHere;
  return isHere && table.isMarked(place, logged) === (state === 'logged');
}
