import { type CookieStrings, cookies } from './en/cookies.ts';
import {
  type ExportStrings,
  exporting,
  type RecordingFactsStrings,
  type ReportStrings,
  recordingFacts,
  report,
} from './en/export.ts';
import { type FindingStrings, findingWords } from './en/finding-words.ts';
import { type Glossary, glossary, type TourStepStrings, tourSteps } from './en/glossary.ts';
import { type CompareStrings, compare, type SessionsStrings, sessions } from './en/sessions.ts';
import { type AppSettingsStrings, appSettings, type SettingsStrings, settings } from './en/settings.ts';
import { type StoreStoryStrings, type StoreTabStrings, storeStory, storeTab } from './en/store.ts';
import { type StoreSessionsStrings, storeSessions } from './en/store-sessions.ts';
import { type StoreWhyStrings, storeWhy } from './en/store-why.ts';
import { type ExpectedCardStrings, expectedCard, type StoryStrings, story } from './en/story.ts';
import { type CookieEndStrings, cookieEnds, type TimelineWords, timelineWords } from './en/timeline-words.ts';
import { type WatchStrings, watch } from './en/watch.ts';

/** The words that are loaded with the views, dialogs and panels that use them, later than the window. */
export interface LaterWords {
  readonly appSettings: AppSettingsStrings;
  readonly compare: CompareStrings;
  readonly cookieEnds: CookieEndStrings;
  readonly cookies: CookieStrings;
  readonly expectedCard: ExpectedCardStrings;
  readonly exporting: ExportStrings;
  readonly findingWords: FindingStrings;
  readonly glossary: Glossary;
  readonly recordingFacts: RecordingFactsStrings;
  readonly report: ReportStrings;
  readonly sessions: SessionsStrings;
  readonly settings: SettingsStrings;
  readonly storeSessions: StoreSessionsStrings;
  readonly storeStory: StoreStoryStrings;
  readonly storeTab: StoreTabStrings;
  readonly storeWhy: StoreWhyStrings;
  readonly story: StoryStrings;
  readonly timelineWords: TimelineWords;
  readonly tourSteps: TourStepStrings;
  readonly watch: WatchStrings;
}

export const enLater: LaterWords = {
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
