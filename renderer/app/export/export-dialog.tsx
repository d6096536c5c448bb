import type { ExportWish } from '../../navigation/open-export.ts';
import { useStringsWithExport } from '../../strings/with-export.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ExportForm } from './export-form.tsx';
import { ExportOutcome } from './export-outcome.tsx';
import { useExportRun } from './use-export-run.ts';

export interface ExportDialogProps {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  /** What it was opened for. */
  readonly wish: ExportWish;
  /** It was closed while this file was still being saved: that goes on. */
  readonly onLeft: (fileName: string) => void;
}

/**
 * Asks what of the log is to be saved and how, shows how the file will begin, and tells what became of it. An export
 * that is under way when it is closed goes on, and is there again when it is opened.
 */
export function ExportDialog({ isOpen, onOpenChange, wish, onLeft }: ExportDialogProps) {
  const t = useStringsWithExport().exporting;
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
