import type { CookieRefusal } from '../cookie-refusal.ts';
import type { ParsedSetCookie } from '../parse-set-cookie.ts';
import type { StoredCookie } from './stored-cookie.ts';

/** The outcome of one Set-Cookie line. */
export interface SetCookieOutcome {
  /** The line as the browser parsed it. */
  readonly parsed: ParsedSetCookie;
  readonly fate: CookieFate;
  /** The attributes without effect, in the order of the line. */
  readonly ignored: readonly IgnoredAttribute[];
  /** Cookies that were removed at the same time because they had expired or there were too many. */
  readonly gone: readonly LostCookie[];
}

/**
 * `kept`: stored as a new cookie. `replaced`: stored instead of `old`. `deleted`: the expiry of the line is not in the
 * future; `old` is the removed cookie, null if there was none. `refused`: nothing changed; `rule` cites the step that
 * decided, and `refusals` has every reason, the deciding one first.
 */
export type CookieFate =
  | { readonly kind: 'kept'; readonly cookie: StoredCookie }
  | { readonly kind: 'replaced'; readonly cookie: StoredCookie; readonly old: StoredCookie }
  | { readonly kind: 'deleted'; readonly cookie: StoredCookie; readonly old: StoredCookie | null }
  | {
      readonly kind: 'refused';
      readonly cookie: StoredCookie;
      readonly refusals: readonly [CookieRefusal, ...CookieRefusal[]];
      readonly rule: string;
      readonly at: RefusalPlace;
    };

/**
 * The place in the line that causes the refusal: an octet (counted from 0), an attribute (by its index in {@link
 * ParsedSetCookie.attributes}), or the whole line, for example for its size or for a missing attribute.
 */
export type RefusalPlace =
  | { readonly kind: 'byte'; readonly offset: number; readonly byte: number }
  | { readonly kind: 'attribute'; readonly index: number }
  | { readonly kind: 'line' };

/** An attribute without effect. `index` is its index in {@link ParsedSetCookie.attributes}. */
export interface IgnoredAttribute {
  readonly index: number;
  readonly why: IgnoredWhy;
}

/**
 * `overridden`: a later attribute of the same name counts. `invalid`: the value is not a date or a number. `too-long`:
 * more than 1,024 octets. `unknown`: this browser does not know the attribute. `max-age-counts`: an Expires next to a
 * Max-Age. `is-host`: a Domain that is the host and a public suffix, so the cookie is host-only. `default-path`: a Path
 * that does not start with a slash. `capped`: applied, but shortened to 400 days.
 */
export type IgnoredWhy =
  | 'overridden'
  | 'invalid'
  | 'too-long'
  | 'unknown'
  | 'max-age-counts'
  | 'is-host'
  | 'default-path'
  | 'capped';

/** A cookie that was sent to the browser but is not stored, or no longer stored. */
export interface LostCookie {
  readonly cookie: StoredCookie;
  readonly loss: CookieLoss;
}

/**
 * Why a cookie is not stored. `by` is the row that caused the loss, as passed to the jar; null if none was passed.
 * Moments are wall-clock ms.
 */
export type CookieLoss =
  | { readonly kind: 'expired'; readonly atMs: number }
  | { readonly kind: 'deleted'; readonly atMs: number; readonly by: number | null }
  | { readonly kind: 'evicted'; readonly atMs: number; readonly by: number | null; readonly rule: string }
  | {
      readonly kind: 'refused';
      readonly atMs: number;
      readonly by: number | null;
      readonly refusals: readonly [CookieRefusal, ...CookieRefusal[]];
      readonly rule: string;
    };

/** The cookies that a browser sends with a request, and the stored ones that it does not send. */
export interface Sending {
  /** The Cookie header. Empty if no cookie is sent. */
  readonly header: string;
  /** In the order of the header. */
  readonly sent: readonly StoredCookie[];
  readonly withheld: readonly WithheldCookie[];
  /** Cookies for this host and path that were sent to the browser but are not stored, the latest last. */
  readonly lost: readonly LostCookie[];
}

export interface WithheldCookie {
  readonly cookie: StoredCookie;
  readonly why: Withholding;
  /** The citation of the requirement that is not met. */
  readonly rule: string;
}

/** Why a stored cookie is not sent with a request. If there are several reasons, it is the first in this order. */
export type Withholding = 'other-host' | 'path' | 'secure' | 'http-only' | 'same-site' | 'partitioned';
