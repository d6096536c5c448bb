import { Cookie, CookieJar } from 'tough-cookie';
import type { ActorAction, ActorRef, BrowserState } from '../contract/actor.ts';
import type { HeaderList } from '../contract/log-entry.ts';
import type { OutgoingRequest, SentRequest } from '../contract/outgoing-request.ts';
import { claimedSid } from '../cookie/read-session-cookie.ts';
import { actionRequest } from './action-request.ts';
import { answerText, noAnswerText } from './answer-text.ts';
import type { ExactClient } from './exact-client.ts';
import type { HttpClient } from './http-client.ts';

export interface ActorOptions {
  readonly ref: ActorRef;
  /** The session cookie of the engine in charge. */
  readonly cookieName: () => string;
  /** That of the engine that is switched off. */
  readonly otherCookieName: () => string;
  readonly siteUrl: () => string;
  readonly client: HttpClient;
  /** For requests that are sent by hand. */
  readonly exactClient: ExactClient;
  /** The jar of an earlier run, as `saveJar` was given it; null for an empty one. */
  readonly savedJar: unknown;
  readonly saveJar: (jar: unknown) => void;
  readonly onChange: () => void;
}

/** A simulated browser: a cookie jar by the rules of RFC 6265 (tough-cookie), and real HTTP to the site. */
export class Actor {
  readonly ref: ActorRef;
  readonly #options: ActorOptions;
  #jar: CookieJar;
  #lastAnswer: BrowserState['lastAnswer'] = null;

  constructor(options: ActorOptions) {
    this.#options = options;
    this.ref = options.ref;
    this.#jar = restoreJar(options.savedJar);
  }

  /**
   * Sends the request of one button and keeps the cookies of its answer. A site out of reach is shown as the answer.
   */
  async act(action: ActorAction): Promise<BrowserState> {
    const { siteUrl, client } = this.#options;
    const outgoing = actionRequest(action);
    const url = siteUrl() + outgoing.path;
    try {
      const answer = await client.send(siteUrl(), outgoing, await this.#jar.getCookieString(url));
      await this.#keepCookies(answer.setCookies, url);
      this.#lastAnswer = { status: answer.status, text: answerText(action.type, answer), ok: answer.status < 400 };
    } catch (error) {
      this.#lastAnswer = { status: null, text: noAnswerText(error), ok: false };
    }
    this.#options.onChange();
    return this.state();
  }

  /**
   * Sends a request that somebody wrote or sends again, and keeps the cookies of its answer. The Cookie line is the
   * given one, or made from the jar, which knows what a browser would send to this path.
   */
  async send(request: OutgoingRequest): Promise<SentRequest> {
    const { siteUrl, exactClient, onChange } = this.#options;
    const url = siteUrl() + (request.target.startsWith('/') ? request.target : '/');
    const jarLine = request.withJar ? await this.#jar.getCookieString(url) : null;
    const headers = jarLine === null ? request.headers : withCookies(request.headers, jarLine);
    let sent: SentRequest;
    try {
      const { answer, recordId } = await exactClient.send(siteUrl(), { ...request, headers });
      await this.#keepCookies(answer.setCookies, url);
      sent = { recordId, status: answer.status, text: answerText(null, answer) };
    } catch (error) {
      sent = { recordId: null, status: null, text: noAnswerText(error) };
    }
    this.#lastAnswer = { status: sent.status, text: sent.text, ok: sent.status !== null && sent.status < 400 };
    onChange();
    return sent;
  }

  /** Empties the jar. The server is not told: sessions it held for this actor stay behind as orphans. */
  async forgetCookies(): Promise<BrowserState> {
    await this.#jar.removeAllCookies();
    this.#lastAnswer = null;
    this.#options.saveJar(this.#jar.serializeSync());
    this.#options.onChange();
    return this.state();
  }

  /**
   * Puts a session cookie of somebody's choice into the jar, in place of the own one: a stolen one, a forged one. The
   * value is taken as it stands; the caller has made sure that it can stand in a header.
   */
  async plantCookie(value: string): Promise<BrowserState> {
    const { cookieName, siteUrl, onChange, saveJar } = this.#options;
    const cookie = new Cookie({ key: cookieName(), value, path: '/', httpOnly: true });
    await this.#jar.setCookie(cookie, siteUrl());
    saveJar(this.#jar.serializeSync());
    onChange();
    return this.state();
  }

  state(): BrowserState {
    const { siteUrl, cookieName, otherCookieName } = this.#options;
    const cookies = this.#jar.getCookiesSync(siteUrl());
    const cookie = cookies.find(({ key }) => key === cookieName());
    const value = cookie?.value ?? null;
    return {
      id: this.ref.id,
      name: this.ref.name,
      sid: claimedSid(value),
      cookieValue: value,
      cookieEndsAtMs: endOf(cookie),
      hasOtherCookie: cookies.some((cookie) => cookie.key === otherCookieName()),
      cookieCount: cookies.length,
      lastAnswer: this.#lastAnswer,
    };
  }

  /** The Cookie header of the next request to the site, null if it would have none. */
  cookieHeader(): string | null {
    const cookies = this.#jar.getCookieStringSync(this.#options.siteUrl());
    return cookies === '' ? null : cookies;
  }

  async close(): Promise<void> {
    await this.#options.client.close();
  }

  /** As a browser does: a cookie that breaks the rules is dropped, the others are kept. */
  async #keepCookies(lines: readonly string[], url: string): Promise<void> {
    if (lines.length === 0) return;
    for (const line of lines) await this.#jar.setCookie(line, url, { ignoreError: true });
    this.#options.saveJar(this.#jar.serializeSync());
  }
}

/** Null for a cookie that lasts until its browser closes. */
function endOf(cookie: Cookie | undefined): number | null {
  const endAtMs = cookie?.expiryTime();
  return endAtMs !== undefined && Number.isFinite(endAtMs) ? endAtMs : null;
}

/** A jar that cannot be read is an empty one: nobody should be kept from starting by a lost cookie. */
function restoreJar(saved: unknown): CookieJar {
  if (saved === null) return new CookieJar();
  try {
    return CookieJar.deserializeSync(saved as string);
  } catch {
    return new CookieJar();
  }
}

/**
 * The header lines with this Cookie line, in the place of the first that was there, else at the end. None for an
 * empty jar.
 */
function withCookies(headers: HeaderList, cookies: string): HeaderList {
  const isCookie = ([name]: HeaderList[number]) => name.toLowerCase() === 'cookie';
  const place = headers.findIndex(isCookie);
  const others = headers.filter((line) => !isCookie(line));
  if (cookies === '') return others;
  return others.toSpliced(place === -1 ? others.length : place, 0, [headers[place]?.[0] ?? 'Cookie', cookies]);
}
