import type { Language } from '../../server/contract/language.ts';
import {
  type RecordingFactsStrings,
  type ReportStrings,
  recordingFacts as recordingFactsEn,
  report as reportEn,
} from './en/export.ts';
import { type FindingStrings, findingWords as findingWordsEn } from './en/finding-words.ts';
import { type TourStepStrings, tourSteps as tourStepsEn } from './en/glossary.ts';
import {
  type CompareStrings,
  compare as compareEn,
  type SessionsStrings,
  sessions as sessionsEn,
} from './en/sessions.ts';
import { type SettingsStrings, settings as settingsEn } from './en/settings.ts';
import { type StoreStoryStrings, storeStory as storeStoryEn } from './en/store-story.ts';
import { type StoreTabStrings, storeTab as storeTabEn } from './en/store-tab.ts';
import {
  type ExpectedCardStrings,
  expectedCard as expectedCardEn,
  type StoryStrings,
  story as storyEn,
} from './en/story.ts';
import type { Strings } from './en.ts';
import { useStrings } from './use-strings.ts';
import { recordingFacts as recordingFactsZh, report as reportZh } from './zh/export.ts';
import { findingWords as findingWordsZh } from './zh/finding-words.ts';
import { tourSteps as tourStepsZh } from './zh/glossary.ts';
import { compare as compareZh, sessions as sessionsZh } from './zh/sessions.ts';
import { settings as settingsZh } from './zh/settings.ts';
import { storeStory as storeStoryZh } from './zh/store-story.ts';
import { storeTab as storeTabZh } from './zh/store-tab.ts';
import { expectedCard as expectedCardZh, story as storyZh } from './zh/story.ts';

interface LaterWords {
  readonly findingWords: FindingStrings;
  readonly story: StoryStrings;
  readonly storeStory: StoreStoryStrings;
  readonly storeTab: StoreTabStrings;
  readonly compare: CompareStrings;
  readonly sessions: SessionsStrings;
  readonly report: ReportStrings;
  readonly settings: SettingsStrings;
  readonly recordingFacts: RecordingFactsStrings;
  readonly expectedCard: ExpectedCardStrings;
  readonly tourSteps: TourStepStrings;
}

const byLanguage: Readonly<Record<Language, LaterWords>> = {
  en: {
    findingWords: findingWordsEn,
    story: storyEn,
    storeStory: storeStoryEn,
    storeTab: storeTabEn,
    compare: compareEn,
    sessions: sessionsEn,
    report: reportEn,
    settings: settingsEn,
    recordingFacts: recordingFactsEn,
    expectedCard: expectedCardEn,
    tourSteps: tourStepsEn,
  },
  'zh-CN': {
    findingWords: findingWordsZh,
    story: storyZh,
    storeStory: storeStoryZh,
    storeTab: storeTabZh,
    compare: compareZh,
    sessions: sessionsZh,
    report: reportZh,
    settings: settingsZh,
    recordingFacts: recordingFactsZh,
    expectedCard: expectedCardZh,
    tourSteps: tourStepsZh,
  },
};
const known = new WeakMap<Strings, StringsWithStory>();

/**
 * A catalogue with the words of the details, of comparisons, of the Sessions view, of reports, of the engines'
 * options, of opened files and of the tour. All of these are loaded later than the window.
 */
export type StringsWithStory = Strings & LaterWords;

/** The same object for the same catalogue. */
export function withStory(t: Strings): StringsWithStory {
  let whole = known.get(t);
  if (whole === undefined) {
    whole = { ...t, ...byLanguage[t.locale] };
    known.set(t, whole);
  }
  return whole;
}

export function useStringsWithStory(): StringsWithStory {
  return withStory(useStrings());
}
