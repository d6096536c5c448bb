import type { IncomingMessage } from 'node:http';
import type { RequestRecord } from '../contract/log-entry.ts';
import type { Observation } from './observation.ts';

/** The members of a record about its session. */
export type SessionPart = Pick<
  RequestRecord,
  | 'engine'
  | 'cookieName'
  | 'cookieValue'
  | 'receivedCookies'
  | 'verdict'
  | 'sidBefore'
  | 'sidAfter'
  | 'sessionBefore'
  | 'sessionAfter'
  | 'setCookie'
  | 'decision'
> &
  Partial<Pick<RequestRecord, 'evidence'>>;

/** A finished request. */
export interface EndedRequest {
  readonly request: IncomingMessage;
  readonly observation: Observation;
  readonly arrivedAtMs: number;
  /** The original values. */
  readonly method: string;
  readonly url: string;
  /** Null if no status line was sent. */
  readonly status: number | null;
  /** The values of the Set-Cookie lines of the answer. */
  readonly setCookies: readonly string[];
}

/**
 * How sessions are observed: inside the engines, or by the cookies that pass. Called when a request arrives; the result
 * is used when the request has ended.
 */
export type SessionView = (request: IncomingMessage) => (ended: EndedRequest) => SessionPart;
