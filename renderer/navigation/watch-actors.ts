import { usePreference } from '../data/use-preference.ts';

/** Whether the simulated browsers are shown over the log of a watched app. They are not, until the user asks. */
export function useWatchActors(): [boolean, (isShown: boolean) => void] {
  return usePreference('watch-actors', (stored) => stored === 'true');
}
