import { useEffect } from 'react';
import { isSingleKey } from '../../server/contract/commands/commands.ts';
import { commandOfPress } from './command-keys.ts';
import { keyboardHere } from './keyboard-here.ts';
import { useCommandRegistry } from './use-commands.ts';

/**
 * Carries out the commands whose keys are pressed. What has the focus comes first: a key that it has used is not
 * looked at. Single keys are for when nothing is being typed, and not for those who have switched them off (WCAG
 * 2.1.4). `isBehind`: a dialog is open, or on its way.
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
      // Behind a dialog nothing is done; nor is the key left to the menu bar, which would do it.
      const isDialogOpen = isBehind || document.querySelector('[role="dialog"]') !== null;
      const isTaken = isDialogOpen ? !keyboardHere.isBrowser && !isSingle : registry.run(pressed.id);
      if (isTaken) event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [registry, hasSingleKeys, isBehind]);
}

/** Whether letters mean something where they are typed: a field, or a list in which they look for an entry. */
function takesLetters(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest('[role="menu"]') !== null) return true;
  return target.matches(
    'input:not([type="range"], [type="checkbox"], [type="radio"], [type="button"]), textarea, select',
  );
}
