import type { IncomingMessage } from 'node:http';
import { RunningList } from '../../base/running-list.ts';
import type { ActorRef } from '../../contract/actor.ts';
import type { ExpectedCookie } from '../../contract/expected-cookie.ts';
import type { CookieJar } from '../../contract/http/jar/cookie-jar.ts';
import type { LogEntry } from '../../contract/log-entry.ts';
import type { SetCookieFate } from '../../contract/set-cookie-fate.ts';
import { cookiePairsOf } from '../../cookie/parse-cookie-header.ts';
import { showsThatItCame } from './answers-under-way.ts';
import { browserOf } from './browser-of.ts';
import { ClientJar, type Visit } from './client-jar.ts';
import type { Clients } from './clients.ts';
import { RecordingFollower } from './follow-recording.ts';
import type { SeenRequest } from './seen-request.ts';

/** The sender of a request that arrives. */
export interface ArrivingClient {
  readonly actor: ActorRef;
  /** The cookies of a simulated browser, which must not be modified. Null if they are not known. */
  readonly jar: CookieJar | null;
  /**
   * Whether the user wrote the request in the window as a program outside the app. Such a request has no client with a
   * jar.
   */
  readonly isByHand: boolean;
}

/** A running request with the cookies that were expected with it. */
export interface FollowedRequest {
  readonly expectedCookies: ExpectedCookie[];
  /**
   * Must be called at the end of the response. `lines` are the Set-Cookie lines that the client received. Returns those
   * that the client refused or cut.
   */
  ended(lines: readonly string[], atMs: number): SetCookieFate[];
}

/** A request that arrived. */
export interface Arrived {
  /** The row. */
  readonly id: number;
  readonly atMs: number;
  readonly request: IncomingMessage;
  /** As they came. */
  readonly method: string;
  readonly url: string;
  /** The name of its connection, null if it is not known: see Connections. */
  readonly connection: string | null;
  /** The Set-Cookie lines of its response, if the head was sent by this moment. Null if it was not. */
  readonly linesSentAt: (atMs: number) => readonly string[] | null;
}

interface UnderWay {
  readonly client: ClientJar;
  readonly visit: Visit;
  readonly linesSentAt: Arrived['linesSentAt'];
  /** Null until the lines of the response were processed. */
  fates: SetCookieFate[] | null;
}

/**
 * Follows the clients of a site while their requests arrive. Its memory is bounded. `recall` returns the newest entries
 * of the log, which show the cookies that clients received in an earlier run. It is called once, at the first request.
 */
export class LiveFollower {
  #clients: Clients | null = null;
  readonly #recall: () => readonly LogEntry[];
  readonly #underWay = new RunningList<UnderWay>();

  constructor(recall: () => readonly LogEntry[]) {
    this.#recall = recall;
  }

  /** To be called for each request, in the order in which they arrived. */
  arrived(arrived: Arrived, client: ArrivingClient): FollowedRequest {
    const { connection, linesSentAt } = arrived;
    const seen = seenRequest(arrived, client);
    if (client.isByHand) return byHand(seen);
    this.#clients ??= clientsIn(this.#recall());
    const jar = this.#clients.of(seen, client.actor, connection);
    this.#takeWhatCame(jar, seen);
    const { visit, expectedCookies } = jar.request(seen);
    if (visit === null) return { expectedCookies, ended: nothingEnds };
    const underWay: UnderWay = { client: jar, visit, linesSentAt, fates: null };
    const place = this.#underWay.add(underWay);
    return {
      expectedCookies,
      ended: (lines, atMs) => {
        this.#underWay.remove(place);
        underWay.fates ??= jar.answer(visit, lines, atMs);
        return underWay.fates;
      },
    };
  }

  /** The head of a response may have arrived while its body is still being sent. */
  #takeWhatCame(jar: ClientJar, { pairs, atMs }: SeenRequest): void {
    if (pairs.length === 0) return;
    for (const underWay of this.#underWay) {
      const { client, visit } = underWay;
      if (client !== jar || underWay.fates !== null) continue;
      const lines = underWay.linesSentAt(atMs);
      if (lines !== null && showsThatItCame(lines, pairs)) underWay.fates = jar.answer(visit, lines, atMs);
    }
  }

  /** A connection is closed: another client may have one of this name. */
  closed(connection: string): void {
    this.#clients?.closed(connection);
  }
}

const nothingEnds = (): SetCookieFate[] => [];

/**
 * No cookies are expected with a request that the user wrote. The cookies of its response are judged as a browser
 * would.
 */
function byHand(seen: SeenRequest): FollowedRequest {
  const jar = new ClientJar(browserOf(seen.header('user-agent')));
  const { visit } = jar.request(seen);
  return {
    expectedCookies: [],
    ended: visit === null ? nothingEnds : (lines, atMs) => jar.answer(visit, lines, atMs),
  };
}

function clientsIn(entries: readonly LogEntry[]): Clients {
  const past = new RecordingFollower();
  for (const entry of entries) if (entry.kind === 'request') past.follow(entry, { isOneBrowser: false });
  return past.clients;
}

function seenRequest({ request: { headers }, method, url, id, atMs }: Arrived, { jar }: ArrivingClient): SeenRequest {
  return {
    id,
    atMs,
    method,
    url,
    header: (name) => {
      const value = headers[name];
      return Array.isArray(value) ? value[0] : value;
    },
    pairs: headers.cookie === undefined ? [] : cookiePairsOf(headers.cookie),
    jar,
  };
}
