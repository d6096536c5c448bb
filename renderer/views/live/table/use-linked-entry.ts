import { useEffect } from 'react';
import { useCommands, useFilter } from '../../../data/use-inspector.ts';
import { takeLinkedEntry } from '../../../navigation/entry-link.ts';

/**
 * Selects the entry a link leads to (`#live/1042`), now or later, and fetches its part of the log if that is not in
 * memory.
 */
export function useLinkedEntry(onSelect: (id: number) => void): void {
  const { showEntry } = useCommands();
  const filter = useFilter();
  useEffect(() => {
    const follow = () => {
      const id = takeLinkedEntry();
      if (id === null) return;
      onSelect(id);
      // The entry is shown among its neighbours, whether or not it matches the filter.
      filter.setText('', true);
      void showEntry(id);
    };
    follow();
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, [onSelect, showEntry, filter]);
}
