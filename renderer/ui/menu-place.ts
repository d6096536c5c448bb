import type { KeyboardEvent } from 'react';

/** The place of a requested menu: at the pointer, in the window's pixels, or under an element for the keyboard. */
export type MenuPlace = Element | { readonly x: number; readonly y: number };

/**
 * The keys that request the menu of the focused element. A Mac has no such keys, so they are handled here and not by
 * the system.
 */
export function isMenuKey({ key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>): boolean {
  return key === 'ContextMenu' || (key === 'F10' && shiftKey);
}
