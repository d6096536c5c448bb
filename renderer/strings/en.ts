import type { Language } from '../../server/contract/language.ts';
import type { AnyLanguage } from './any-language.ts';
import { details } from './en/details.ts';
import { earlyRefusals, findings, happened, lostCookies } from './en/happened.ts';
import { actorCookie, live, timeline } from './en/live.ts';
import { filter, requests } from './en/requests.ts';
import { commands, common, engine, shell, tour, watchedSessions, workspaces } from './en/shell.ts';
import { recording, storage } from './en/storage.ts';
import { bytes, count, dayAndTime, duration, timeOfDay } from './en/words.ts';

/**
 * Every word the window shows, in English. Components take them from {@link useStrings}; another language is another
 * object of the same type, so a missing word is a type error, and so is a sentence that takes something else.
 */
export const en = {
  locale: 'en' as Language,
  common,
  commands,
  shell,
  workspaces,
  watchedSessions,
  live,
  lostCookies,
  happened,
  earlyRefusals,
  details,
  requests,
  actorCookie,
  storage,
  timeline,
  tour,
  filter,
  findings,
  engine,
  recording,
  format: { bytes, count, dayAndTime, duration, timeOfDay },
};

/** The type of a catalogue, derived from English. */
export type Strings = AnyLanguage<Omit<typeof en, 'locale'>> & { readonly locale: Language };
