import { parseSetCookie } from '../parse-set-cookie.ts';
import { type Browser, type BrowserRules, rulesOf } from './browser-rules.ts';
import { evictions, mayBeOver } from './evict.ts';
import { lastLabelSuffix, type SuffixOf } from './host.ts';
import { ignoredAttributes } from './ignored-attributes.ts';
import { byPathThenAge, goesToHost, ruleOfWithholding, withholding } from './judge-retrieval.ts';
import { type Candidate, candidateOf, secureInTheWay } from './judge-storage.ts';
import type { CookieFate, CookieLoss, LostCookie, Sending, SetCookieOutcome, WithheldCookie } from './outcomes.ts';
import { pathMatches } from './path.ts';
import { placeOfRefusal } from './refusal-place.ts';
import { type CookieContext, type CookieRequest, cookieContext } from './request-context.ts';
import { firstRefusal, ruleOfRefusal } from './rule-of-refusal.ts';
import { cookieKey, cookiePair, type StoredCookie } from './stored-cookie.ts';

export interface CookieJarOptions {
  readonly browser: Browser;
  /** Returns the public suffix of a host. The default takes the last label of the name. */
  readonly suffixOf?: SuffixOf;
}

/** Lost cookies are kept only to explain later requests, so the oldest are dropped. */
const MAX_LOST = 200;

/**
 * The cookies of one browser: which part of each Set-Cookie line it stores, which cookies it sends with each request,
 * and why. The jar has no clock: `nowMs` is wall-clock ms and must not decrease. The cookies that the jar returns are
 * never modified.
 */
export class CookieJar {
  readonly browser: Browser;
  readonly #rules: BrowserRules;
  readonly #suffixOf: SuffixOf;
  #held = new Map<string, StoredCookie>();
  #lost = new Map<string, LostCookie>();
  #order = 0;

  constructor({ browser, suffixOf = lastLabelSuffix }: CookieJarOptions) {
    this.browser = browser;
    this.#rules = rulesOf(browser);
    this.#suffixOf = suffixOf;
  }

