import type { ComponentProps } from 'react';
import styles from './button.module.css';

export type ButtonLook = 'plain' | 'primary' | 'danger' | 'quiet' | 'set' | 'get' | 'pop';

export interface ButtonProps extends Omit<ComponentProps<'button'>, 'disabled'> {
  readonly look?: ButtonLook;
  /** Marks the button as unavailable without removing the focus from it. */
  readonly isUnavailable?: boolean;
}

/**
 * A button. It is never `disabled`, which would drop the keyboard's focus: an unavailable button stays reachable and
 * does nothing.
 */
export function Button({
  look = 'plain',
  isUnavailable = false,
  className,
  onClick,
  type = 'button',
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      className={className === undefined ? styles.button : `${styles.button} ${className}`}
      data-look={look}
      aria-disabled={isUnavailable || undefined}
      onClick={isUnavailable ? (event) => event.preventDefault() : onClick}
    />
  );
}
