import { FileDown } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useRecordings } from '../../data/use-recordings.ts';
import { useStrings } from '../../strings/use-strings.ts';
import styles from './file-drop.module.css';

/** Takes a file that is dragged onto the window, and says so while it is over it. The button does the same by keys. */
export function FileDrop() {
  const t = useStrings().recording;
  const recordings = useRecordings();
  const [isOver, setIsOver] = useState(false);

  useEffect(() => {
    // A drag enters and leaves every element on its way; it is over the window while it has entered one more than it
    // has left.
    let depth = 0;
    const set = (next: number) => {
      depth = Math.max(0, next);
      setIsOver(depth > 0);
    };
    const onEnter = (event: DragEvent) => {
      if (hasFiles(event)) set(depth + 1);
    };
    const onLeave = (event: DragEvent) => {
      if (hasFiles(event)) set(depth - 1);
    };
    const onOver = (event: DragEvent) => {
      if (hasFiles(event)) event.preventDefault();
    };
    const onDrop = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      // Otherwise the browser would leave this page for the file.
      event.preventDefault();
      set(0);
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length > 0) void recordings.openFiles(files);
    };
    window.addEventListener('dragenter', onEnter);
    window.addEventListener('dragleave', onLeave);
    window.addEventListener('dragover', onOver);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragenter', onEnter);
      window.removeEventListener('dragleave', onLeave);
      window.removeEventListener('dragover', onOver);
      window.removeEventListener('drop', onDrop);
    };
  }, [recordings]);

  if (!isOver) return null;
  return (
    <div className={styles.cover}>
      <div className={styles.card}>
        <FileDown size={28} strokeWidth={1.6} />
        <p className={styles.title}>{t.drop}</p>
        <p className={styles.why}>{t.dropWhy}</p>
      </div>
    </div>
  );
}

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}
