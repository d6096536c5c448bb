import { Cookie, CookieJar } from 'tough-cookie';
import type { ActorAction, ActorRef, ActorState } from '../contract/actor.ts';
import { claimedSid } from '../cookie/read-session-cookie.ts';
import { actionRequest } from './action-request.ts';
import type { Answer, HttpClient } from './http-client.ts';

export interface ActorOptions {
  readonly id: string;
  readonly name: string;
  /** The session cookie of the engine in charge. */
  readonly cookieName: () => string;
  readonly siteUrl: () => string;
  readonly client: HttpClient;
  /** The jar of an earlier run, as `saveJar` was given it; null for an empty one. */
  readonly savedJar: unknown;
  readonly saveJar: (jar: unknown) => void;
  readonly onChange: () => void;
}

/** The longest answer shown on the actor; the record has its size, the site its text. */
const maxAnswerCharacters = 200;

/** A simulated browser: a cookie jar by the rules of RFC 6265 (tough-cookie), and real HTTP to the site. */
export class Actor {
  readonly ref: ActorRef;
  readonly #options: ActorOptions;
  #jar: CookieJar;
  #lastAnswer: ActorState['lastAnswer'] = null;

  constructor(options: ActorOptions) {
    this.#options = options;
    this.ref = { id: options.id, name: options.name, kind: 'simulated' };
    this.#jar = restoreJar(options.savedJar);
  }

  /** Sends the request of one button and keeps the cookies of its answer. A site out of reach is shown as the answer. */
  async act(action: ActorAction): Promise<ActorState> {
    const { siteUrl, client } = this.#options;
    const outgoing = actionRequest(action);
    const url = siteUrl() + outgoing.path;
    try {
      const answer = await client.send(siteUrl(), outgoing, await this.#jar.getCookieString(url));
      await this.#keepCookies(answer.setCookies, url);
      this.#lastAnswer = { status: answer.status, text: answerText(action, answer), ok: answer.status < 400 };
    } catch (error) {
      this.#lastAnswer = { status: null, text: `The site did not answer: ${reasonOf(error)}`, ok: false };
    }
    this.#options.onChange();
    return this.state();
  }

  /** Empties the jar. The server is not told: sessions it held for this actor stay behind as orphans. */
  async forgetCookies(): Promise<ActorState> {
    await this.#jar.removeAllCookies();
    this.#lastAnswer = null;
    this.#options.saveJar(this.#jar.serializeSync());
    this.#options.onChange();
    return this.state();
  }

  /**
   * Puts a session cookie of somebody's choice into the jar, in place of the own one: a stolen one, a forged one. The value is
   * taken as it stands; the caller has made sure that it can stand in a header.
   */
  async plantCookie(value: string): Promise<ActorState> {
    const { cookieName, siteUrl, onChange, saveJar } = this.#options;
    const cookie = new Cookie({ key: cookieName(), value, path: '/', httpOnly: true });
    await this.#jar.setCookie(cookie, siteUrl());
    saveJar(this.#jar.serializeSync());
    onChange();
    return this.state();
  }

  state(): ActorState {
    const cookies = this.#jar.getCookiesSync(this.#options.siteUrl());
    const value = cookies.find((cookie) => cookie.key === this.#options.cookieName())?.value ?? null;
    return {
      id: this.ref.id,
      name: this.ref.name,
      sid: claimedSid(value),
      cookieValue: value,
      cookieCount: cookies.length,
      lastAnswer: this.#lastAnswer,
    };
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

/** A jar that cannot be read is an empty one: nobody should be kept from starting by a lost cookie. */
function restoreJar(saved: unknown): CookieJar {
  if (saved === null) return new CookieJar();
  try {
    return CookieJar.deserializeSync(saved as string);
  } catch {
    return new CookieJar();
  }
}

/** Connecting to `localhost` tries several addresses; if all fail, the reasons are inside. */
function reasonOf(error: unknown): string {
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  return first instanceof Error ? first.message : String(first);
}

/** What an answer says, in a line: the tutorial's sentence, the value, or the title of an error. */
function answerText(action: ActorAction, answer: Answer): string {
  const body = answer.contentType.startsWith('application/json') ? parsed(answer.body) : undefined;
  if (body === undefined) return shorten(plainText(answer));
  if (answer.status >= 400) return shorten(errorTitle(body) ?? `${answer.status}`);
  if (action.type === 'get' || action.type === 'pop') return shorten(JSON.stringify(body));
  return shorten(errorTitle(body) ?? answer.body);
}

/** Undefined for what is not JSON, or not all of it. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The site escapes values for HTML; a chip on an actor shows text. */
function plainText({ body, contentType }: Answer): string {
  if (!contentType.startsWith('text/html')) return body;
  const text = /<h1>(.*?)<\/h1>/s.exec(body)?.[1] ?? body;
  const entities: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' };
  return text.replace(/&(?:lt|gt|quot|#39|amp);/g, (entity) => entities[entity] ?? entity);
}

function errorTitle(body: unknown): string | null {
  if (body === null || typeof body !== 'object' || !('title' in body)) return null;
  return typeof body.title === 'string' ? body.title : null;
}

function shorten(text: string): string {
  return text.length <= maxAnswerCharacters ? text : `${text.slice(0, maxAnswerCharacters)}…`;
}
