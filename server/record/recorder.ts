/**
 * Runs before a target and writes one complete record for every request that reaches it. It does not depend on the
 * handler that runs after it, and changes nothing that it records: no header, no timing of the response, no object of
 * the handler.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Clock, elapsedMs } from '../base/clock.ts';
import type { ActorRef } from '../contract/actor.ts';
import type { ExpectedCookie } from '../contract/expected-cookie.ts';
import type { CookieJar } from '../contract/http/jar/cookie-jar.ts';
import type { LogEntry, RequestRecord } from '../contract/log-entry.ts';
import type { SetCookieFate } from '../contract/set-cookie-fate.ts';
import { type ArrivedAt, arrivesNow } from './arrived-at.ts';
import { Connections } from './clients/connections.ts';
import { type FollowedRequest, LiveFollower } from './clients/follow-live.ts';
import { AcrossRequests } from './findings/across-requests.ts';
import { alone, FindingsFromOutside, type Neighbourhood } from './findings/from-outside/from-outside.ts';
import { LostLogins } from './findings/lost-logins.ts';
import { findingsOf } from './findings/of-one-request.ts';
import { Observation, observe, rememberRequest } from './observation.ts';
import { receivedHeaders } from './received-headers.ts';
import { onResponseEnd, type ResponseEnd } from './response-end.ts';
import { type HeadLines, setCookiesOf, setCookiesUnderWay } from './sent-headers.ts';
import type { SessionView } from './session-view.ts';
import { workInOrder } from './work-in-order.ts';

/** The client that sent a request, as far as the recorder's owner knows it. */
export interface Sender {
  readonly actor: ActorRef;
  /** The record that the request repeats. Null for most requests. */
  readonly resendOf: number | null;
  /** The cookies that the client holds, which must not be modified. Null if they are not known. */
  readonly jar: CookieJar | null;
  /** Whether the user wrote the request in the window, as a program outside the app. */
  readonly isByHand?: boolean;
}

export interface RecorderOptions {
  readonly clock: Clock;
  readonly isRecording: () => boolean;
  /** Determines the session of a request. */
  readonly sessions: SessionView;
  /** Names the sender of a request, and the record that the request repeats. Called with the id of its record. */
  readonly identify: (request: IncomingMessage, recordId: number) => Sender;
  /** Returns the ids of records in the order of arrival. */
  readonly takeId: () => number;
  /** The newest entries of the log, read at most once, so that their cookies are still known after a restart. */
  readonly recall?: () => readonly LogEntry[];
  /** Absent if no other app is known. */
  readonly neighbourhood?: Neighbourhood;
  /** Receives each record once, after its response was sent (or its client has disconnected). */
  readonly commit: (record: RequestRecord) => void;
  /**
   * Runs work a few milliseconds later, so that it does not delay the next requests. Records are made in such work.
   * Without it they are made immediately.
   */
  readonly later?: (work: () => void) => void;
  /** How long a record waits for store calls that outlive their response, before it is closed without them. */
  readonly storeGraceMs?: number;
  /**
   * When the session is read: at the end of the response if a handler can still change it afterwards, and otherwise
   * when the record is made. The default is the end of the response.
   */
  readonly sessionIsRead?: 'at-end' | 'with-record';
}

/** `arrivedAt` is given for a request that had to wait before it was recorded. Without it, the request arrives now. */
export type Recorder = (
  request: IncomingMessage,
  response: ServerResponse,
  handle: () => void,
  arrivedAt?: ArrivedAt,
) => void;

const usualStoreGraceMs = 5_000;

