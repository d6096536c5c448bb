import { useEffect } from 'react';
import { isSingleKey } from '../../server/contract/commands/commands.ts';
import { commandOfPress } from './command-keys.ts';
import { keyboardHere } from './keyboard-here.ts';
import { useCommandRegistry } from './use-commands.ts';

/**
 * Runs the commands whose keys are pressed. The focused element comes first: a key that it has used is ignored. Single
 * keys work only outside of text fields, and not if the user has switched them off (WCAG 2.1.4). `isBehind`: a dialog
 * is open or is being loaded.
 */
export function useCommandKeys({ hasSingleKeys, isBehind }: { hasSingleKeys: boolean; isBehind: boolean }): void {
  const registry = useCommandRegistry();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const pressed = commandOfPress(event, keyboardHere);
      if (pressed === null) return;
      const isSingle = isSingleKey(pressed.key);
      if (isSingle && (!hasSingleKeys || event.repeat || takesLetters(event.target))) return;
      // Behind a dialog no command runs, and the key is also kept from the menu bar, which would run it.
      const isDialogOpen = isBehind || document.querySelector('[role="dialog"]') !== null;
      const isTaken = isDialogOpen ? !keyboardHere.isBrowser && !isSingle : registry.run(pressed.id);
      if (isTaken) event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [registry, hasSingleKeys, isBehind]);
}

/** Whether letters have a meaning in the focused element: a field, or a list that is searched by typing. */
function takesLetters(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest('[role="menu"]') !== null) return true;
  return target.matches(
    'input:not([type="range"], [type="checkbox"], [type="radio"], [type="button"]), textarea, select',
  );
}
