import { Menu as Base } from '@base-ui/react/menu';
import { Check } from 'lucide-react';
import type { ReactElement } from 'react';
import styles from './menu.module.css';
import { usePopupPlace } from './popup-place.ts';

export interface CheckboxMenuProps {
  /** The button that opens it. */
  readonly trigger: ReactElement<Record<string, unknown>>;
  readonly items: readonly { readonly id: string; readonly label: string; readonly isOn: boolean }[];
  readonly onToggle: (id: string) => void;
  /** Restores the first choice. */
  readonly reset: { readonly label: string; readonly onReset: () => void };
}

/** A list of things to switch on and off behind a button. It stays open while they are. */
export function CheckboxMenu({ trigger, items, onToggle, reset }: CheckboxMenuProps) {
  const place = usePopupPlace();
  return (
    <span className={styles.anchor}>
      <Base.Root modal={false}>
        <Base.Trigger render={trigger} />
        <Base.Portal className={styles.portal} container={place}>
          <Base.Positioner className={styles.positioner} sideOffset={4} align="end">
            <Base.Popup className={styles.popup}>
              {items.map(({ id, label, isOn }) => (
                <Base.CheckboxItem
                  key={id}
                  className={styles.item}
                  checked={isOn}
                  closeOnClick={false}
                  onCheckedChange={() => onToggle(id)}
                >
                  <span className={styles.check} aria-hidden="true">
                    {isOn && <Check size={14} />}
                  </span>
                  {label}
                </Base.CheckboxItem>
              ))}
              <Base.Separator className={styles.separator} />
              <Base.Item className={styles.item} onClick={reset.onReset}>
                <span className={styles.check} aria-hidden="true" />
                {reset.label}
              </Base.Item>
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      </Base.Root>
    </span>
  );
}
