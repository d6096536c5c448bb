import type { CookieAbout, ExpectedCookie, LostCookieReason } from '../../contract/expected-cookie.ts';
import type { Browser } from '../../contract/http/jar/browser-rules.ts';
import { CookieJar } from '../../contract/http/jar/cookie-jar.ts';
import type { CookieLoss, LostCookie, Sending, SetCookieOutcome } from '../../contract/http/jar/outcomes.ts';
import type { CookieContext } from '../../contract/http/jar/request-context.ts';
import { cookieKey, type StoredCookie } from '../../contract/http/jar/stored-cookie.ts';
import type { SetCookieFate } from '../../contract/set-cookie-fate.ts';
import { put } from '../findings/bounded-memory.ts';
import { fateOf } from '../set-cookie-fates.ts';
import { type Absence, explainAbsence } from './absence.ts';
import {
  arrived,
  lostCookie,
  missed,
  NOT_IN_LOG,
  PORTS,
  reasonOf,
  sessionMark,
  shownDomain,
  withheldCookie,
} from './expected-cookies.ts';
import { knownSuffixOf } from './known-suffix.ts';
import { OtherApps } from './other-apps.ts';
import { sameValue } from './same-value.ts';
import type { SeenRequest, SentPair } from './seen-request.ts';
import { differences, takeNamed, takePair } from './sent-pairs.ts';

/**
 * The maximum number of cookies of one site whose details are remembered, and of cookies that were learned from
 * requests.
 */
const MAX_REMEMBERED = 1_000;
const MAX_LEARNED = 200;
/**
 * A request that arrives at most this long after a response may have been sent before its client had processed that
 * response, for example over another connection or on a busy machine.
 */
const CROSSING_MS = 1_000;

/** How many of some pairs a jar holds, by name and value; and how many of their names with another value. */
export interface Likeness {
  readonly same: number;
  readonly other: number;
}

interface Reading {
  readonly context: CookieContext;
  readonly sending: Sending;
}

/** The modelled jar of one client for one site, with details that the jar itself does not store. */
export class SiteJar {
  readonly #jar: CookieJar;
  readonly #apps = new OtherApps();
  /** Max-Age in seconds, by the key of the cookie. */
  readonly #ages = new Map<string, number>();
  /**
   * Cookies that the model has but the client did not send, by the key of the cookie. A cookie that is sent again is
   * removed from here.
   */
  readonly #absent = new Map<string, Absence>();
  /** Keys of cookies whose Set-Cookie is not in the log. */
  readonly #learned = new Set<string>();
  /** The row that deleted a cookie of this host and name which was not in the jar. */
  readonly #deletedBy = new Map<string, number>();
  /** Cookies that came shortly after a row had deleted them, by the key of the cookie. */
  readonly #crossed = new Map<string, Extract<CookieLoss, { readonly kind: 'deleted' }>>();

  constructor(browser: Browser) {
    this.#jar = new CookieJar({ browser, suffixOf: knownSuffixOf });
  }

  held(nowMs: number): readonly StoredCookie[] {
    return this.#jar.cookies(nowMs);
  }

  likeness(pairs: readonly SentPair[]): Likeness {
    let same = 0;
    let other = 0;
    for (const { name, value } of pairs) {
      const found = this.#jar.find(name, (held) => sameValue(held, value));
      if (found === 'same') same++;
      else if (found === 'other') other++;
    }
    return { same, other };
  }

