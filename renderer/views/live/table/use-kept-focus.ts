import { type RefObject, useLayoutEffect } from 'react';

/**
 * Keeps the keyboard in the table when another takes its place, as it does with another filter: `isWanted` outlives
 * both and remembers that the one that went had the focus.
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
