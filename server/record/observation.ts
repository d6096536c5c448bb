import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage } from 'node:http';
import type { Judgment } from '../contract/decision.ts';
import type { EarlyRefusal } from '../contract/early-refusal.ts';
import type { SessionData } from '../contract/json.ts';
import type { RequestRecord, SessionOperation, StoreOperation } from '../contract/log-entry.ts';
import type { Upstream } from '../contract/upstream.ts';
import type { Verdict } from '../contract/verdict.ts';
import type { SentHead } from './sent-headers.ts';

/** What a session engine tells the recorder about one request, filled in while the request is under way. */
export class Observation {
  /** Milliseconds since the request arrived, by the monotonic clock. */
  readonly sinceArrivalMs: () => number;
  /** When the head of the response left. */
  headSentAtMs: number | null = null;
  verdict: Verdict = { kind: 'none' };
  cookieValue: string | null = null;
  /** Why the request was refused before an engine looked at its session; null if it was not. */
  refusal: EarlyRefusal | null = null;
  /** Of a watched app: how it was reached. Null for our own site. */
  upstream: Upstream | null = null;
  /** Of a watched app: the head of the answer as the app sent it. Null if none came, and for our own site. */
  upstreamHead: Pick<SentHead, 'statusText' | 'headers'> | null = null;
  sidBefore: string | null = null;
  sessionBefore: SessionData | null = null;
  /** Its JSON text. A session that is the same text after the request is the same object in the record. */
  sessionBeforeJson: string | null = null;
  readonly operations: SessionOperation[] = [];
  readonly storeOperations: StoreOperation[] = [];
  readonly errors: RequestRecord['errors'] = [];
  /** Since when the session the cookie names has been expired, as the store saw it. */
  expiredAtMs: number | null = null;
  /** The session as the handler left it; set by the engine once it took charge of the request. */
  readAfter: () => { sid: string | null; data: SessionData } | null = nothingLeft;
  /** JSON of the data at the last store `set` before the response ended: a save the handler asked for. */
  savedJson: string | null = null;
  /** Who asks the store now: express-session while it loads, the handler, or express-session when the response ends. */
  phase: StoreOperation['phase'] = 'load';
  /** The judgments of the engine, set by it once it took charge of the request. */
  decide: () => Judgment[] = nothingDecided;
  /** Store calls that have not answered yet. */
  pendingStoreCalls = 0;
  /** Called when the last pending store call has answered. */
  onStoreIdle: (() => void) | null = null;

  constructor(sinceArrivalMs: () => number) {
    this.sinceArrivalMs = sinceArrivalMs;
  }

  /** Lets go of the request, once its record is built: whatever still runs in its context does not keep it. */
  letGo(): void {
    this.readAfter = nothingLeft;
    this.decide = nothingDecided;
  }
}

function nothingLeft(): null {
  return null;
}

function nothingDecided(): Judgment[] {
  return [];
}

/*
 * The request under way travels with the asynchronous context, not on the request object: the store is called by
 * express-session without the request, and a handler must not find traces of the observer on what it is given.
 */
const underWay = new AsyncLocalStorage<Observation>();

/** Those of requests that have not been answered. No WeakMap: its young keys outlive their time (docs/speed.md). */
const byRequest = new Map<IncomingMessage, Observation>();

/** Runs a request's handler under observation. */
export function observe(observation: Observation, handle: () => void): void {
  underWay.run(observation, handle);
}

/** Finds the observation by its request from now on, until the request is forgotten. */
export function rememberRequest(request: IncomingMessage, observation: Observation): void {
  byRequest.set(request, observation);
}

/** The request has been answered, or its client has gone. */
export function forgetRequest(request: IncomingMessage): void {
  byRequest.delete(request);
}

/** Notes that the server refused a request while its handler was waiting for the body. */
export function noteRefusal(request: IncomingMessage, refusal: EarlyRefusal): void {
  const observation = byRequest.get(request);
  if (observation !== undefined) observation.refusal = refusal;
}

/** The observation of the request under way; undefined while nothing is recorded, and outside of requests. */
export function currentObservation(): Observation | undefined {
  return underWay.getStore();
}
