import { usePreference } from '../data/use-preference.ts';

/**
 * Whether the simulated browsers are shown above the log of a watched app. They are hidden until the user shows them.
 */
export function useWatchActors(): [boolean, (isShown: boolean) => void] {
  return usePreference('watch-actors', (stored) => stored === 'true');
}
