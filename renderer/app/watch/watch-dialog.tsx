import { useWatchStrings } from '../../strings/use-watch-strings.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { WatchForm } from './watch-form.tsx';

export interface WatchDialogProps {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
}

/** The dialog for the address of the app to watch. */
export function WatchDialog({ isOpen, onOpenChange }: WatchDialogProps) {
  const t = useWatchStrings();
  return (
    <Dialog isOpen={isOpen} onOpenChange={onOpenChange} title={t.title} lead={t.lead} isWide>
      <WatchForm onDone={() => onOpenChange(false)} />
    </Dialog>
  );
}
