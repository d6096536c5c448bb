import { useEffect } from 'react';
import { LANGUAGES } from '../../server/contract/language.ts';
import { shellApi } from '../data/shell-api.ts';
import { useStrings } from '../strings/use-strings.ts';
import { useCommandRegistry, useUsableCommands } from './use-commands.ts';

/**
 * Keeps the desktop's menu bar in step with the page, and runs the command that is chosen in it. A browser tab has no
 * menu bar.
 */
export function useNativeMenu(): void {
  const registry = useCommandRegistry();
  const usable = useUsableCommands();
  const { locale } = useStrings();
  useEffect(() => shellApi?.onMenuCommand((id) => void registry.run(id)), [registry]);
  useEffect(() => {
    const language = LANGUAGES.find((known) => known === locale) ?? 'en';
    void shellApi?.setMenu({ language, usable });
  }, [locale, usable]);
}
