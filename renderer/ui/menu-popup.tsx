import { Menu as Base } from '@base-ui/react/menu';
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import styles from './menu.module.css';
import { usePopupPlace } from './popup-place.ts';

/** What a menu needs to know of its button. */
export interface OpenMenu {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  /** The button, and everything that is drawn inside it. */
  readonly button: () => Element | null;
  /** Whether a key opened it: its first item then has the focus. */
  readonly isByKey: boolean;
}

export interface MenuPopupProps extends OpenMenu {
  /** Which edge of the button the menu keeps to. */
  readonly align: 'start' | 'end';
  readonly children: ReactNode;
}

/**
 * The open menu under a button. Tab moves to the element after the button. This is done here, because the library uses
 * focusable elements that are hidden from assistive technology, which is not allowed (see the styles).
 */
export function MenuPopup({ isOpen, onOpenChange, button, isByKey, align, children }: MenuPopupProps) {
  const popup = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isOpen && isByKey) return focusFirst(popup);
  }, [isOpen, isByKey]);
  const focusButton = () => {
    const found = button();
    if (found instanceof HTMLElement) found.focus();
  };
  return (
    <Base.Root
      open={isOpen}
      modal={false}
      onOpenChange={(next, details) => {
        // A press on the button itself is handled by the button, which closes the menu.
        const { target } = details.event;
        if (!next && target instanceof Node && button()?.contains(target) === true) return details.cancel();
        onOpenChange(next);
      }}
    >
      <Base.Portal className={styles.portal} container={usePopupPlace()}>
        <Base.Positioner className={styles.positioner} anchor={button} sideOffset={4} align={align}>
          <Base.Popup
            ref={popup}
            className={styles.popup}
            finalFocus={() => asHtml(button())}
            onKeyDown={(event: KeyboardEvent) => {
              if (event.key === 'Tab') focusButton();
            }}
          >
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

function asHtml(element: Element | null): HTMLElement | null {
  return element instanceof HTMLElement ? element : null;
}

/** The popup is placed before it can take the focus, which takes a frame. Returns how to stop. */
function focusFirst(popup: { readonly current: HTMLElement | null }): () => void {
  let frame = requestAnimationFrame(function look() {
    const item = popup.current?.querySelector<HTMLElement>('[role^="menuitem"]');
    item?.focus();
    if (item == null || document.activeElement !== item) frame = requestAnimationFrame(look);
  });
  return () => cancelAnimationFrame(frame);
}
