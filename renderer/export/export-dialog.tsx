import { useStrings } from '../strings/use-strings.ts';
import { Dialog } from '../ui/dialog.tsx';
import { ExportForm } from './export-form.tsx';

export interface ExportDialogProps {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  /** The download has begun under this name. */
  readonly onStarted: (fileName: string) => void;
}

/** Asks how the log is to be saved. Each opening starts from the safe choice again: secrets replaced. */
export function ExportDialog({ isOpen, onOpenChange, onStarted }: ExportDialogProps) {
  const t = useStrings().exporting;
  return (
    <Dialog isOpen={isOpen} onOpenChange={onOpenChange} title={t.title} lead={t.lead}>
      <ExportForm
        onCancel={() => onOpenChange(false)}
        onStarted={(fileName) => {
          onOpenChange(false);
          onStarted(fileName);
        }}
      />
    </Dialog>
  );
}
