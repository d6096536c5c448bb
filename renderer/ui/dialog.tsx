import { Dialog as Base } from '@base-ui/react/dialog';
import { type ReactNode, useRef } from 'react';
import styles from './dialog.module.css';

export interface DialogProps {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly title: string;
  readonly lead: string;
  /** For much to read: as wide as two columns, or three where the window has room. */
  readonly isWide?: boolean | 'three-columns';
  /** The first focus is on the text instead of the first control, so that the arrow keys scroll the text. */
  readonly isText?: boolean;
  readonly children: ReactNode;
}

/** A question in front of the window. Esc and a press beside it close it; the focus goes back to where it came from. */
export function Dialog({ isOpen, onOpenChange, title, lead, isWide = false, isText = false, children }: DialogProps) {
  const popup = useRef<HTMLDivElement>(null);
  return (
    <Base.Root open={isOpen} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className={styles.backdrop} />
        <Base.Popup
          ref={popup}
          className={styles.popup}
          data-wide={isWide === true ? 'two-columns' : isWide || undefined}
          {...(isText ? { initialFocus: popup } : {})}
        >
          <div>
            <Base.Title className={styles.title}>{title}</Base.Title>
            <Base.Description className={styles.lead}>{lead}</Base.Description>
          </div>
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
