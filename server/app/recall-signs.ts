import type { LogEntry } from '../contract/log-entry.ts';
import { cookiesThatCame, cookiesThatWereSet } from '../record/cookie-session.ts';
import { setCookiesOf } from '../record/sent-headers.ts';
import type { SessionCookieChoice } from '../record/session-cookie-choice.ts';
import type { FrameworkSigns } from '../targets/watched/framework-signs.ts';

/**
 * Draws from the newest requests of an earlier run what later ones show by themselves: the framework of a watched app,
 * and which cookie is its session cookie.
 */
export function recallSigns(
  entries: readonly LogEntry[],
  { choice, signs }: { readonly choice: SessionCookieChoice; readonly signs: FrameworkSigns },
): void {
  for (const entry of entries) {
    if (entry.kind !== 'request') continue;
    signs.note(entry);
    const { method, url, status, requestHeaders, responseHeaders } = entry;
    const header = requestHeaders.filter(([name]) => name.toLowerCase() === 'cookie').map(([, value]) => value);
    choice.note({
      method: method ?? '',
      url,
      status,
      came: cookiesThatCame(header.join('; ')),
      set: cookiesThatWereSet(setCookiesOf(responseHeaders)),
    });
  }
}
