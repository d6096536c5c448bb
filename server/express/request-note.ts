import type { ServerResponse } from 'node:http';
import type { AppRequestPlace } from '../contract/app-lines.ts';
import type { RequestWithSession } from '../engines/express-facts.ts';
import { currentObservation, Observation } from '../record/observation.ts';
import { placeOf } from './request-place.ts';

/** The observation of one request of the app, with its request. */
export class RequestNote extends Observation {
  readonly request: RequestWithSession;
  readonly response: ServerResponse;
  readonly arrivedAtMs = Date.now();
  /** Read at once, because a closed connection has no ports. */
  readonly place: AppRequestPlace | null;
  /** The sid for which the session middleware asked the store. Null if no valid cookie came. */
  askedSid: string | null = null;
  /** Whether `regenerate` of the store runs: the sid that it removes is renewed, and not destroyed by the handler. */
  isRenewing = false;

  constructor(request: RequestWithSession, response: ServerResponse) {
    const startedMs = performance.now();
    super(() => Math.round((performance.now() - startedMs) * 1000) / 1000);
    this.request = request;
    this.response = response;
    this.place = placeOf(request);
  }
}

/** On the request itself and not in a WeakMap, which keeps young keys too long (docs/speed.md). */
const noteKey = Symbol('the note of this request');
interface Noted {
  [noteKey]?: RequestNote | undefined;
}

/** The notes of unanswered requests. */
const underWay = new Set<RequestNote>();

export function giveNote(note: RequestNote): void {
  (note.request as Noted)[noteKey] = note;
  underWay.add(note);
}

export function dropNote(note: RequestNote): void {
  (note.request as Noted)[noteKey] = undefined;
  underWay.delete(note);
}

export function noteOf(request: object | null | undefined): RequestNote | undefined {
  return (request as Noted | null | undefined)?.[noteKey];
}

/**
 * The note of the request that calls the store for this sid: the request of the current asynchronous context. If a
 * library of the app has lost or mixed up the context, it is the only unanswered request with this sid.
 */
export function noteOfCall(sid: unknown): RequestNote | undefined {
  const current = currentObservation();
  const here = current instanceof RequestNote ? current : undefined;
  if (underWay.size === 0) return undefined;
  if (here !== undefined && (here.phase === 'load' || here.request.sessionID === sid)) return here;
  const others = [...underWay].filter(({ request }) => request.sessionID === sid);
  return others.length === 1 ? others[0] : here;
}