  /**
   * The properties of a request that this browser's rules need. Null for a URL that cannot be parsed or that has no
   * cookies.
   */
  contextOf(request: CookieRequest): CookieContext | null {
    return cookieContext(request, this.browser, this.#suffixOf);
  }

  /**
   * Stores one Set-Cookie line of the response to a request. `setBy` is the row or any other number of the caller;
   * later outcomes contain it. Never throws.
   */
  receive(line: string, context: CookieContext, nowMs: number, setBy: number | null = null): SetCookieOutcome {
    const gone = this.#dropExpired(nowMs);
    const parsed = parseSetCookie(line, this.#rules);
    const moment = { nowMs, order: this.#order++, setBy };
    const candidate = candidateOf(parsed, context, this.#rules, this.#suffixOf, moment);
    const ignored = ignoredAttributes(parsed, candidate, this.#rules);
    const key = cookieKey(candidate.cookie);
    const refused = this.#refusal(candidate, context, key, line, parsed);
    if (refused !== null) {
      const { refusals, rule, cookie } = refused;
      this.#lose(`refused\n${key}`, { cookie, loss: { kind: 'refused', atMs: nowMs, by: setBy, refusals, rule } });
      return { parsed, fate: refused, ignored, gone };
    }
    const fate = candidate.isOver ? this.#delete(candidate.cookie, key, nowMs) : this.#store(candidate.cookie, key);
    if (fate.kind !== 'deleted') gone.push(...this.#evict(fate.cookie, nowMs));
    return { parsed, fate, ignored, gone };
  }

  /** The cookies that are sent with a request. This counts as their last use. */
  send(context: CookieContext, nowMs: number): Sending {
    const sending = this.judge(context, nowMs);
    const { usedWithinMs } = this.#rules;
    if (sending.sent.every(({ accessedAtMs }) => nowMs - accessedAtMs < usedWithinMs)) return sending;
    const sent = sending.sent.map((cookie) => ({ ...cookie, accessedAtMs: nowMs }));
    for (const cookie of sent) this.#held.set(cookieKey(cookie), cookie);
    return { ...sending, sent };
  }

  /** The cookies that would be sent with a request, without counting as a use. */
  judge(context: CookieContext, nowMs: number): Sending {
    this.#dropExpired(nowMs);
    const sent: StoredCookie[] = [];
    const withheld: WithheldCookie[] = [];
    for (const cookie of this.#held.values()) {
      const why = withholding(cookie, context, this.#rules, nowMs);
      if (why === null) sent.push(cookie);
      else withheld.push({ cookie, why, rule: ruleOfWithholding(why) });
    }
    if (sent.length > 1) sent.sort(byPathThenAge);
    const lost: LostCookie[] = [];
    for (const one of this.#lost.values()) {
      if (goesToHost(one.cookie, context) && pathMatches(context.path, one.cookie.path)) lost.push(one);
    }
    return { header: sent.map(cookiePair).join('; '), sent, withheld, lost };
  }

  /** Every cookie that is stored at a moment, in the order of storage. */
  cookies(nowMs: number): StoredCookie[] {
    this.#dropExpired(nowMs);
    return [...this.#held.values()];
  }

  /**
   * Whether the jar holds a cookie of this name: with a value that passes the test, with other values only, or not at
   * all. Cookies that have expired since the last call with a moment count.
   */
  find(name: string, isMeant: (value: string) => boolean): 'same' | 'other' | 'none' {
    let found: 'other' | 'none' = 'none';
    for (const cookie of this.#held.values()) {
      if (cookie.name !== name) continue;
      if (isMeant(cookie.value)) return 'same';
      found = 'other';
    }
    return found;
  }

  /** Inserts cookies as they are, from a saved jar or made by hand. No rules are applied. */
  put(cookies: Iterable<StoredCookie>): void {
    for (const cookie of cookies) {
      this.#held.set(cookieKey(cookie), cookie);
      this.#order = Math.max(this.#order, cookie.createdOrder + 1);
    }
  }

  /**
   * Inserts one cookie for the host of a request, for every path, until the browser closes. It replaces a cookie with
   * the same key. No rules are applied.
   */
  plant(
    { name, value, httpOnly }: Pick<StoredCookie, 'name' | 'value' | 'httpOnly'>,
    { host, scheme, port }: CookieContext,
    nowMs: number,
  ): void {
    const cookie: StoredCookie = {
      name,
      value,
      domain: host,
      hostOnly: true,
      path: '/',
      secure: false,
      httpOnly,
      sameSite: null,
      priority: 'medium',
      partition: null,
      expiresAtMs: null,
      createdAtMs: nowMs,
      createdOrder: this.#order++,
      accessedAtMs: nowMs,
      source: { setBy: null, scheme, port },
      replaced: null,
    };
    this.#store(cookie, cookieKey(cookie));
  }

  /** Removes all cookies, including the lost ones. */
  clear(): void {
    this.#held.clear();
    this.#lost.clear();
  }

  /** An independent copy of the jar. */
  copy(): CookieJar {
    const copy = new CookieJar({ browser: this.browser, suffixOf: this.#suffixOf });
    copy.#held = new Map(this.#held);
    copy.#lost = new Map(this.#lost);
    copy.#order = this.#order;
    return copy;
  }

  #refusal(
    candidate: Candidate,
    context: CookieContext,
    key: string,
    line: string,
    parsed: SetCookieOutcome['parsed'],
  ): Extract<CookieFate, { kind: 'refused' }> | null {
    const { cookie, refusals } = candidate;
    const secure = secureInTheWay(cookie, context, this.#held.values());
    if (secure !== null) refusals.push({ code: 'secure-in-the-way', setBy: secure.source.setBy });
    const old = this.#held.get(key);
    if (context.api === 'script' && old?.httpOnly === true) {
      refusals.push({ code: 'http-only-in-the-way', setBy: old.source.setBy });
    }
    const [one, ...others] = refusals;
    if (one === undefined) return null;
    const first = firstRefusal([one, ...others]);
    return {
      kind: 'refused',
      cookie,
      refusals: [first, ...refusals.filter((refusal) => refusal !== first)],
      rule: ruleOfRefusal(first),
      at: placeOfRefusal(first, line, parsed),
    };
  }

  /** Steps 23 and 24. */
  #store(cookie: StoredCookie, key: string): Extract<CookieFate, { kind: 'kept' | 'replaced' }> {
    this.#lost.delete(key);
    this.#lost.delete(`refused\n${key}`);
    const old = this.#held.get(key);
    if (old === undefined) {
      this.#held.set(key, cookie);
      return { kind: 'kept', cookie };
    }
    const keepsTime = this.#rules.keepsCreationTime === 'always' || old.value === cookie.value;
    const { createdAtMs, createdOrder } = keepsTime ? old : cookie;
    const stored = { ...cookie, createdAtMs, createdOrder, replaced: old.source };
    this.#held.set(key, stored);
    return { kind: 'replaced', cookie: stored, old };
  }

  #delete(cookie: StoredCookie, key: string, nowMs: number): CookieFate {
    const old = this.#held.get(key) ?? null;
    this.#held.delete(key);
    if (old !== null) this.#lose(key, { cookie: old, loss: { kind: 'deleted', atMs: nowMs, by: cookie.source.setBy } });
    return { kind: 'deleted', cookie, old };
  }

  #evict(added: StoredCookie, nowMs: number): LostCookie[] {
    if (!mayBeOver(this.#held.size, added, this.#rules)) return [];
    return evictions([...this.#held.values()], added, this.#rules, this.#suffixOf, nowMs).map(({ cookie, rule }) => {
      const key = cookieKey(cookie);
      this.#held.delete(key);
      return this.#lose(key, { cookie, loss: { kind: 'evicted', atMs: nowMs, by: added.source.setBy, rule } });
    });
  }

  #dropExpired(nowMs: number): LostCookie[] {
    const gone: LostCookie[] = [];
    for (const [key, cookie] of this.#held) {
      if (cookie.expiresAtMs === null || cookie.expiresAtMs > nowMs) continue;
      this.#held.delete(key);
      const loss: CookieLoss = { kind: 'expired', atMs: cookie.expiresAtMs };
      gone.push(this.#lose(key, { cookie, loss }));
    }
    return gone;
  }

  #lose(key: string, lost: LostCookie): LostCookie {
    this.#lost.delete(key);
    this.#lost.set(key, lost);
    if (this.#lost.size > MAX_LOST) this.#lost.delete(this.#lost.keys().next().value ?? key);
    return lost;
  }
}
