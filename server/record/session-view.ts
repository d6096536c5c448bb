import type { IncomingMessage } from 'node:http';
import type { RequestRecord } from '../contract/log-entry.ts';
import type { Observation } from './observation.ts';

/** The members of a record that tell of its session. */
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

/** A request that is over. */
export interface EndedRequest {
  readonly request: IncomingMessage;
  readonly observation: Observation;
  readonly arrivedAtMs: number;
  /** As they came. */
  readonly method: string;
  readonly url: string;
  /** Null: no status line was sent. */
  readonly status: number | null;
  /** The values of the Set-Cookie lines of the answer. */
  readonly setCookies: readonly string[];
}

/**
 * How sessions are seen: from inside of our engines, or by the cookies that pass. Asked when a request arrives; what it
 * gives is asked when the request is over.
 */
export type SessionView = (request: IncomingMessage) => (ended: EndedRequest) => SessionPart;
