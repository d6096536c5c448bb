/** The words of the window in each language, for tests that speak to it in either. */

import { type AppSettingsStrings, appSettings as appSettingsEn } from '../../../renderer/strings/en/app-settings.ts';
import type { CookieStrings } from '../../../renderer/strings/en/cookies.ts';
import { cookies as cookiesEn } from '../../../renderer/strings/en/cookies.ts';
import { type ExportStrings, exporting as exportingEn } from '../../../renderer/strings/en/export.ts';
import type { LabStrings } from '../../../renderer/strings/en/lab.ts';
import { lab as labEn } from '../../../renderer/strings/en/lab.ts';
import { type WatchStrings, watch as watchEn } from '../../../renderer/strings/en/watch.ts';
import { en } from '../../../renderer/strings/en.ts';
import { type StringsWithStory, withStory } from '../../../renderer/strings/with-story.ts';
import { type StringsWithTimeline, withTimeline } from '../../../renderer/strings/with-timeline.ts';
import { appSettings as appSettingsZh } from '../../../renderer/strings/zh/app-settings.ts';
import { cookies as cookiesZh } from '../../../renderer/strings/zh/cookies.ts';
import { exporting as exportingZh } from '../../../renderer/strings/zh/export.ts';
import { lab as labZh } from '../../../renderer/strings/zh/lab.ts';
import { watch as watchZh } from '../../../renderer/strings/zh/watch.ts';
import { zh } from '../../../renderer/strings/zh.ts';

export type Locale = 'en-US' | 'zh-CN';

/** All of them, those that come later with their views too. */
export interface Words extends StringsWithStory, StringsWithTimeline {
  readonly appSettings: AppSettingsStrings;
  readonly cookies: CookieStrings;
  readonly exporting: ExportStrings;
  readonly watch: WatchStrings;
  readonly lab: LabStrings;
}

export function wordsOf(locale: Locale): Words {
  return locale === 'zh-CN'
    ? {
        ...withStory(zh),
        ...withTimeline(zh),
        appSettings: appSettingsZh,
        exporting: exportingZh,
        watch: watchZh,
        cookies: cookiesZh,
        lab: labZh,
      }
    : {
        ...withStory(en),
        ...withTimeline(en),
        appSettings: appSettingsEn,
        exporting: exportingEn,
        watch: watchEn,
        cookies: cookiesEn,
        lab: labEn,
      };
}
