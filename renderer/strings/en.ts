import type { Language } from '../../server/contract/language.ts';
import type { AnyLanguage } from './any-language.ts';
import { actorCookie } from './en/actor-cookie.ts';
import { commands } from './en/commands.ts';
import { common } from './en/common.ts';
import { details } from './en/details.ts';
import { earlyRefusals } from './en/early-refusals.ts';
import { engine } from './en/engine.ts';
import { filter } from './en/filter.ts';
import { findings } from './en/findings.ts';
import { happened } from './en/happened.ts';
import { live } from './en/live.ts';
import { lostCookies } from './en/lost-cookies.ts';
import { recording } from './en/recording.ts';
import { requests } from './en/requests.ts';
import { shell, watchedSessions, workspaces } from './en/shell.ts';
import { storage } from './en/storage.ts';
import { timeline } from './en/timeline.ts';
import { tour } from './en/tour.ts';
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
