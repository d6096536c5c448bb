import { useEffect, useState } from 'react';
import type { DownloadResult } from '../../../server/contract/shell-api.ts';
import { shellApi } from '../../data/shell-api.ts';
import { useStrings } from '../../strings/use-strings.ts';
import { Button } from '../../ui/button.tsx';
import { HostileText } from '../../ui/hostile-text.tsx';
import { Notice } from '../../ui/notice.tsx';
import styles from './download-note.module.css';

export interface DownloadNoteProps {
  /** The last started export; null if there is nothing to report. */
  readonly fileName: string | null;
  /** Another part of the window reports it. */
  readonly isQuiet: boolean;
  readonly onDismiss: () => void;
}

const SHOWN_MS = 8000;

/**
 * Reports the result of an export: the browser shows its own downloads, the desktop app says when and where the file
 * was saved.
 */
export function DownloadNote({ fileName, isQuiet, onDismiss }: DownloadNoteProps) {
  const t = useStrings().shell;
  const [result, setResult] = useState<DownloadResult | null>(null);

  useEffect(() => {
    if (!isQuiet) return shellApi?.onDownloadDone(setResult);
    setResult(null);
  }, [isQuiet]);
  useEffect(() => {
    if (fileName === null) return;
    setResult(null);
    const timer = setTimeout(onDismiss, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [fileName, onDismiss]);

  const close = () => {
    setResult(null);
    onDismiss();
  };
  return (
    <output className={styles.note}>
      {result?.outcome === 'completed' && (
        <Notice
          tone="good"
          onDismiss={close}
          action={<Button onClick={() => void shellApi?.revealFile(result.id)}>{t.showFile}</Button>}
        >
          <HostileText text={t.saved(result.fileName)} />
        </Notice>
      )}
      {result?.outcome === 'failed' && (
        <Notice tone="error" onDismiss={close}>
          <HostileText text={t.saveFailed(result.fileName)} />
        </Notice>
      )}
      {result === null && fileName !== null && (
        <Notice tone="good" onDismiss={close}>
          <HostileText text={t.saving(fileName)} />
        </Notice>
      )}
    </output>
  );
}
