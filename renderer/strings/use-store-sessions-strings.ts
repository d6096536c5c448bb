import type { Language } from '../../server/contract/language.ts';
import { storeSessions as en, type StoreSessionsStrings } from './en/store-sessions.ts';
import { useStrings } from './use-strings.ts';
import { storeSessions as zh } from './zh/store-sessions.ts';

const byLanguage: Readonly<Record<Language, StoreSessionsStrings>> = { en, 'zh-CN': zh };

/** The words of the sessions in an attached store. They are part of that view, which is loaded later. */
export function useStoreSessionsStrings(): StoreSessionsStrings {
  return byLanguage[useStrings().locale];
}
