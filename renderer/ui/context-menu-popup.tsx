import { Menu as Base } from '@base-ui/react/menu';
import { type KeyboardEvent, useMemo, useRef } from 'react';
import styles from './menu.module.css';
import { type MenuItem, MenuItems } from './menu-items.tsx';
import type { MenuPlace } from './menu-place.ts';
import { usePopupPlace } from './popup-place.ts';

export interface ContextMenuProps {
  /** Null if the menu is closed. */
  readonly at: MenuPlace | null;
  /** The object of its actions. */
  readonly label: string;
  readonly items: readonly MenuItem[];
  readonly onClose: () => void;
}

/**
 * A list of actions at the place where it was requested. When it closes, the focus returns to the element that had it.
 */
export function ContextMenuPopup({ at, label, items, onClose }: ContextMenuProps) {
  const container = usePopupPlace();
  // The menu stays at its place while it closes.
  const last = useRef<MenuPlace | null>(null);
  if (at !== null) last.current = at;
  const place = at ?? last.current;
  const anchor = useMemo(() => (place === null || place instanceof Element ? place : pointAt(place)), [place]);
  const leaveByTab = (event: KeyboardEvent) => {
    if (event.key === 'Tab') onClose();
  };
  return (
    <span className={styles.home}>
      <Base.Root open={at !== null} onOpenChange={(isOpen) => !isOpen && onClose()} modal={false}>
        <Base.Portal className={styles.portal} container={container}>
          <Base.Positioner className={styles.positioner} anchor={anchor} align="start" sideOffset={2}>
            <Base.Popup className={styles.popup} aria-label={label} onKeyDown={leaveByTab}>
              <MenuItems items={items} />
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      </Base.Root>
    </span>
  );
}

/** A point of the window as an anchor for a menu. */
function pointAt({ x, y }: { readonly x: number; readonly y: number }) {
  return { getBoundingClientRect: () => new DOMRect(x, y, 0, 0) };
}