  /**
   * The cookies that were expected with a request. If the headers allow several contexts for the request, the one that
   * explains the received cookies best is used.
   */
  expect(
    contexts: readonly [CookieContext, ...CookieContext[]],
    { pairs, atMs, jar }: SeenRequest,
  ): { readonly context: CookieContext; readonly expected: ExpectedCookie[] } {
    const { context, sending } = this.#likeliest(contexts, pairs, atMs);
    const open = [...pairs];
    const came: ExpectedCookie[] = [];
    const missing: ExpectedCookie[] = [];
    const ofOtherHosts: ExpectedCookie[] = [];
    const unsent: StoredCookie[] = [];
    for (const cookie of sending.sent) {
      if (takePair(open, cookie) === null) unsent.push(cookie);
      else came.push(this.#cameAsExpected(cookie, atMs));
    }
    for (const { cookie, why, rule } of sending.withheld) {
      if (takePair(open, cookie) !== null) came.push(this.#cameAgainst(cookie, context, atMs, reasonOf(why)));
      else if (jar !== null && !holds(jar, cookie, atMs)) continue;
      else if (why === 'other-host') ofOtherHosts.push(withheldCookie(cookie, why, rule, context));
      else missing.push(withheldCookie(cookie, why, rule, context));
    }
    for (const lost of sending.lost) {
      if (lost.loss.kind !== 'refused' && this.#holds(sending, lost.cookie)) continue;
      const maxAgeSeconds = this.#ages.get(cookieKey(lost.cookie));
      if (takePair(open, lost.cookie) === null) missing.unshift(lostCookie(lost, maxAgeSeconds));
      else {
        came.push(this.#cameAgainst(lost.cookie, context, atMs, lost.loss.kind));
        this.#noteCrossing(lost, context, atMs);
      }
    }
    for (const cookie of unsent) {
      const pair = takeNamed(open, cookie.name);
      if (pair === null && jar !== null && !holds(jar, cookie, atMs)) missing.unshift(this.#takenOut(cookie));
      else if (pair === null) missing.unshift(this.#unsent(cookie, context, sending, came));
      else this.#changed(cookie, pair, missing, came);
    }
    for (const pair of open) came.push(this.#unexpected(pair, context, atMs));
    for (const cookie of sending.sent) {
      const taken = this.#apps.takenFrom(cookieKey(cookie), context);
      if (taken === null) continue;
      const about: CookieAbout = { setBy: taken.setBy, app: taken.app, ...sessionMark(cookie) };
      missing.unshift({ ...missed(cookie.name, 'replaced', PORTS, taken.by), about });
    }
    return { context, expected: [...missing, ...came, ...ofOtherHosts] };
  }

  /** Stores the Set-Cookie lines of a response. */
  receive(lines: readonly string[], context: CookieContext, atMs: number, id: number): SetCookieFate[] {
    return lines.flatMap((line) => {
      const outcome = this.#jar.receive(line, context, atMs, id);
      this.#note(outcome, context, id);
      return fateOf(outcome, id) ?? [];
    });
  }

  /** The result that {@link receive} would return, without storing the lines. */
  fates(lines: readonly string[], context: CookieContext, atMs: number, id: number): SetCookieFate[] {
    const jar = this.#jar.copy();
    return lines.flatMap((line) => fateOf(jar.receive(line, context, atMs, id), id) ?? []);
  }

  #likeliest(
    contexts: readonly [CookieContext, ...CookieContext[]],
    pairs: readonly SentPair[],
    nowMs: number,
  ): Reading {
    const [context] = contexts;
    const first = { context, sending: this.#jar.judge(context, nowMs) };
    if (contexts.length === 1) return first;
    let best: Reading = first;
    let fewest = differences(first.sending, pairs);
    for (const other of contexts.slice(1)) {
      if (fewest === 0) break;
      const sending = this.#jar.judge(other, nowMs);
      const count = differences(sending, pairs);
      if (count >= fewest) continue;
      fewest = count;
      best = { context: other, sending };
    }
    return best;
  }

  #holds({ sent, withheld }: Sending, cookie: StoredCookie): boolean {
    const key = cookieKey(cookie);
    return sent.some((one) => cookieKey(one) === key) || withheld.some((one) => cookieKey(one.cookie) === key);
  }

  #cameAsExpected(cookie: StoredCookie, nowMs: number): ExpectedCookie {
    const expected = { ...arrived(cookie.name), decidedBy: cookie.source.setBy };
    const crossed = this.#crossed.get(cookieKey(cookie));
    if (crossed !== undefined && nowMs - crossed.atMs > CROSSING_MS) this.#crossed.delete(cookieKey(cookie));
    if (this.#absent.size === 0) return expected;
    const absent = this.#absent.get(cookieKey(cookie));
    if (absent === undefined) return expected;
    this.#absent.delete(cookieKey(cookie));
    return { ...expected, about: { predicted: absent.why } };
  }

  /** The client sent a cookie that the model had lost or withheld. The model has it from now on. */
  #cameAgainst(
    cookie: StoredCookie,
    context: CookieContext,
    nowMs: number,
    predicted: LostCookieReason,
  ): ExpectedCookie {
    this.#learn({ ...cookie, ...freePlace(context), expiresAtMs: null, accessedAtMs: nowMs });
    return { ...arrived(cookie.name), decidedBy: cookie.source.setBy, about: { predicted } };
  }

  /**
   * A cookie that came shortly after its deletion: if the next requests lack it, the deletion is the reason, and the
   * client had only sent this request before.
   */
  #noteCrossing({ cookie, loss }: LostCookie, context: CookieContext, nowMs: number): void {
    if (loss.kind !== 'deleted' || loss.by === null || nowMs - loss.atMs > CROSSING_MS) return;
    const key = cookieKey({ ...cookie, ...freePlace(context) });
    put(this.#crossed, key, loss, MAX_REMEMBERED);
  }

  /** The model has the cookie and would have sent it. The client sent neither it nor another cookie of its name. */
  #unsent(
    cookie: StoredCookie,
    context: CookieContext,
    sending: Sending,
    came: readonly ExpectedCookie[],
  ): ExpectedCookie {
    const key = cookieKey(cookie);
    const crossed = this.#crossed.get(key);
    if (crossed !== undefined) return lostCookie({ cookie, loss: crossed }, undefined);
    const known = this.#absent.get(key);
    // The reason may become visible later, for example when another cookie of the same name arrives.
    const isExplained = known !== undefined && known.why !== 'unknown';
    const deletedBy = this.#deletedBy.get(nameKey(context.host, cookie.name));
    const verdict = isExplained ? known : explainAbsence(cookie, { context, sending, came, deletedBy });
    if (!isExplained) put(this.#absent, key, verdict, MAX_REMEMBERED);
    const about: CookieAbout = { domain: shownDomain(cookie), path: cookie.path, ...sessionMark(cookie) };
    const { setBy } = cookie.source;
    if (setBy !== null && setBy !== verdict.decidedBy) about.setBy = setBy;
    if (verdict.why === 'refused') about.refusal = { code: 'secure-over-http' };
    if (known === undefined) about.predicted = 'comes';
    return { ...missed(cookie.name, verdict.why, verdict.rule, verdict.decidedBy), about };
  }

  /** The user removed the cookie from the simulated browser in the window, which no row records. */
  #takenOut(cookie: StoredCookie): ExpectedCookie {
    const verdict: Absence = { why: 'deleted', rule: 'taken out by hand', decidedBy: null };
    put(this.#absent, cookieKey(cookie), verdict, MAX_REMEMBERED);
    const { setBy } = cookie.source;
    const about: CookieAbout = { ...(setBy === null ? {} : { setBy }), ...sessionMark(cookie) };
    return { ...missed(cookie.name, verdict.why, verdict.rule, null), about };
  }

  /** A cookie arrived instead of an existing one: the name is the same, but no row of the log has set this value. */
  #changed(cookie: StoredCookie, pair: SentPair, missing: ExpectedCookie[], came: ExpectedCookie[]): void {
    const key = cookieKey(cookie);
    this.#absent.delete(key);
    // A script may change every cookie that is not HttpOnly, so the old cookie does not count as lost.
    if (cookie.httpOnly && cookie.source.setBy !== null) {
      const about: CookieAbout = { setBy: cookie.source.setBy, predicted: 'comes', ...sessionMark(cookie) };
      missing.unshift({ ...missed(cookie.name, 'replaced', NOT_IN_LOG, null), about });
      this.#jar.put([{ ...cookie, value: pair.value, source: { ...cookie.source, setBy: null } }]);
      came.push(arrived(pair.name));
      return;
    }
    this.#jar.put([{ ...cookie, value: pair.value }]);
    came.push({ ...arrived(pair.name), decidedBy: cookie.source.setBy, about: { predicted: 'replaced' } });
  }

  /** No row of the log has set the cookie: it is older than the log, or comes from a script or from another program. */
  #unexpected({ name, value }: SentPair, context: CookieContext, nowMs: number): ExpectedCookie {
    if (this.#learned.size < MAX_LEARNED && name !== '') {
      this.#learn({
        name,
        value,
        ...freePlace(context),
        secure: false,
        httpOnly: false,
        priority: 'medium',
        expiresAtMs: null,
        createdAtMs: nowMs,
        createdOrder: 0,
        accessedAtMs: nowMs,
        source: { setBy: null, scheme: context.scheme, port: context.port },
        replaced: null,
      });
    }
    return { ...arrived(name), about: { predicted: 'unknown' } };
  }

  #learn(cookie: StoredCookie): void {
    this.#jar.put([cookie]);
    const key = cookieKey(cookie);
    this.#absent.delete(key);
    if (cookie.source.setBy === null) this.#learned.add(key);
  }

