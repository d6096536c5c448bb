/**
 * Stands in front of the site and writes one complete record for every request that reaches it. It does not know whose handler
 * runs after it, and changes nothing of what it records: no header, no timing of the response, no object given to the handler.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../base/clock.ts';
import type { ActorRef } from '../contract/actor.ts';
import type { EngineName, RequestRecord } from '../contract/log-entry.ts';
import { createObservation, type Observation, observe } from '../session/observation.ts';
import { AcrossRequests } from './findings/across-requests.ts';
import { findingsOf } from './findings/of-one-request.ts';
import { judgeReceivedCookies, type OwnCookieNames } from './received-cookies.ts';
import { receivedHeaders } from './received-headers.ts';
import { type SentHead, sentHead } from './sent-headers.ts';

export interface RecorderOptions {
  readonly clock: Clock;
  readonly isRecording: () => boolean;
  /** The engine in charge, asked when a request arrives: it stays with that engine. */
  readonly engine: () => { readonly name: EngineName; readonly cookieNames: OwnCookieNames };
  /** Who sent this request. */
  readonly identify: (request: IncomingMessage) => ActorRef;
  /** Numbers the records in the order of arrival. */
  readonly takeId: () => number;
  /** Gets each record once, after its response has left (or its client has gone). */
  readonly commit: (record: RequestRecord) => void;
}

export type Recorder = (request: IncomingMessage, response: ServerResponse, handle: () => void) => void;

/** How long a record waits for store calls that outlive their response, before it is closed without them. */
const storeGraceMs = 5_000;

export function createRecorder(options: RecorderOptions): Recorder {
  const across = new AcrossRequests();
  return (request, response, handle) => {
    if (!options.isRecording()) {
      handle();
      return;
    }
    const arrival: Arrival = {
      id: options.takeId(),
      arrivedAtMs: options.clock.now(),
      startedMs: options.clock.monotonicMs(),
      bytesWrittenBefore: request.socket.bytesWritten,
      actor: options.identify(request),
      engine: options.engine(),
    };
    const observation = createObservation(() => options.clock.monotonicMs() - arrival.startedMs);
    response.once('close', () => {
      const durationMs = options.clock.monotonicMs() - arrival.startedMs;
      const bytesWritten = request.socket.bytesWritten - arrival.bytesWrittenBefore;
      const close = () =>
        options.commit(
          withFindings(across, buildRecord(arrival, observation, request, response, durationMs, bytesWritten)),
        );
      afterStoreCalls(observation, close);
    });
    observe(observation, handle);
  };
}

interface Arrival {
  readonly id: number;
  readonly arrivedAtMs: number;
  readonly startedMs: number;
  readonly bytesWrittenBefore: number;
  readonly actor: ActorRef;
  readonly engine: ReturnType<RecorderOptions['engine']>;
}

/** A client that leaves early closes the response while the store is still at work: the record waits for the outcome. */
function afterStoreCalls(observation: Observation, close: () => void): void {
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
  observation.onStoreIdle = finish;
}

function buildRecord(
  arrival: Arrival,
  observation: Observation,
  request: IncomingMessage,
  response: ServerResponse,
  durationMs: number,
  bytesWritten: number,
): Omit<RequestRecord, 'findings'> {
  const head = sentHead(response);
  const names = arrival.engine.cookieNames;
  const setCookie = sessionCookieSent(head, names.session);
  const after = keptSession(observation);
  return {
    kind: 'request',
    id: arrival.id,
    arrivedAtMs: arrival.arrivedAtMs,
    durationMs,
    actor: arrival.actor,
    engine: arrival.engine.name,
    method: request.method ?? '',
    url: request.url ?? '',
    httpVersion: request.httpVersion,
    status: head === null ? null : response.statusCode,
    statusText: head?.statusText ?? '',
    requestHeaders: receivedHeaders(request.rawHeaders),
    responseHeaders: head?.headers ?? [],
    responseBodyBytes: bodyBytes(head, request, response, bytesWritten),
    cookieName: names.session,
    cookieValue: observation.cookieValue,
    receivedCookies: judgeReceivedCookies(request.headers.cookie, names),
    verdict: observation.verdict,
    sidBefore: observation.sidBefore,
    sidAfter: after?.sid ?? null,
    sessionBefore: observation.sessionBefore,
    sessionAfter: after?.data ?? null,
    operations: observation.operations,
    storeOperations: observation.storeOperations,
    decision: observation.decide(),
    headSentAtMs: observation.headSentAtMs,
    setCookie,
    errors: observation.errors.concat(failedStoreCalls(observation)),
    isAborted: !response.writableFinished,
  };
}

function withFindings(across: AcrossRequests, record: Omit<RequestRecord, 'findings'>): RequestRecord {
  return { ...record, findings: [...findingsOf(record), ...across.findingsOf(record)] };
}

/** The session that lives on after the request: one that was loaded and not ended, or a new one that went to the store. */
function keptSession(observation: Observation): ReturnType<Observation['readAfter']> {
  const after = observation.readAfter();
  if (after === null) return null;
  const wasSaved = observation.storeOperations.some((call) => call.op === 'set' && call.sid === after.sid);
  return wasSaved || after.sid === observation.sidBefore ? after : null;
}

function sessionCookieSent(head: SentHead | null, cookieName: string): string | null {
  const line = head?.headers.find(
    ([name, value]) => name.toLowerCase() === 'set-cookie' && value.startsWith(`${cookieName}=`),
  );
  return line?.[1] ?? null;
}

function failedStoreCalls(observation: Observation): RequestRecord['errors'] {
  return observation.storeOperations
    .filter((call) => call.outcome === 'failed')
    .map((call) => ({ where: 'store', message: `${call.op} failed: ${call.error ?? 'no reason given'}` }));
}

/** Bytes of the body on the wire. Chunk framing counts where the length was not announced: nothing else is known then. */
function bodyBytes(
  head: SentHead | null,
  request: IncomingMessage,
  response: ServerResponse,
  bytesWritten: number,
): number {
  if (head === null || request.method === 'HEAD') return 0;
  const announced = head.headers.find(([name]) => name.toLowerCase() === 'content-length');
  if (announced !== undefined && response.writableFinished) return Number(announced[1]);
  return Math.max(0, bytesWritten - head.bytes);
}
