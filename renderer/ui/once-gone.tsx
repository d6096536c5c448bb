import { type RefObject, useEffect } from 'react';

/**
 * Stands inside a dialog or a menu and does what was chosen there, once that is gone and the focus is back where it
 * came from: what is done may move it.
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
