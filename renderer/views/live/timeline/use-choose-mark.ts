import { useCallback } from 'react';
import { useCommands } from '../../../data/use-inspector.ts';

/** Choosing a mark brings its part of the log into memory, so that table and details can show it. */
export function useChooseMark(onSelect: (id: number) => void, onOpen: (id: number) => void) {
  const { showEntry } = useCommands();
  const select = useCallback(
    (id: number) => {
      onSelect(id);
      void showEntry(id);
    },
    [onSelect, showEntry],
  );
  const open = useCallback(
    async (id: number) => {
      await showEntry(id);
      onOpen(id);
    },
    [onOpen, showEntry],
  );
  return { select, open };
}
