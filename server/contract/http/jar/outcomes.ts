import type { CookieRefusal } from '../cookie-refusal.ts';
import type { ParsedSetCookie } from '../parse-set-cookie.ts';
import type { StoredCookie } from './stored-cookie.ts';

/** What became of one Set-Cookie line. */
export interface SetCookieOutcome {
  /** What the browser read in the line. */
  readonly parsed: ParsedSetCookie;
  readonly fate: CookieFate;
  /** Attributes without effect, in their order. */
  readonly ignored: readonly IgnoredAttribute[];
  /** Cookies that went in the same moment: their time was over, or there were too many. */
  readonly gone: readonly LostCookie[];
}

/**
 * `kept`: as a new cookie. `replaced`: in the place of `old`. `deleted`: the line's end is not in the future; `old` is
 * the cookie that it removed, null if there was none. `refused`: nothing changed; `rule` cites the step that decided,
 * `refusals` has every reason, the one that decided first.
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
 * Where in the line the refusal comes from: the octet (counted from 0), the attribute (by its place in
 * {@link ParsedSetCookie.attributes}), or neither, as for the size of the whole or for something that is missing.
 */
export type RefusalPlace =
  | { readonly kind: 'byte'; readonly offset: number; readonly byte: number }
  | { readonly kind: 'attribute'; readonly index: number }
  | { readonly kind: 'line' };

/** An attribute without effect; `index` is its place in {@link ParsedSetCookie.attributes}. */
export interface IgnoredAttribute {
  readonly index: number;
  readonly why: IgnoredWhy;
}

/**
 * `overridden`: a later one of its name counts. `invalid`: no date, no number. `too-long`: more than 1,024 octets.
 * `unknown`: no attribute of this browser. `max-age-counts`: an Expires beside a Max-Age. `is-host`: a Domain that is
 * the host and a public suffix, so that the cookie stays with this host. `default-path`: a Path without a slash in
 * front. `capped`: taken, but cut to 400 days.
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

/** A cookie that the browser was sent and does not hold (any more). */
export interface LostCookie {
  readonly cookie: StoredCookie;
  readonly loss: CookieLoss;
}

/** `by`: the row that did it, as the jar was told; null if it was not told. Moments are wall-clock ms. */
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

/** What a browser sends with a request, and what it holds back. */
export interface Sending {
  /** The Cookie header, empty if there is none. */
  readonly header: string;
  /** In the order of the header. */
  readonly sent: readonly StoredCookie[];
  readonly withheld: readonly WithheldCookie[];
  /** Cookies for this host and path that the browser was sent and does not hold, the latest last. */
  readonly lost: readonly LostCookie[];
}

export interface WithheldCookie {
  readonly cookie: StoredCookie;
  readonly why: Withholding;
  /** Cites the requirement that is not met. */
  readonly rule: string;
}

/** Why a cookie that is held does not go with a request. Of several reasons the first in this order. */
export type Withholding = 'other-host' | 'path' | 'secure' | 'http-only' | 'same-site' | 'partitioned';
