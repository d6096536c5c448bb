import { useCallback } from 'react';
import { usePreference } from '../../data/use-preference.ts';

const MAX_KEPT = 12;

/** The ids of the recently chosen items, the latest first, and a function that adds one. */
export function useRecent(): { readonly recent: readonly string[]; readonly remember: (id: string) => void } {
  const [lines, setLines] = usePreference('recent-commands', (stored) => stored ?? '');
  const remember = useCallback(
    (id: string) => {
      const others = lines.split('\n').filter((line) => line !== '' && line !== id);
      setLines([id, ...others].slice(0, MAX_KEPT).join('\n'));
    },
    [lines, setLines],
  );
  return { recent: lines.split('\n').filter((line) => line !== ''), remember };
}
