import { Dialog as Base } from '@base-ui/react/dialog';
import { useRef } from 'react';
import { useStrings } from '../../strings/use-strings.ts';
import { OnceGone } from '../../ui/once-gone.tsx';
import { VisuallyHidden } from '../../ui/visually-hidden.tsx';
import { Palette } from './palette.tsx';
import styles from './palette-dialog.module.css';
import type { PaletteItem } from './palette-item.ts';
import { useRecent } from './use-recent.ts';

export interface PaletteDialogProps {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
}

/**
 * The palette as a dialog. A chosen item runs after the dialog is closed and the focus is back, because it may move the
 * focus.
 */
export function PaletteDialog({ isOpen, onOpenChange }: PaletteDialogProps) {
  const t = useStrings().commands;
  const { recent, remember } = useRecent();
  const chosen = useRef<(() => void) | null>(null);
  const choose = (item: PaletteItem) => {
    if (item.isPrivate !== true) remember(item.id);
    chosen.current = item.run;
    onOpenChange(false);
  };
  return (
    <Base.Root open={isOpen} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className={styles.backdrop} />
        <Base.Popup className={styles.popup}>
          <VisuallyHidden>
            <Base.Title>{t.find}</Base.Title>
            <Base.Description>{t.findLead}</Base.Description>
          </VisuallyHidden>
          <OnceGone chosen={chosen} />
          <Palette recent={recent} onChoose={choose} onClose={() => onOpenChange(false)} />
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
