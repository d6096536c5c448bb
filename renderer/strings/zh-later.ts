import type { LaterWords } from './en-later.ts';
import { cookies } from './zh/cookies.ts';
import { exporting, recordingFacts, report } from './zh/export.ts';
import { findingWords } from './zh/finding-words.ts';
import { glossary, tourSteps } from './zh/glossary.ts';
import { compare, sessions } from './zh/sessions.ts';
import { appSettings, settings } from './zh/settings.ts';
import { storeStory, storeTab } from './zh/store.ts';
import { storeSessions } from './zh/store-sessions.ts';
import { storeWhy } from './zh/store-why.ts';
import { expectedCard, story } from './zh/story.ts';
import { cookieEnds, timelineWords } from './zh/timeline-words.ts';
import { watch } from './zh/watch.ts';

/** The words that are loaded later than the window, in Simplified Chinese. */
export const zhLater: LaterWords = {
  appSettings,
  compare,
  cookieEnds,
  cookies,
  expectedCard,
  exporting,
  findingWords,
  glossary,
  recordingFacts,
  report,
  sessions,
  settings,
  storeSessions,
  storeStory,
  storeTab,
  storeWhy,
  story,
  timelineWords,
  tourSteps,
  watch,
};
