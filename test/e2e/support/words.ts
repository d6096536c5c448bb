/** The words of the window in each language, for tests that speak to it in either. */

import type { CookieStrings } from '../../../renderer/strings/en/cookies.ts';
import { cookies as cookiesEn } from '../../../renderer/strings/en/cookies.ts';
import type { LabStrings } from '../../../renderer/strings/en/lab.ts';
import { lab as labEn } from '../../../renderer/strings/en/lab.ts';
import type { StoryStrings } from '../../../renderer/strings/en/story.ts';
import { en, type Strings } from '../../../renderer/strings/en.ts';
import { withStory } from '../../../renderer/strings/with-story.ts';
import { cookies as cookiesZh } from '../../../renderer/strings/zh/cookies.ts';
import { lab as labZh } from '../../../renderer/strings/zh/lab.ts';
import { zh } from '../../../renderer/strings/zh.ts';

export type Locale = 'en-US' | 'zh-CN';

/** All of them, those that come later with their views too. */
export interface Words extends Strings {
  readonly cookies: CookieStrings;
  readonly lab: LabStrings;
  readonly story: StoryStrings;
}

export function wordsOf(locale: Locale): Words {
  return locale === 'zh-CN'
    ? { ...withStory(zh), cookies: cookiesZh, lab: labZh }
    : { ...withStory(en), cookies: cookiesEn, lab: labEn };
}
