import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage } from 'node:http';
import { RunningList } from '../base/running-list.ts';
import type { ToldRequest } from '../contract/app-lines.ts';
import type { Judgment } from '../contract/decision.ts';
import type { EarlyRefusal } from '../contract/early-refusal.ts';
import type { SessionData } from '../contract/json.ts';
import type { RequestRecord, SessionOperation, StoreOperation } from '../contract/log-entry.ts';
import type { StoreEvidence } from '../contract/store-evidence.ts';
import type { Upstream } from '../contract/upstream.ts';
import type { Verdict } from '../contract/verdict.ts';

/** The session before and after a request, as the store of the app has it. */
export interface StoredSession {
  readonly evidence: StoreEvidence;
  readonly before: { readonly sid: string | null; readonly data: SessionData | null };
  readonly after: { readonly sid: string | null; readonly data: SessionData | null };
}

/** What an app with session-inspector/express has told of a request, or that it has told nothing. */
export type ToldInside =
  | { readonly state: 'told'; readonly request: ToldRequest }
  | { readonly state: 'unhandled' | 'not-in-time' };

/** The facts that a session engine reports to the recorder about one request, filled in during the request. */
export class Observation {
  /** Milliseconds since the request arrived, by the monotonic clock. */
  readonly sinceArrivalMs: () => number;
  /** When the head of the response was sent. */
  headSentAtMs: number | null = null;
  verdict: Verdict = { kind: 'none' };
  cookieValue: string | null = null;
  /** Why the request was refused before an engine read its session; null if it was not. */
  refusal: EarlyRefusal | null = null;
  /** For a watched app: how it was reached. Null for the tutorial site. */
  upstream: Upstream | null = null;
  /** The head of the response as a watched app sent it. Null if there was none, and for the tutorial site. */
  upstreamHead: { readonly statusText: string; readonly rawHeaders: readonly string[] } | null = null;
  /** The number of the record; null until it has one. */
  recordId: number | null = null;
  /** The facts from the session store of a watched app, once they have arrived. */
  store: StoredSession | null = null;
  /** The report of the app itself, once it has arrived. Null if no app at this address sends reports. */
  inside: ToldInside | null = null;
  sidBefore: string | null = null;
  sessionBefore: SessionData | null = null;
  /** Its JSON text. If the session has the same text after the request, the record uses the same object for both. */
  sessionBeforeJson: string | null = null;
  readonly operations: SessionOperation[] = [];
  readonly storeOperations: StoreOperation[] = [];
  readonly errors: RequestRecord['errors'] = [];
  /** The expiry of the session that the cookie names, if the store found it expired. */
  expiredAtMs: number | null = null;
  /** The session as the handler left it. The engine sets this when it handles the request. */
  readAfter: () => { sid: string | null; data: SessionData } | null = nothingLeft;
  /** JSON of the data at the last store `set` before the response ended: a save that the handler requested. */
  savedJson: string | null = null;
  /**
   * The present caller of the store: express-session during its load, the handler, or express-session at the end of the
   * response.
   */
  phase: StoreOperation['phase'] = 'load';
  /** The judgments of the engine, which the engine sets when it handles the request. */
  decide: () => Judgment[] = nothingDecided;
  /** Store calls that have not answered yet. */
  pendingStoreCalls = 0;
  /** The version of the session that this request has read or saved last, in a store that several servers share. */
  sessionVersion: { readonly sid: string; readonly version: number } | null = null;
  /** Called when the last pending store call has answered. */
  onStoreIdle: (() => void) | null = null;

  constructor(sinceArrivalMs: () => number) {
    this.sinceArrivalMs = sinceArrivalMs;
  }

  /**
   * Drops the reference to the request when its record is built, so that later work in its context does not keep the
   * request alive.
   */
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
 * The observation of the current request is in the asynchronous context, not on the request object: express-session
 * calls the store without the request, and a handler must not find traces of the observer on its objects.
 */
const underWay = new AsyncLocalStorage<Observation>();

interface Observed {
  readonly request: IncomingMessage;
  readonly observation: Observation;
}

/** The unanswered requests. */
const unanswered = new RunningList<Observed>();

/** Runs a request's handler under observation. */
export function observe(observation: Observation, handle: () => void): void {
  underWay.run(observation, handle);
}

/**
 * Finds the observation by its request from now on. The returned function must be called when the response was sent or
 * the client has disconnected.
 */
export function rememberRequest(request: IncomingMessage, observation: Observation): () => void {
  const place = unanswered.add({ request, observation });
  return () => unanswered.remove(place);
}

/** Notes that the server refused a request while its handler was waiting for the body. */
export function noteRefusal(request: IncomingMessage, refusal: EarlyRefusal): void {
  for (const observed of unanswered) if (observed.request === request) observed.observation.refusal = refusal;
}

/** The observation of the current request; undefined while recording is paused, and outside of requests. */
export function currentObservation(): Observation | undefined {
  return underWay.getStore();
}
