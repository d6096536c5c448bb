import type { ActorAction, ActorRef, BrowserState } from '../contract/actor.ts';
import type { CookieJar } from '../contract/http/jar/cookie-jar.ts';
import type { CookieContext } from '../contract/http/jar/request-context.ts';
import { saveJar } from '../contract/http/jar/saved-jar.ts';
import type { StoredCookie } from '../contract/http/jar/stored-cookie.ts';
import { parseSetCookie } from '../contract/http/parse-set-cookie.ts';
import type { HeaderList } from '../contract/log-entry.ts';
import type { OutgoingRequest, SentRequest } from '../contract/outgoing-request.ts';
import { claimedSid } from '../cookie/read-session-cookie.ts';
import { actionRequest } from './action-request.ts';
import { answerText, noAnswerText } from './answer-text.ts';
import type { ExactClient } from './exact-client.ts';
import type { Answer, HttpClient } from './http-client.ts';
import { jarFromSaved } from './kept-jar.ts';

export interface ActorOptions {
  readonly ref: ActorRef;
  /** The session cookie of the engine in charge. */
  readonly cookieName: () => string;
  /** The cookie name of the engine that is switched off. */
  readonly otherCookieName: () => string;
  readonly siteUrl: () => string;
  readonly client: HttpClient;
  /** For requests that are sent by hand. */
  readonly exactClient: ExactClient;
  /** The saved jar of an earlier run, as passed to `saveJar`. Null for an empty jar. */
  readonly savedJar: unknown;
  /** Called if the saved jar cannot be read. */
  readonly onJarUnreadable?: () => void;
  readonly saveJar: (jar: unknown) => void;
  /** Wall-clock ms. */
  readonly now: () => number;
  readonly onChange: () => void;
}

/** A simulated browser: it keeps and sends cookies by the rules of Chromium, over real HTTP to the site. */
export class Actor {
  readonly ref: ActorRef;
  readonly #options: ActorOptions;
  readonly #jar: CookieJar;
  #lastAnswer: BrowserState['lastAnswer'] = null;
  /** The session cookie that the user put into the jar, and where it came from; null after the site has sent one. */
  #putIn: { readonly value: string; readonly copiedFrom: string | null } | null = null;

  constructor(options: ActorOptions) {
    this.#options = options;
    this.ref = options.ref;
    this.#jar = jarFromSaved(options.savedJar, options.onJarUnreadable);
  }

  /** The cookies of the actor. Read only: the actor alone changes them. */
  get jar(): CookieJar {
    return this.#jar;
  }

