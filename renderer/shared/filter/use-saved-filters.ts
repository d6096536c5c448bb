import { useCallback } from 'react';
import { usePreference } from '../../data/use-preference.ts';

export interface SavedFilters {
  readonly filters: readonly string[];
  has(filter: string): boolean;
  toggle(filter: string): void;
}

/** All of them together, in characters: the place where preferences are kept is a small one. */
const MAX_LENGTH = 1_000;

/** The filters somebody chose to keep, newest first; a filter is one line, so they are kept as lines. */
export function useSavedFilters(): SavedFilters {
  const [lines, setLines] = usePreference('saved-filters', (stored) => (stored ?? '').slice(0, MAX_LENGTH));
  const filters = lines.split('\n').filter((line) => line !== '');
  const toggle = useCallback(
    (filter: string) => {
      const others = lines.split('\n').filter((line) => line !== '' && line !== filter);
      const next = lines.split('\n').includes(filter) ? others : [filter, ...others];
      while (next.join('\n').length > MAX_LENGTH) next.pop();
      setLines(next.join('\n'));
    },
    [lines, setLines],
  );
  return { filters, has: (filter) => filters.includes(filter), toggle };
}
