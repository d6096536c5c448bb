import { createContext } from 'react';
import { usePreference } from '../ui/use-preference.ts';

export interface SingleKeys {
  readonly areOn: boolean;
  readonly setOn: (areOn: boolean) => void;
}

/** Whether keys without a modifier are commands. Those who speak to their computer, or press keys by accident, switch them off. */
export const SingleKeysContext = createContext<SingleKeys>({ areOn: true, setOn: () => {} });

/** The window's one switch for them, remembered. */
export function useSingleKeys(): SingleKeys {
  const [areOn, setOn] = usePreference('single-keys', (stored) => stored !== 'false');
  return { areOn, setOn };
}
