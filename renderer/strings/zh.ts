import type { Strings } from './en.ts';
import { actorCookie } from './zh/actor-cookie.ts';
import { commands } from './zh/commands.ts';
import { common } from './zh/common.ts';
import { details } from './zh/details.ts';
import { earlyRefusals } from './zh/early-refusals.ts';
import { engine } from './zh/engine.ts';
import { filter } from './zh/filter.ts';
import { findings } from './zh/findings.ts';
import { happened } from './zh/happened.ts';
import { live } from './zh/live.ts';
import { lostCookies } from './zh/lost-cookies.ts';
import { recording } from './zh/recording.ts';
import { requests } from './zh/requests.ts';
import { shell, watchedSessions, workspaces } from './zh/shell.ts';
import { storage } from './zh/storage.ts';
import { timeline } from './zh/timeline.ts';
import { tour } from './zh/tour.ts';
import { bytes, count, dayAndTime, duration, timeOfDay } from './zh/words.ts';

/**
 * The catalogue in Simplified Chinese. It has the type of the English catalogue, so that a missing or misspelt name
 * does not compile.
 */
export const zh: Strings = {
  locale: 'zh-CN',
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