export function createRecorder(options: RecorderOptions): Recorder {
  const { sessionIsRead = 'at-end' } = options;
  const recall = options.recall ?? (() => []);
  const across = new AcrossRequests(recall);
  const clients = new LiveFollower(recall);
  const lostLogins = new LostLogins();
  const outside = new FindingsFromOutside(options.neighbourhood ?? alone());
  const inOrder = workInOrder(options.later);
  const connections = new Connections((name) => inOrder.add(() => clients.closed(name)));
  return (request, response, handle, arrivedAt = arrivesNow(options.clock)) => {
    if (!options.isRecording()) {
      handle();
      return;
    }
    const id = options.takeId();
    const sender = options.identify(request, id);
    const { arrivedAtMs } = arrivedAt;
    const arrival: Arrival = {
      id,
      sender,
      ...arrivedAt,
      readSession: options.sessions(request),
      method: request.method ?? '',
      url: request.url ?? '',
    };
    const observation = new Observation(() => elapsedMs(options.clock, arrival.startedMs));
    observation.recordId = id;
    const { actor, jar, isByHand = false } = sender;
    let cookies: FollowedRequest = notFollowed;
    const connection = connections.nameOf(request.socket);
    const linesSentAt = (atMs: number) => setCookiesSentAt(atMs, arrival, observation, response);
    inOrder.add(() => {
      const { method, url } = arrival;
      const arrived = { id, atMs: arrivedAtMs, request, method, url, connection, linesSentAt };
      cookies = clients.arrived(arrived, { actor, jar, isByHand });
    });
    // The jar of a simulated browser is read as it is now: its answer may change it.
    if (jar !== null) inOrder.runAll();
    const forget = rememberRequest(request, observation);
    onResponseEnd(request, response, (end) => {
      forget();
      const durationMs = elapsedMs(options.clock, arrival.startedMs);
      let setCookieFates: SetCookieFate[] = [];
      // Noted now: another app may receive the cookie before the record of this response is made.
      if (setsCookie(observation)) outside.noteCookies(setCookiesIn(answerOf(observation, end)));
      // This runs before the store has answered, because the client has these cookies now.
      inOrder.add(() => {
        setCookieFates = cookies.ended(setCookiesIn(answerOf(observation, end)), arrivedAtMs + durationMs);
      });
      afterStoreCalls(observation, options.storeGraceMs ?? usualStoreGraceMs, () => {
        const read = () => readOutcome(arrival, observation, request, end);
        const atEnd = sessionIsRead === 'at-end' ? read() : null;
        inOrder.addDue(() => {
          const outcome = atEnd ?? read();
          const { expectedCookies } = cookies;
          const closed = { ...end, durationMs, setCookieFates, expectedCookies };
          const record = buildRecord(arrival, observation, request, outcome, closed);
          const found = [...findingsOf(record), ...across.findingsOf(record), ...lostLogins.findingsOf(record)];
          record.findings.push(...outside.complete(record, found));
          options.commit(record);
        });
      });
    });
    observe(observation, handle);
  };
}

const notFollowed: FollowedRequest = { expectedCookies: [], ended: () => [] };

interface Arrival extends ArrivedAt {
  readonly id: number;
  readonly sender: Sender;
  readonly readSession: ReturnType<SessionView>;
  /** The original values: a router that is mounted on a path removes that path from `request.url` while it runs. */
  readonly method: string;
  readonly url: string;
}

/**
 * A client that disconnects early ends the response while the store still works. The record waits for the outcome, and
 * for the next step of the handler.
 */
function afterStoreCalls(observation: Observation, storeGraceMs: number, close: () => void): void {
  if (observation.pendingStoreCalls === 0) {
    close();
    return;
  }
  const finish = () => {
    clearTimeout(timer);
    observation.onStoreIdle = null;
    close();
  };
  const timer = setTimeout(finish, storeGraceMs);
  const whenIdle = () => {
    setImmediate(() => {
      if (observation.pendingStoreCalls === 0 && observation.onStoreIdle !== null) finish();
    });
  };
  observation.onStoreIdle = whenIdle;
}

/** The head that the client received, as far as it is known: of a watched app, or of the tutorial site. */
function answerOf(observation: Observation, { head }: Pick<ResponseEnd, 'head'>): HeadLines | null {
  const { upstreamHead } = observation;
  // The head that the app sent counts, and not the head that the proxy made from it.
  if (upstreamHead === null) return head === null ? null : head.lines();
  return { statusText: upstreamHead.statusText, headers: receivedHeaders(upstreamHead.rawHeaders) };
}

/** Whether a watched app has sent a Set-Cookie line. Asked for every response, so no header list is made for it. */
function setsCookie({ upstreamHead }: Observation): boolean {
  return upstreamHead?.rawHeaders.some((text, place) => place % 2 === 0 && /^set-cookie$/i.test(text)) ?? false;
}

