import type { CookieAbout, ExpectedCookie, LostCookieReason } from '../../contract/expected-cookie.ts';
import type { Browser } from '../../contract/http/jar/browser-rules.ts';
import { CookieJar } from '../../contract/http/jar/cookie-jar.ts';
import type { LostCookie, Sending, SetCookieOutcome, Withholding } from '../../contract/http/jar/outcomes.ts';
import type { CookieContext } from '../../contract/http/jar/request-context.ts';
import { cookieKey, type StoredCookie } from '../../contract/http/jar/stored-cookie.ts';
import type { SetCookieFate } from '../../contract/set-cookie-fate.ts';
import { put } from '../findings/bounded-memory.ts';
import { fateOf } from '../set-cookie-fates.ts';
import { isSessionCookie } from './is-session-cookie.ts';
import { knownSuffixOf } from './known-suffix.ts';
import { OtherApps } from './other-apps.ts';
import { sameValue } from './same-value.ts';
import type { SeenRequest, SentPair } from './seen-request.ts';

/**
 * The maximum number of cookies of one site whose details are remembered, and of cookies that were learned from
 * requests.
 */
const MAX_REMEMBERED = 1_000;
const MAX_LEARNED = 200;

/** Why a cookie in the jar was not sent. */
interface Verdict {
  readonly why: LostCookieReason;
  readonly rule: string | null;
  readonly decidedBy: number | null;
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
  readonly #absent = new Map<string, Verdict>();
  /** Keys of cookies whose Set-Cookie is not in the log. */
  readonly #learned = new Set<string>();
  /** The row that deleted a cookie of this host and name which was not in the jar. */
  readonly #deletedBy = new Map<string, number>();

  constructor(browser: Browser) {
    this.#jar = new CookieJar({ browser, suffixOf: knownSuffixOf });
  }

  held(nowMs: number): readonly StoredCookie[] {
    return this.#jar.cookies(nowMs);
  }

