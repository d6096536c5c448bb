import { parseSetCookie } from '../../contract/http/parse-set-cookie.ts';
import type { ClientJar, Visit } from './client-jar.ts';
import { sameValue } from './same-value.ts';
import type { SentPair } from './seen-request.ts';

/** An answer that the client had not got yet when it sent later requests, as far as times tell. */
interface AnswerUnderWay {
  readonly jar: ClientJar;
  readonly visit: Visit;
  readonly lines: readonly string[];
  readonly endsAtMs: number;
}

/** Times of recordings are rounded to the millisecond. */
const ROUNDING_MS = 1;
/** Answers that are waited for; the one that ends first is taken as come where there are more. */
const MAX_UNDER_WAY = 1_000;

/**
 * Hands the Set-Cookie lines of each answer to its client at the moment at which the client got it, not at the moment
 * of the request: requests overlap. A request that sends a cookie of such an answer, or no longer sends what it
 * deletes, shows that the answer had come.
 */
export class AnswersUnderWay {
  #waiting: AnswerUnderWay[] = [];

  add(answer: AnswerUnderWay): void {
    const place = this.#waiting.findLastIndex(({ endsAtMs }) => endsAtMs <= answer.endsAtMs);
    this.#waiting.splice(place + 1, 0, answer);
    if (this.#waiting.length > MAX_UNDER_WAY) this.#take(this.#waiting.splice(0, 1), answer.endsAtMs);
  }

  /** To be called before a request of a client is looked at. */
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

  /** Whatever their times say, all of them have come. */
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