  #note({ parsed, fate, gone }: SetCookieOutcome, context: CookieContext, id: number): void {
    for (const { cookie } of gone) this.#learned.delete(cookieKey(cookie));
    if (fate.kind === 'refused') return;
    const key = cookieKey(fate.cookie);
    this.#absent.delete(key);
    this.#learned.delete(key);
    this.#crossed.delete(key);
    if (fate.kind === 'deleted') {
      // The cookie may have been set with another path before the log began.
      if (fate.old === null) put(this.#deletedBy, nameKey(context.host, fate.cookie.name), id, MAX_REMEMBERED);
      return;
    }
    this.#deletedBy.delete(nameKey(context.host, fate.cookie.name));
    if (parsed.maxAgeSeconds === null) this.#ages.delete(key);
    else put(this.#ages, key, parsed.maxAgeSeconds, MAX_REMEMBERED);
    this.#apps.note(key, fate.cookie, context, id);
  }
}

function holds(jar: CookieJar, cookie: StoredCookie, nowMs: number): boolean {
  const key = cookieKey(cookie);
  return jar.cookies(nowMs).some((held) => cookieKey(held) === key);
}

/** The place of a cookie that was received with a request, if only the request is known. */
function freePlace({
  host,
}: CookieContext): Pick<StoredCookie, 'domain' | 'hostOnly' | 'path' | 'sameSite' | 'partition'> {
  return { domain: host, hostOnly: true, path: '/', sameSite: 'none', partition: null };
}

function nameKey(host: string, name: string): string {
  return `${host}\n${name}`;
}
