import type { KeyboardEvent } from 'react';

const PAGE = 10;

export interface GridKeys {
  readonly count: number;
  /** -1 if no row is selected. */
  readonly selected: number;
  readonly onSelect: (index: number) => void;
  /** With Shift: the row next to the selected one. */
  readonly onPair?: ((index: number) => void) | undefined;
  readonly onEscape?: (() => void) | undefined;
  readonly onOpen?: (() => void) | undefined;
}

/**
 * Where a key leads from the selected row, null if the key is not about rows. Arrows and j/k one row, PgUp/PgDn ten,
 * Home/End the ends; from no selection, upward keys begin at the end and downward ones at the start.
 */
export function rowAfterKey(key: string, selected: number, count: number): number | null {
  if (count === 0) return null;
  const last = count - 1;
  const isNone = selected < 0;
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return isNone ? 0 : Math.min(selected + 1, last);
    case 'ArrowUp':
    case 'k':
      return isNone ? last : Math.max(selected - 1, 0);
    case 'PageDown':
      return isNone ? 0 : Math.min(selected + PAGE, last);
    case 'PageUp':
      return isNone ? last : Math.max(selected - PAGE, 0);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}

/** The keyboard of a grid, for its `onKeyDown`. Keys with a modifier belong to the browser or the menu. */
export function gridKeyHandler({ count, selected, onSelect, onPair, onEscape, onOpen }: GridKeys) {
  return (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget) return;
    const next = rowAfterKey(event.key, selected, count);
    if (next !== null) (event.shiftKey && onPair !== undefined ? onPair : onSelect)(next);
    else if (event.key === 'Escape' && onEscape !== undefined) onEscape();
    else if (event.key === 'Enter' && onOpen !== undefined && selected >= 0) onOpen();
    else return;
    event.preventDefault();
  };
}
