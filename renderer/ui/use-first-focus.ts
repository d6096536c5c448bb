import { type RefObject, useLayoutEffect } from 'react';

/**
 * Puts the focus here as soon as the element is on the page, in the same task and not after the paint: if the focused
 * element was just removed, a dialog of Base UI takes the focus in the next frame, unless it has a place by then.
 */
export function useFirstFocus(element: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => element.current?.focus(), [element]);
}
