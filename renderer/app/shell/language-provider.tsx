import { type ReactNode, useEffect, useState, useSyncExternalStore } from 'react';
import {
  type Language,
  type LanguageChoice,
  languageChoiceOf,
  languageFor,
} from '../../../server/contract/language.ts';
import { useInspector, useStore } from '../../data/use-inspector.ts';
import { loadCatalogue } from '../../strings/catalogues.ts';
import type { Strings } from '../../strings/en.ts';
import { StringsContext } from '../../strings/use-strings.ts';

export interface LanguageProviderProps {
  /** The words the window begins with. */
  readonly first: Strings;
  /** The choice they were taken by: it counts until the settings are there. */
  readonly firstChoice: LanguageChoice;
  readonly children: ReactNode;
}

/**
 * Gives everything below it the words of the language in use, and follows the settings and the system without a
 * reload.
 */
export function LanguageProvider({ first, firstChoice, children }: LanguageProviderProps) {
  const [strings, setStrings] = useState(first);
  const store = useStore();
  const choice = useInspector((state) => state.settings?.language) ?? firstChoice;
  const wanted = useSyncExternalStore(onSystemLanguage, () => languageFor(choice, navigator.languages));

  useEffect(() => {
    let isStale = false;
    loadCatalogue(wanted)
      .then((words) => {
        if (!isStale) setStrings(words);
      })
      // The file of the words could not be loaded, so the window keeps its language.
      .catch(() => store.report({ kind: store.getState().connection === 'live' ? 'outdated' : 'unanswered' }));
    return () => {
      isStale = true;
    };
  }, [wanted, store]);
  useEffect(() => {
    document.documentElement.lang = strings.locale;
  }, [strings]);

  return <StringsContext value={strings}>{children}</StringsContext>;
}

/** The page's choice before the settings arrive: the attribute of the root element, if there is one. */
export function languageOfPage(): { choice: LanguageChoice; language: Language } {
  const choice = languageChoiceOf(document.documentElement.dataset.language);
  return { choice, language: languageFor(choice, navigator.languages) };
}

function onSystemLanguage(listener: () => void): () => void {
  window.addEventListener('languagechange', listener);
  return () => window.removeEventListener('languagechange', listener);
}
