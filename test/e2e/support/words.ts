/** The words of the window in each language, for tests that speak to it in either. */
import { en, type Strings } from '../../../renderer/strings/en.ts';
import { zh } from '../../../renderer/strings/zh.ts';

export type Locale = 'en-US' | 'zh-CN';

export function wordsOf(locale: Locale): Strings {
  return locale === 'zh-CN' ? zh : en;
}
