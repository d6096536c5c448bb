import { COOKIE_FORMAT_FACTS } from '../contract/cookie-format.ts';
import type { CookieChoiceReason } from '../contract/evidence.ts';
import { parseSetCookie } from '../contract/http/parse-set-cookie.ts';
import type { SessionCookieCandidate } from '../contract/session-cookie-candidate.ts';
import type { CookieText } from '../cookie/formats/format.ts';
import { cookieText } from '../cookie/formats/pasted-cookie.ts';
import { sessionClaimOf } from '../cookie/formats/session-claim.ts';
import { nameSays } from '../cookie/session-name.ts';
import type { SetLine } from './cookie-session.ts';

export interface SeenCookies {
  readonly method: string;
  readonly url: string;
  readonly status: number | null;
  readonly came: readonly CookieText[];
  readonly set: readonly SetLine[];
}

/** The maximum number of remembered names. A browser keeps 180 cookies for a host. */
const MOST_NAMES = 180;
const LEAST_WEIGHT = 1;
const CHOSEN_WEIGHT = 100;
/** Another cookie replaces the first choice only if its weight is higher by this much. */
const MARGIN = 1;
const LOGIN_PATH = /log-?in|sign-?in|auth|session|account/i;

interface Known {
  claim: number;
  readonly holds: SessionCookieCandidate['holds'];
  isNamed: boolean;
  hasForm: boolean;
  isHttpOnly: boolean;
  changedAtLogin: boolean;
}

/**
 * Decides which cookie of an app is the session cookie, from the cookies seen so far. The first cookie that is likely
 * enough stays chosen until another one is clearly more likely, so that the session of a log does not change without
 * need.
 */
export class SessionCookieChoice {
  readonly #known = new Map<string, Known>();
  readonly #override: () => string | null;
  readonly #told: () => string | null;
  #chosen: string | null = null;

  /**
   * `override` returns the name that the user has chosen, and `told` the name that the app itself has told. Null if
   * there is none.
   */
  constructor(override: () => string | null, told: () => string | null = () => null) {
    this.#override = override;
    this.#told = told;
  }

  /** The name of the session cookie, with the reasons. Null if no cookie qualifies so far. */
  get current(): SessionCookieCandidate | null {
    const override = this.#override();
    if (override !== null) return this.#decided(override, 'chosen');
    const told = this.#told();
    if (told !== null) return this.#decided(told, 'told-by-app');
    const known = this.#chosen === null ? undefined : this.#known.get(this.#chosen);
    return known === undefined ? null : candidateOf(this.#chosen ?? '', known);
  }

  /** All cookies seen so far, the most likely first. */
  get candidates(): SessionCookieCandidate[] {
    return [...this.#known]
      .map(([name, known]) => candidateOf(name, known))
      .toSorted((one, other) => other.weight - one.weight);
  }

  /** Reports the cookies of a request and its response. */
  note({ method, url, status, came, set }: SeenCookies): void {
    let isNews = false;
    for (const cookie of came) {
      if (cookie.name === null || this.#known.has(cookie.name)) continue;
      isNews = this.#add(cookie) !== null || isNews;
    }
    const isLogin = method === 'POST' && LOGIN_PATH.test(url) && status !== null && status < 400;
    for (const { line, cookie } of set) {
      if (cookie.value === '') continue;
      const known = this.#known.get(cookie.name) ?? this.#add(cookieText(cookie.name, cookie.value));
      if (known === null) continue;
      const isHttpOnly = known.isHttpOnly || parseSetCookie(line).httpOnly;
      const changedAtLogin = known.changedAtLogin || isLogin;
      isNews ||= isHttpOnly !== known.isHttpOnly || changedAtLogin !== known.changedAtLogin || this.#chosen === null;
      Object.assign(known, { isHttpOnly, changedAtLogin });
    }
    if (isNews) this.#choose();
  }

  #decided(name: string, reason: CookieChoiceReason): SessionCookieCandidate {
    return { name, reasons: [reason], weight: CHOSEN_WEIGHT, holds: this.#known.get(name)?.holds ?? null };
  }

  #add(cookie: CookieText): Known | null {
    const name = cookie.name ?? '';
    if (name === '' || this.#known.size >= MOST_NAMES) return null;
    const says = nameSays(name);
    const { claim, format, isId } = sessionClaimOf(cookie);
    const role = format === null ? 'any' : COOKIE_FORMAT_FACTS[format].role;
    const known: Known = {
      claim,
      holds: isId ? 'id' : role === 'any' ? null : 'data',
      isNamed: says === 'session',
      hasForm: claim >= LEAST_WEIGHT,
      isHttpOnly: false,
      changedAtLogin: false,
    };
    // A name that is known to belong to something else, such as a CSRF token.
    if (says === 'other') known.hasForm = false;
    this.#known.set(name, known);
    return known;
  }

  #choose(): void {
    const [best] = this.candidates;
    if (best === undefined || best.weight < LEAST_WEIGHT) return;
    const now = this.#chosen === null ? undefined : this.#known.get(this.#chosen);
    const nowWeight = now === undefined ? 0 : candidateOf(this.#chosen ?? '', now).weight;
    if (this.#chosen === null || best.weight > nowWeight + MARGIN) this.#chosen = best.name;
  }
}

function candidateOf(name: string, known: Known): SessionCookieCandidate {
  const reasons: CookieChoiceReason[] = [];
  let weight = 0;
  const say = (isTrue: boolean, reason: CookieChoiceReason, by: number) => {
    if (!isTrue) return;
    reasons.push(reason);
    weight += by;
  };
  const { holds } = known;
  if (nameSays(name) === 'other') return { name, reasons, weight, holds };
  say(known.isNamed, 'known-name', 2);
  say(known.hasForm, 'known-format', known.claim);
  say(known.isHttpOnly, 'http-only', 0.5);
  say(known.changedAtLogin, 'changes-at-login', 1);
  return { name, reasons, weight, holds };
}
