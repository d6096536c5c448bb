import type { Strings } from './en.ts';
import { details } from './zh/details.ts';
import { earlyRefusals, findings, happened, lostCookies } from './zh/happened.ts';
import { actorCookie, live, timeline } from './zh/live.ts';
import { filter, requests } from './zh/requests.ts';
import { commands, common, engine, shell, tour, watchedSessions, workspaces } from './zh/shell.ts';
import { recording, storage } from './zh/storage.ts';
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
