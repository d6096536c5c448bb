import { Menu as Base } from '@base-ui/react/menu';
import { Fragment, type ReactNode, useRef } from 'react';
import { HostileText } from './hostile-text.tsx';
import { KeyCaps } from './key-caps.tsx';
import styles from './menu.module.css';
import { OnceGone } from './once-gone.tsx';

export interface MenuItem {
  readonly id: string;
  readonly label: string;
  /** A second, quiet line. */
  readonly detail?: string;
  /** Whether the item is marked as the current choice. */
  readonly isCurrent?: boolean;
  readonly icon?: ReactNode;
  /** The keys with the same effect: a list of combinations, each a list of caps. */
  readonly keys?: readonly (readonly string[])[];
  readonly isDanger?: boolean;
  readonly startsGroup?: boolean;
  readonly onChoose: () => void;
}

/**
 * The content of a menu. A chosen action runs after the menu is removed and the focus is back, because it may move the
 * focus.
 */
export function MenuItems({ items }: { items: readonly MenuItem[] }) {
  const chosen = useRef<(() => void) | null>(null);
  const choose = (item: MenuItem) => {
    chosen.current = item.onChoose;
  };
  return (
    <>
      <OnceGone chosen={chosen} />
      {items.map((item) => (
        <Fragment key={item.id}>
          {item.startsGroup === true && <Base.Separator className={styles.separator} />}
          <Base.Item
            className={styles.item}
            data-danger={item.isDanger || undefined}
            aria-current={item.isCurrent || undefined}
            onClick={() => choose(item)}
          >
            {item.icon}
            <ItemWords item={item} />
            {item.keys !== undefined && item.keys.length > 0 && (
              <span className={styles.keys} aria-hidden="true">
                {item.keys.map((caps) => (
                  <KeyCaps key={caps.join(' ')} caps={caps} />
                ))}
              </span>
            )}
          </Base.Item>
        </Fragment>
      ))}
    </>
  );
}

function ItemWords({ item: { label, detail } }: { item: MenuItem }) {
  if (detail === undefined) return label;
  return (
    <span className={styles.words}>
      <span>
        <HostileText text={label} />
      </span>
      <span className={styles.detail}>
        <HostileText text={detail} />
      </span>
    </span>
  );
}
