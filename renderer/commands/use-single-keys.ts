import { usePreference } from '../data/use-preference.ts';

export interface SingleKeys {
  readonly areOn: boolean;
  readonly setOn: (areOn: boolean) => void;
}

/**
 * Whether keys without a modifier are commands. Users of speech input, or users who press keys by accident, switch them
 * off.
 */
export function useSingleKeys(): SingleKeys {
  const [areOn, setOn] = usePreference('single-keys', (stored) => stored !== 'false');
  return { areOn, setOn };
}
