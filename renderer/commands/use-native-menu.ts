import { useEffect } from 'react';
import { LANGUAGES } from '../../server/contract/language.ts';
import { shellApi } from '../data/shell-api.ts';
import { useStrings } from '../strings/use-strings.ts';
import { useCommandRegistry, useUsableCommands } from './use-commands.ts';

/**
 * Keeps the desktop's menu bar in step with the page, and runs the command that is chosen in it. A browser tab has no
 * menu bar. Until the page has its data (`isReady`), the menu bar stays as the shell has made it.
 */
export function useNativeMenu(isReady: boolean): void {
  const registry = useCommandRegistry();
  const usable = useUsableCommands();
  const { locale } = useStrings();
  useEffect(() => {
    if (isReady) return shellApi?.onMenuCommand((id) => void registry.run(id));
  }, [registry, isReady]);
  useEffect(() => {
    if (!isReady) return;
    const language = LANGUAGES.find((known) => known === locale) ?? 'en';
    void shellApi?.setMenu({ language, usable });
  }, [locale, usable, isReady]);
}
