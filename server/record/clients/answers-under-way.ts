import { parseSetCookie } from '../../contract/http/parse-set-cookie.ts';
import type { ClientJar, Visit } from './client-jar.ts';
import { sameValue } from './same-value.ts';
import type { SentPair } from './seen-request.ts';

/** A response that the client had probably not received when it sent later requests, by the recorded times. */
interface AnswerUnderWay {
  readonly jar: ClientJar;
  readonly visit: Visit;
  readonly lines: readonly string[];
  readonly endsAtMs: number;
}

/** Times of recordings are rounded to the millisecond. */
const ROUNDING_MS = 1;
/** The maximum number of pending responses. If there are more, the one that ends first counts as received. */
const MAX_UNDER_WAY = 1_000;

/**
 * Passes the Set-Cookie lines of each response to its client at the time when the client received them. That is not the
 * time of the request, since requests overlap. If a request sends a cookie of such a response, or no longer sends a
 * cookie that it deletes, the response has arrived.
 */
export class AnswersUnderWay {
  #waiting: AnswerUnderWay[] = [];

  add(answer: AnswerUnderWay): void {
    const place = this.#waiting.findLastIndex(({ endsAtMs }) => endsAtMs <= answer.endsAtMs);
    this.#waiting.splice(place + 1, 0, answer);
    if (this.#waiting.length > MAX_UNDER_WAY) this.#take(this.#waiting.splice(0, 1), answer.endsAtMs);
  }

  /** Must be called before a request of a client is evaluated. */
  before(jar: ClientJar, pairs: readonly SentPair[], atMs: number): void {
    if (this.#waiting.length === 0) return;
    const due = this.#waiting.findIndex(({ endsAtMs }) => endsAtMs > atMs + ROUNDING_MS);
    this.#take(this.#waiting.splice(0, due === -1 ? this.#waiting.length : due), atMs);
    if (this.#waiting.length === 0) return;
    const shown = this.#waiting.filter((answer) => answer.jar === jar && showsThatItCame(answer.lines, pairs));
    if (shown.length === 0) return;
    this.#waiting = this.#waiting.filter((answer) => !shown.includes(answer));
    this.#take(shown, atMs);
  }

  /** Passes on all pending responses, whatever their times are. */
  takeAll(atMs: number): void {
    this.#take(this.#waiting.splice(0), atMs);
  }

  #take(answers: readonly AnswerUnderWay[], latestMs: number): void {
    for (const { jar, visit, lines, endsAtMs } of answers) jar.answer(visit, lines, Math.min(endsAtMs, latestMs));
  }
}

/** Whether a request with these cookies shows that its client had got these Set-Cookie lines. */
export function showsThatItCame(lines: readonly string[], pairs: readonly SentPair[]): boolean {
  return lines.some((line) => {
    const { name, value, maxAgeSeconds, expiresAtMs } = parseSetCookie(line);
    const named = pairs.filter((pair) => pair.name === name);
    const isDeletion = maxAgeSeconds === null ? expiresAtMs === 0 : maxAgeSeconds <= 0;
    return isDeletion ? named.length === 0 : named.some((pair) => sameValue(pair.value, value));
  });
}
