import type { ExportWish } from '../../navigation/open-export.ts';
import { useStringsWithLater } from '../../strings/with-later.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ExportForm } from './export-form.tsx';
import { ExportOutcome } from './export-outcome.tsx';
import { useExportRun } from './use-export-run.ts';

export interface ExportDialogProps {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  /** The first values of the dialog. */
  readonly wish: ExportWish;
  /** The dialog was closed while this file was being saved. The export continues. */
  readonly onLeft: (fileName: string) => void;
}

/**
 * Lets the user choose the part of the log and the format, shows the start of the file, and reports the result. An
 * export continues when the dialog is closed, and is shown again when it is opened.
 */
export function ExportDialog({ isOpen, onOpenChange, wish, onLeft }: ExportDialogProps) {
  const t = useStringsWithLater().exporting;
  const runner = useExportRun();
  const { run } = runner;
  const close = () => {
    if (run.phase === 'running') onLeft(run.file.name);
    else if (run.phase !== 'preparing') runner.reset();
    onOpenChange(false);
  };
  const isChoosing = run.phase === 'idle' || run.phase === 'preparing';
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={(next) => (next ? onOpenChange(true) : close())}
      title={t.title}
      lead={isChoosing ? t.lead : ''}
      isWide={isChoosing}
    >
      {isChoosing ? (
        <ExportForm wish={wish} runner={runner} onCancel={close} />
      ) : (
        <ExportOutcome key={run.phase} run={run} runner={runner} onClose={close} />
      )}
    </Dialog>
  );
}
