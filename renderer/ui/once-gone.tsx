import { type RefObject, useEffect } from 'react';

/**
 * Runs an action that was chosen inside a dialog or a menu, after that is removed and the focus is back: the action may
 * move the focus.
 */
export function OnceGone({ chosen }: { chosen: RefObject<(() => void) | null> }) {
  useEffect(
    () => () => {
      const run = chosen.current;
      chosen.current = null;
      // The focus is given back in a microtask of this very moment.
      if (run !== null) setTimeout(run);
    },
    [chosen],
  );
  return null;
}