function setCookiesIn(answer: HeadLines | null): readonly string[] {
  return answer === null ? [] : setCookiesOf(answer.headers);
}

/** Times of arrival are whole milliseconds. */
const ROUNDING_MS = 1;

/** The Set-Cookie lines that had been sent at a moment, while the body may still be under way; null: no head had. */
function setCookiesSentAt(
  atMs: number,
  { arrivedAtMs }: Arrival,
  observation: Observation,
  response: ServerResponse,
): readonly string[] | null {
  const { upstreamHead, headSentAtMs } = observation;
  const wasSent = headSentAtMs !== null && arrivedAtMs + headSentAtMs <= atMs + ROUNDING_MS;
  if (upstreamHead !== null) return wasSent ? setCookiesIn(answerOf(observation, { head: null })) : null;
  // A response without a session has a head whose time is not known. It sets no cookie.
  return response.headersSent && (wasSent || headSentAtMs === null) ? setCookiesUnderWay(response) : null;
}

interface ClosedResponse extends ResponseEnd {
  readonly durationMs: number;
  readonly expectedCookies: ExpectedCookie[];
  /** The Set-Cookie lines that the client refused or cut. */
  readonly setCookieFates: SetCookieFate[];
}

/** The parts of a record that a handler which outlives its response could still change. */
interface Outcome {
  readonly answer: HeadLines | null;
  readonly session: ReturnType<ReturnType<SessionView>>;
  readonly operations: RequestRecord['operations'];
  readonly storeOperations: RequestRecord['storeOperations'];
  readonly errors: RequestRecord['errors'];
}

/** Called once for each request. */
function readOutcome(
  { arrivedAtMs, method, url, readSession }: Arrival,
  observation: Observation,
  request: IncomingMessage,
  { head, status }: ResponseEnd,
): Outcome {
  const answer = answerOf(observation, { head });
  const setCookies = setCookiesIn(answer);
  const session = readSession({ request, observation, arrivedAtMs, method, url, status, setCookies });
  observation.letGo();
  return {
    answer,
    session,
    operations: [...observation.operations],
    storeOperations: [...observation.storeOperations],
    errors: observation.errors.concat(failedStoreCalls(observation)),
  };
}

function buildRecord(
  { id, sender: { actor, resendOf }, arrivedAtMs, method, url }: Arrival,
  { refusal, upstream, headSentAtMs }: Observation,
  request: IncomingMessage,
  { answer, session, operations, storeOperations, errors }: Outcome,
  { status, bodyBytes, isAborted, durationMs, setCookieFates, expectedCookies }: ClosedResponse,
): RequestRecord {
  return {
    kind: 'request',
    id,
    arrivedAtMs,
    durationMs,
    actor,
    engine: session.engine,
    method,
    url,
    httpVersion: request.httpVersion,
    status,
    statusText: answer?.statusText ?? '',
    requestHeaders: receivedHeaders(request.rawHeaders),
    responseHeaders: answer?.headers ?? [],
    responseBodyBytes: bodyBytes,
    cookieName: session.cookieName,
    cookieValue: session.cookieValue,
    receivedCookies: session.receivedCookies,
    verdict: session.verdict,
    sidBefore: session.sidBefore,
    sidAfter: session.sidAfter,
    sessionBefore: session.sessionBefore,
    sessionAfter: session.sessionAfter,
    operations,
    storeOperations,
    decision: session.decision,
    headSentAtMs,
    setCookie: session.setCookie,
    errors,
    findings: [],
    isAborted,
    ...(resendOf === null ? undefined : { resendOf }),
    ...(refusal === null ? undefined : { refusal }),
    expectedCookies,
    ...(setCookieFates.length === 0 ? undefined : { setCookieFates }),
    ...(upstream === null ? undefined : { upstream }),
    ...(session.evidence === undefined ? undefined : { evidence: session.evidence }),
  };
}

function failedStoreCalls(observation: Observation): RequestRecord['errors'] {
  return observation.storeOperations
    .filter((call) => call.outcome === 'failed')
    .map((call) => ({ where: 'store', message: `${call.op} failed: ${call.error ?? 'no reason given'}` }));
}