  likeness(pairs: readonly SentPair[]): { readonly same: number; readonly other: number } {
    let same = 0;
    let other = 0;
    const held = this.#jar.cookies(0);
    for (const { name, value } of pairs) {
      const named = held.filter((cookie) => cookie.name === name);
      if (named.some((cookie) => sameValue(cookie.value, value))) same++;
      else if (named.length > 0) other++;
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
      else came.push(this.#cameAsExpected(cookie));
    }
    for (const { cookie, why, rule } of sending.withheld) {
      if (takePair(open, cookie) !== null) came.push(this.#cameAgainst(cookie, context, atMs, reasonOf(why)));
      else if (jar !== null && !holds(jar, cookie, atMs)) continue;
      else if (why === 'other-host') ofOtherHosts.push(this.#withheld(cookie, why, rule, context));
      else missing.push(this.#withheld(cookie, why, rule, context));
    }
    for (const lost of sending.lost) {
      if (lost.loss.kind !== 'refused' && this.#holds(sending, lost.cookie)) continue;
      if (takePair(open, lost.cookie) === null) missing.unshift(this.#lost(lost));
      else came.push(this.#cameAgainst(lost.cookie, context, atMs, lost.loss.kind));
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

  #cameAsExpected(cookie: StoredCookie): ExpectedCookie {
    const expected = { ...arrived(cookie.name), decidedBy: cookie.source.setBy };
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

  #withheld(cookie: StoredCookie, why: Withholding, rule: string, { host }: CookieContext): ExpectedCookie {
    const reason = reasonOf(why);
    const about: CookieAbout = { domain: shownDomain(cookie), path: cookie.path, ...sessionMark(cookie) };
    if (reason === 'other-host') about.host = host;
    if (reason === 'same-site') about.sameSite = cookie.sameSite ?? 'default';
    // A cookie whose Set-Cookie is not in the log may belong to the whole domain.
    if (reason === 'other-host' && cookie.source.setBy === null && host.endsWith(`.${cookie.domain}`)) {
      return { ...missed(cookie.name, 'unknown', null, null), about };
    }
    return { ...missed(cookie.name, reason, rule, cookie.source.setBy), about };
  }

  #lost({ cookie, loss }: LostCookie): ExpectedCookie {
    const about: CookieAbout = { ...sessionMark(cookie) };
    const { setBy } = cookie.source;
    switch (loss.kind) {
      case 'expired': {
        about.endedAtMs = loss.atMs;
        const maxAgeSeconds = this.#ages.get(cookieKey(cookie));
        if (maxAgeSeconds !== undefined) about.maxAgeSeconds = maxAgeSeconds;
        const rule =
          maxAgeSeconds === undefined ? 'RFC 6265bis §5.7 step 5: Expires' : 'RFC 6265bis §5.7 step 5: Max-Age';
        return { ...missed(cookie.name, 'expired', rule, setBy), about };
      }
      case 'deleted':
        if (setBy !== null) about.setBy = setBy;
        return { ...missed(cookie.name, 'deleted', DELETION, loss.by), about };
      case 'evicted':
        if (setBy !== null) about.setBy = setBy;
        return { ...missed(cookie.name, 'evicted', loss.rule, loss.by), about };
      case 'refused':
        return { ...missed(cookie.name, 'refused', loss.rule, setBy), about: { ...about, refusal: loss.refusals[0] } };
    }
  }

  /** The model has the cookie and would have sent it. The client sent neither it nor another cookie of its name. */
  #unsent(
    cookie: StoredCookie,
    context: CookieContext,
    sending: Sending,
    came: readonly ExpectedCookie[],
  ): ExpectedCookie {
    const key = cookieKey(cookie);
    const known = this.#absent.get(key);
    // The reason may become visible later, for example when another cookie of the same name arrives.
    const isExplained = known !== undefined && known.why !== 'unknown';
    const verdict = isExplained ? known : this.#verdictOn(cookie, context, sending, came);
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
    const verdict: Verdict = { why: 'deleted', rule: 'taken out by hand', decidedBy: null };
    put(this.#absent, cookieKey(cookie), verdict, MAX_REMEMBERED);
    const { setBy } = cookie.source;
    const about: CookieAbout = { ...(setBy === null ? {} : { setBy }), ...sessionMark(cookie) };
    return { ...missed(cookie.name, verdict.why, verdict.rule, null), about };
  }

  #verdictOn(cookie: StoredCookie, context: CookieContext, sending: Sending, came: readonly ExpectedCookie[]): Verdict {
    const { setBy } = cookie.source;
    const deletedBy = this.#deletedBy.get(nameKey(context.host, cookie.name));
    if (deletedBy !== undefined && (setBy === null || deletedBy > setBy)) {
      return { why: 'deleted', rule: DELETION, decidedBy: deletedBy };
    }
    const inPlace = came.find((other) => other.name === cookie.name && (other.decidedBy ?? 0) > (setBy ?? 0));
    if (inPlace !== undefined) return { why: 'replaced', rule: IDENTITY, decidedBy: inPlace.decidedBy };
    if (cookie.secure && context.scheme === 'http') {
      // Some clients treat plain http to this machine as insecure.
      return cookie.source.scheme === 'http'
        ? { why: 'refused', rule: 'RFC 6265bis §5.7 step 13', decidedBy: setBy }
        : { why: 'secure', rule: 'RFC 6265bis §5.8.3 step 3: secure connection', decidedBy: setBy };
    }
    const later = evictingLine(cookie, sending);
    if (later !== null) return { why: 'evicted', rule: SMALLEST_LIMIT, decidedBy: later };
    return { why: 'unknown', rule: null, decidedBy: null };
  }

  /** A cookie arrived instead of an existing one: the name is the same, but no row of the log has set this value. */
  #changed(cookie: StoredCookie, pair: SentPair, missing: ExpectedCookie[], came: ExpectedCookie[]): void {
    const key = cookieKey(cookie);
    this.#absent.delete(key);
    this.#jar.put([{ ...cookie, value: pair.value }]);
    // A script may change every cookie that is not HttpOnly, so the old cookie does not count as lost.
    if (cookie.httpOnly && cookie.source.setBy !== null) {
      const about: CookieAbout = { setBy: cookie.source.setBy, predicted: 'comes', ...sessionMark(cookie) };
      missing.unshift({ ...missed(cookie.name, 'replaced', NOT_IN_LOG, null), about });
      this.#jar.put([{ ...cookie, value: pair.value, source: { ...cookie.source, setBy: null } }]);
      came.push(arrived(pair.name));
      return;
    }
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

const DELETION = 'RFC 6265bis §5.7: an end in the past deletes';
const PORTS = 'RFC 6265bis §8.5: cookies do not isolate by port';
const IDENTITY = 'RFC 6265bis §5.7 step 23: name, domain and path';
const NOT_IN_LOG = 'set outside of the log';
const SMALLEST_LIMIT = 'RFC 6265bis §6.1: 50 cookies of one domain';

/** The number of cookies of one domain that every client keeps (RFC 6265bis §6.1). */
const SMALLEST_PER_DOMAIN = 50;

/**
 * The row whose cookie exceeded the smallest possible limit of a client, if this cookie was among the oldest at that
 * time.
 */
function evictingLine(cookie: StoredCookie, { sent, withheld }: Sending): number | null {
  const ofDomain = [...sent, ...withheld.map((one) => one.cookie)].filter(({ domain }) => domain === cookie.domain);
  if (ofDomain.length <= SMALLEST_PER_DOMAIN) return null;
  const sorted = ofDomain.toSorted((one, other) => one.createdOrder - other.createdOrder);
  const place = sorted.indexOf(cookie);
  const over = sorted[place + SMALLEST_PER_DOMAIN];
  return over?.source.setBy ?? null;
}

function differences({ sent, withheld }: Sending, pairs: readonly SentPair[]): number {
  const has = ({ name, value }: StoredCookie) =>
    pairs.some((pair) => pair.name === name && sameValue(pair.value, value));
  return sent.filter((cookie) => !has(cookie)).length + withheld.filter(({ cookie }) => has(cookie)).length;
}

function holds(jar: CookieJar, cookie: StoredCookie, nowMs: number): boolean {
  const key = cookieKey(cookie);
  return jar.cookies(nowMs).some((held) => cookieKey(held) === key);
}

function takePair(open: SentPair[], { name, value }: StoredCookie): SentPair | null {
  return take(open, (pair) => pair.name === name && sameValue(pair.value, value));
}

function takeNamed(open: SentPair[], name: string): SentPair | null {
  return take(open, (pair) => pair.name === name);
}

function take(open: SentPair[], isMeant: (pair: SentPair) => boolean): SentPair | null {
  const place = open.findIndex(isMeant);
  return place === -1 ? null : (open.splice(place, 1)[0] ?? null);
}

function arrived(name: string): ExpectedCookie {
  return { name, came: true, why: null, rule: null, decidedBy: null };
}

function missed(name: string, why: LostCookieReason, rule: string | null, decidedBy: number | null): ExpectedCookie {
  return { name, came: false, why, rule, decidedBy };
}

function sessionMark({ name, value }: StoredCookie): { isSession?: true } {
  return isSessionCookie(name, value) ? { isSession: true } : {};
}

/** In a request, cookies are never withheld because of HttpOnly. */
function reasonOf(why: Withholding): LostCookieReason {
  return why === 'http-only' ? 'unknown' : why;
}

function shownDomain({ domain, hostOnly }: StoredCookie): string {
  return hostOnly ? domain : `.${domain}`;
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
