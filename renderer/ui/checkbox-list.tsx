import { Menu as Base } from '@base-ui/react/menu';
import { Check } from 'lucide-react';
import styles from './menu.module.css';
import { MenuPopup, type OpenMenu } from './menu-popup.tsx';

export interface CheckboxChoices {
  readonly items: readonly { readonly id: string; readonly label: string; readonly isOn: boolean }[];
  readonly onToggle: (id: string) => void;
  /** Restores the first choice. */
  readonly reset: { readonly label: string; readonly onReset: () => void };
}

/** The list of things to switch on and off, under its button. */
export function CheckboxList({ items, onToggle, reset, ...place }: CheckboxChoices & OpenMenu) {
  return (
    <MenuPopup {...place} align="end">
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
    </MenuPopup>
  );
}
