import { useRef } from 'react';
import type { ExportStep } from '../../../server/contract/export-results.ts';
import { shellApi } from '../../data/shell-api.ts';
import type { ExportStrings } from '../../strings/en/export.ts';
import { useStrings } from '../../strings/use-strings.ts';
import { useStringsWithLater } from '../../strings/with-later.ts';
import { Button } from '../../ui/button.tsx';
import { HostileText } from '../../ui/hostile-text.tsx';
import { useFirstFocus } from '../../ui/use-first-focus.ts';
import styles from './export-outcome.module.css';
import type { ExportRun, ExportRunner } from './use-export-run.ts';

export interface ExportOutcomeProps {
  readonly run: Exclude<ExportRun, { phase: 'idle' | 'preparing' }>;
  readonly runner: ExportRunner;
  readonly onClose: () => void;
}

/**
 * A running export with its progress, then its result and the next actions. Each phase is a new component (by its key).
 */
export function ExportOutcome({ run, runner, onClose }: ExportOutcomeProps) {
  const t = useStringsWithLater().exporting;
  const next = useRef<HTMLButtonElement>(null);
  // The focused element was removed, so the focus moves to the main action.
  useFirstFocus(next);
  const reveal = run.phase === 'finished' && run.revealId !== null ? run.revealId : null;
  return (
    <div className={styles.outcome} data-phase={run.phase}>
      <output className={styles.words}>
        <strong className={styles.title}>
          <HostileText text={titleOf(run, t)} />
        </strong>
        <span className={styles.why}>{whyOf(run, t)}</span>
      </output>
      {run.phase === 'running' && <Progress step={run.step} done={run.done} total={run.total} />}
      <div className={styles.buttons}>
        {run.phase === 'running' ? (
          <Button ref={next} onClick={runner.cancel}>
            {t.stop}
          </Button>
        ) : (
          <>
            <Button onClick={runner.reset}>{t.another}</Button>
            {reveal !== null && <ShowFile id={reveal} />}
            <Button ref={next} look="primary" onClick={onClose}>
              {t.close}
            </Button>
          </>
        )}
      </div>
    </div>
  );
}

function ShowFile({ id }: { id: string }) {
  const t = useStrings().shell;
  return <Button onClick={() => void shellApi?.revealFile(id)}>{t.showFile}</Button>;
}

function Progress({ step, done, total }: { step: ExportStep; done: number; total: number }) {
  const t = useStringsWithLater().exporting;
  const isKnown = total > 0;
  return (
    <div className={styles.progress}>
      <progress
        className={styles.bar}
        aria-label={t.progress}
        max={isKnown ? total : undefined}
        value={isKnown ? Math.min(done, total) : undefined}
      />
      <span className={styles.count}>{isKnown ? t.done[step](done, total) : t.waiting}</span>
    </div>
  );
}

function titleOf({ phase, file }: ExportOutcomeProps['run'], t: ExportStrings): string {
  return phase === 'cancelled' ? t.cancelled : t[phase](file.name);
}

function whyOf(run: ExportOutcomeProps['run'], t: ExportStrings): string {
  switch (run.phase) {
    case 'running':
      return '';
    case 'cancelled':
      return t.cancelledWhy;
    case 'failed':
      return t.failedWhy;
    case 'finished': {
      const where = shellApi === null ? [t.inDownloads] : [];
      const left = run.replacedInPlaceOnly > 0 ? [t.replacedInPlaceOnly(run.replacedInPlaceOnly)] : [];
      return [t.finishedEntries(run.done), ...left, ...where, ...(run.file.isRaw ? [t.isRaw] : [])].join(' ');
    }
  }
}
