import { Dialog as Base } from '@base-ui/react/dialog';
import type { ReactNode } from 'react';
import styles from './dialog.module.css';

export interface DialogProps {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly title: string;
  readonly lead: string;
  readonly children: ReactNode;
}

/** A question in front of the window. Esc and a press beside it close it; the focus goes back to where it came from. */
export function Dialog({ isOpen, onOpenChange, title, lead, children }: DialogProps) {
  return (
    <Base.Root open={isOpen} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className={styles.backdrop} />
        <Base.Popup className={styles.popup}>
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
