import { useCallback } from 'react';
import { useRecordings } from '../../data/use-recordings.ts';

const TYPES = '.har,.ndjson,.jsonl,.json';

/** Lets the reader choose a file, and opens it. */
export function useChooseFile(): () => void {
  const recordings = useRecordings();
  return useCallback(() => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = TYPES;
    input.addEventListener('change', () => {
      const [file] = input.files ?? [];
      if (file !== undefined) void recordings.openFile(file);
    });
    input.click();
  }, [recordings]);
}
