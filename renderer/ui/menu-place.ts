import type { KeyboardEvent } from 'react';

/** Where a menu is asked for: at the pointer, in the window's pixels; or under an element, by the keyboard. */
export type MenuPlace = Element | { readonly x: number; readonly y: number };

/**
 * The keys that ask for the menu of what has the focus. A Mac has none of its own, so they are looked for here and
 * not left to the system.
 */
export function isMenuKey({ key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>): boolean {
  return key === 'ContextMenu' || (key === 'F10' && shiftKey);
}
