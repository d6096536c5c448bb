import { cookieEndKey, type EndedCookie, setterOf } from '../../../../../server/contract/cookie-end.ts';
import type { Mark } from '../../../../../server/contract/mark.ts';
import { closeLife, type LaneDraft, openLife } from './drafts.ts';

/**
 * Puts the ends of cookies in these marks into the lanes of the sessions to which the cookies belong. An end is left
 * out if the row that decided, or the session, is not among the marks. `isKeptElsewhere` says whether the session of a
 * lane is in the store and so continues without the cookie.
 */
export function placeCookieEnds(
  drafts: readonly LaneDraft[],
  marks: readonly Mark[],
  isKeptElsewhere: (draft: LaneDraft) => boolean,
): void {
  const told = new Map<string, EndedCookie>();
  for (const { endedCookies = [] } of marks) for (const cookie of endedCookies) told.set(cookieEndKey(cookie), cookie);
  if (told.size === 0) return;
  const homes = new Map<number, { readonly draft: LaneDraft; readonly mark: Mark }>();
  for (const draft of drafts) for (const mark of draft.marks) homes.set(mark.id, { draft, mark });
  for (const [key, cookie] of told) {
    const set = homes.get(setterOf(cookie) ?? -1);
    const decided = homes.get(cookie.decidedBy ?? -1);
    // The request that deletes a cookie was sent with it, so it is in the lane of the cookie's session.
    const draft = set?.draft ?? (cookie.why === 'deleted' ? decided?.draft : undefined);
    const atMs = cookie.why === 'expired' ? cookie.about?.endedAtMs : decided?.mark.atMs;
    if (draft === undefined || decided === undefined || atMs === undefined) continue;
    draft.cookieEnds.push({ key, atMs, cookie, decided: decided.mark });
    if (!isKeptElsewhere(draft) && isLastOf(draft, atMs)) {
      closeLife(draft, atMs, cookie.why === 'expired' || cookie.why === 'deleted' ? cookie.why : 'lost');
    }
  }
  for (const { cookieEnds } of drafts) cookieEnds.sort((one, other) => one.atMs - other.atMs);
}

/** Whether the session was not used after this moment, so that it may have ended. */
function isLastOf(draft: LaneDraft, atMs: number): boolean {
  const life = openLife(draft);
  if (life === undefined || (life.fromMs ?? atMs) > atMs) return false;
  return draft.marks.every((mark) => mark.life === 'refused' || mark.atMs <= atMs);
}
