import { useCallback } from 'react';
import { useRecordings } from '../../data/use-recordings.ts';

const TYPES = '.har,.ndjson,.jsonl,.json';

/** Lets the user choose files, and opens them. */
export function useChooseFile(): () => void {
  const recordings = useRecordings();
  return useCallback(() => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = TYPES;
    input.multiple = true;
    input.addEventListener('change', () => {
      const files = [...(input.files ?? [])];
      if (files.length > 0) void recordings.openFiles(files);
    });
    input.click();
  }, [recordings]);
}
