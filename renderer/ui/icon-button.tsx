import type { ComponentProps, ReactNode } from 'react';
import styles from './icon-button.module.css';
import { Tooltip } from './tooltip.tsx';

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'aria-label' | 'title'> {
  /** The action in words: its name, and the hint on hover and focus. */
  readonly label: string;
  readonly isFramed?: boolean;
  readonly children: ReactNode;
}

/** A button that is only a picture; its words are in its name and in a hint. */
export function IconButton({ label, isFramed = false, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label}>
      <button
        {...rest}
        type="button"
        aria-label={label}
        data-framed={isFramed || undefined}
        className={styles.button}
      />
    </Tooltip>
  );
}
