import { useEffect } from 'react';
import { HostileText } from '../../../ui/hostile-text.tsx';
import { Notice } from '../../../ui/notice.tsx';
import styles from './tool-note.module.css';
import type { ToolNote as Note } from './use-tool-state.ts';

const SHOWN_MS = 9000;

/** Shows the result of the last action on a request for a while. */
export function ToolNote({ note, onDismiss }: { note: Note | null; onDismiss: () => void }) {
  useEffect(() => {
    if (note === null) return;
    const timer = setTimeout(onDismiss, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [note, onDismiss]);
  return (
    <output className={styles.note}>
      {note !== null && (
        <Notice tone={note.tone} onDismiss={onDismiss}>
          <HostileText text={note.text} />
        </Notice>
      )}
    </output>
  );
}