  /**
   * Sends the request of one button and stores the cookies of its response. If the site cannot be reached, the reason
   * is shown as the answer.
   * `linkOn`: the request follows a link on this page of another site.
   */
  async act(action: ActorAction, linkOn: string | null = null): Promise<BrowserState> {
    const { siteUrl, client, now } = this.#options;
    const outgoing = { ...actionRequest(action), ...(linkOn === null ? {} : { linkOn }) };
    const context = this.#context(outgoing.path, outgoing.method, linkOn);
    try {
      const answer = await client.send(siteUrl(), outgoing, this.#jar.send(context, now()).header);
      this.#keepCookies(answer.setCookies, context, answer.recordId);
      this.#lastAnswer = { status: answer.status, text: answerText(action.type, answer), ok: answer.status < 400 };
    } catch (error) {
      this.#lastAnswer = { status: null, text: noAnswerText(error), ok: false };
    }
    this.#options.onChange();
    return this.state();
  }

  /**
   * Sends a request that the user wrote or repeats, and keeps the cookies of its response. The Cookie line is the given
   * one, or is made from the jar, which knows the cookies that a browser would send to this path.
   */
  async send(request: OutgoingRequest): Promise<SentRequest> {
    const { siteUrl, exactClient, onChange, now } = this.#options;
    const context = this.#context(request.target.startsWith('/') ? request.target : '/', request.method);
    const jarLine = request.withJar ? this.#jar.send(context, now()).header : null;
    const headers = jarLine === null ? request.headers : withCookies(request.headers, jarLine);
    let sent: SentRequest;
    try {
      const answer: Answer = await exactClient.send(siteUrl(), { ...request, headers });
      const { recordId, status } = answer;
      this.#keepCookies(answer.setCookies, context, recordId);
      sent = { recordId, status, text: answerText(null, answer) };
    } catch (error) {
      sent = { recordId: null, status: null, text: noAnswerText(error) };
    }
    this.#lastAnswer = { status: sent.status, text: sent.text, ok: sent.status !== null && sent.status < 400 };
    onChange();
    return sent;
  }

  /** Empties the jar. The server does not learn of this: the sessions of this actor remain as orphans. */
  async forgetCookies(): Promise<BrowserState> {
    this.#jar.clear();
    this.#lastAnswer = null;
    this.#putIn = null;
    this.#save();
    this.#options.onChange();
    return this.state();
  }

  /**
   * Puts a session cookie, for example a stolen or forged one, into the jar in place of the actor's own. The value is
   * used unchanged; the caller has checked that a header can contain it. `copiedFrom` names the browser it was copied
   * from. The last response is dropped, because it belongs to another cookie.
   */
  async plantCookie(value: string, copiedFrom: string | null = null): Promise<BrowserState> {
    const { cookieName, onChange, now } = this.#options;
    this.#jar.plant({ name: cookieName(), value, httpOnly: true }, this.#context('/', 'GET'), now());
    this.#putIn = { value, copiedFrom };
    this.#lastAnswer = null;
    this.#save();
    onChange();
    return this.state();
  }

  state(): BrowserState {
    const { cookieName, otherCookieName } = this.#options;
    const cookies = this.#cookies();
    const cookie = cookies.find(({ name }) => name === cookieName());
    const value = cookie?.value ?? null;
    return {
      id: this.ref.id,
      name: this.ref.name,
      sid: claimedSid(value),
      cookieValue: value,
      cookieEndsAtMs: cookie?.expiresAtMs ?? null,
      putIn: this.#putIn === null || this.#putIn.value !== value ? null : { copiedFrom: this.#putIn.copiedFrom },
      hasOtherCookie: cookies.some(({ name }) => name === otherCookieName()),
      cookieCount: cookies.length,
      lastAnswer: this.#lastAnswer,
    };
  }

  /** The Cookie header of the next request to the site. Null if the jar has no cookie for it. */
  cookieHeader(): string | null {
    const { header } = this.#jar.judge(this.#context('/', 'GET'), this.#options.now());
    return header === '' ? null : header;
  }

  async close(): Promise<void> {
    await this.#options.client.close();
  }

  #cookies(): readonly StoredCookie[] {
    return this.#jar.judge(this.#context('/', 'GET'), this.#options.now()).sent;
  }

  /** A request to the site that the user started. Another site is involved only by the page with the link, if any. */
  #context(target: string, method: string, linkOn: string | null = null): CookieContext {
    const request = { url: this.#options.siteUrl() + target, method, isNavigation: true, initiatorUrl: linkOn };
    const context = this.#jar.contextOf(request) ?? this.#jar.contextOf({ ...request, url: this.#options.siteUrl() });
    if (context === null) throw new Error(`The site has no URL that could have cookies: ${this.#options.siteUrl()}`);
    return context;
  }

  #keepCookies(lines: readonly string[], context: CookieContext, recordId: number | null): void {
    if (lines.length === 0) return;
    for (const line of lines) this.#jar.receive(line, context, this.#options.now(), recordId);
    const name = this.#options.cookieName();
    if (lines.some((line) => parseSetCookie(line).name === name)) this.#putIn = null;
    this.#save();
  }

  #save(): void {
    this.#options.saveJar(saveJar(this.#jar, this.#options.now()));
  }
}

/**
 * The header lines with this Cookie line, in place of the first Cookie line, else at the end. An empty jar removes the
 * line.
 */
function withCookies(headers: HeaderList, cookies: string): HeaderList {
  const isCookie = ([name]: HeaderList[number]) => name.toLowerCase() === 'cookie';
  const place = headers.findIndex(isCookie);
  const others = headers.filter((line) => !isCookie(line));
  if (cookies === '') return others;
  return others.toSpliced(place === -1 ? others.length : place, 0, [headers[place]?.[0] ?? 'Cookie', cookies]);
}
