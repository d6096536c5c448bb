import {
  type ComponentType,
  cloneElement,
  type KeyboardEvent,
  type MouseEvent,
  type ReactElement,
  useRef,
  useState,
} from 'react';
import styles from './menu.module.css';
import type { OpenMenu } from './menu-popup.tsx';
import { type Loadable, useLoaded } from './use-loaded.ts';

export interface MenuButtonProps<P> {
  /** The button that opens it. */
  readonly trigger: ReactElement<Record<string, unknown>>;
  readonly menu: Loadable<ComponentType<P & OpenMenu>>;
  readonly menuProps: P;
}

/**
 * A button with a menu. The menu is loaded and mounted when the button is first used: a library's closed menu behind
 * each button took a fifth of the first picture.
 */
export function MenuButton<P extends object>({ trigger, menu, menuProps }: MenuButtonProps<P>) {
  const anchor = useRef<HTMLSpanElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [isByKey, setByKey] = useState(false);
  const [wasOpened, setWasOpened] = useState(false);
  const Popup = useLoaded(menu, wasOpened);
  const open = (byKey: boolean) => {
    setByKey(byKey);
    setWasOpened(true);
    setOpen(true);
  };
  const button = cloneElement(trigger, {
    'aria-haspopup': 'menu',
    'aria-expanded': isOpen,
    onPointerEnter: menu.preload,
    onFocus: menu.preload,
    onClick: ({ detail }: MouseEvent) => (isOpen ? setOpen(false) : open(detail === 0)),
    onKeyDown: (event: KeyboardEvent) => {
      if (isOpen || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
      event.preventDefault();
      open(true);
    },
  });
  return (
    <span ref={anchor} className={styles.anchor}>
      {button}
      {Popup !== null && (
        <Popup
          {...menuProps}
          isOpen={isOpen}
          isByKey={isByKey}
          onOpenChange={setOpen}
          button={() => anchor.current?.querySelector('button') ?? null}
        />
      )}
    </span>
  );
}
