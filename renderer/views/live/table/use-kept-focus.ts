import { type RefObject, useLayoutEffect } from 'react';

/**
 * Keeps the keyboard in the table when another table replaces it, as with another filter: `isWanted` outlives both and
 * is true if the removed table had the focus.
 */
export function useKeptFocus(
  grid: RefObject<HTMLElement | null>,
  isShown: boolean,
  isWanted: RefObject<boolean>,
): void {
  useLayoutEffect(() => {
    if (isShown && isWanted.current) {
      isWanted.current = false;
      grid.current?.focus();
    }
    return () => {
      if (grid.current !== null && grid.current === document.activeElement) isWanted.current = true;
    };
  }, [grid, isShown, isWanted]);
}
