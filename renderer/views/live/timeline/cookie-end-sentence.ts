import { lostCookieReason } from '../../../sentences/lost-cookie.ts';
import { joinPhrases, type Phrase, phraseText } from '../../../strings/text/phrase.ts';
import type { StringsWithLater } from '../../../strings/with-later.ts';
import type { CookieEnd } from './model/lane.ts';

/** The end of a cookie in one sentence: when, which cookie, why, and by which row. */
export function cookieEndPhrase({ atMs, cookie }: CookieEnd, t: StringsWithLater): Phrase {
  return t.cookieEnds.told(t.format.timeOfDay(atMs), cookie.name, lostCookieReason(cookie, t));
}

/** The same in plain text, with the row that a press or Enter opens. */
export function cookieEndText(end: CookieEnd, t: StringsWithLater): string {
  const told = [cookieEndPhrase(end, t), t.cookieEnds.opens(end.decided.id)];
  return phraseText(joinPhrases(told, t.common.fullStop));
}
