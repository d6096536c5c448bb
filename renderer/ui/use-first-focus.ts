import { type RefObject, useLayoutEffect } from 'react';

/**
 * The focus begins here as soon as the element is on the page. In the same task, and not after it is painted: where
 * what had the focus has just gone, a dialog of Base UI takes the focus to itself in the next frame unless it has
 * found a place by then.
 */
export function useFirstFocus(element: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => element.current?.focus(), [element]);
}
