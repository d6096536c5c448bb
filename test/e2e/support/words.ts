/** The words of the window in each language, for tests that speak to it in either. */

import { en } from '../../../renderer/strings/en.ts';
import { type LabStrings, labWords } from '../../../renderer/strings/lab-words.ts';
import { type StringsWithLater, withLater } from '../../../renderer/strings/with-later.ts';
import { zh } from '../../../renderer/strings/zh.ts';

export type Locale = 'en-US' | 'zh-CN';

/** All words, with those that are loaded later than the window. */
export interface Words extends StringsWithLater {
  readonly lab: LabStrings;
}

export function wordsOf(locale: Locale): Words {
  const t = locale === 'zh-CN' ? zh : en;
  return { ...withLater(t), lab: labWords(t.locale).lab };
}
