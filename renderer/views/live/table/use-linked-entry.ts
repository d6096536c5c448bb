import { useEffect } from 'react';
import { useCommands, useFilter, useHasData } from '../../../data/use-inspector.ts';
import { takeLinkedEntry } from '../../../navigation/entry-link.ts';

/**
 * Selects the entry a link leads to (`#live/1042`), now or later, and fetches its part of the log if that is not in
 * memory. Waits for the first data, which would replace that part.
 */
export function useLinkedEntry(onSelect: (id: number) => void): void {
  const { showEntry } = useCommands();
  const filter = useFilter();
  const hasData = useHasData();
  useEffect(() => {
    if (!hasData) return;
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
  }, [hasData, onSelect, showEntry, filter]);
}
