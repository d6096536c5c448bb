import type { Request, RequestHandler } from 'express';
import type { Json, SessionData } from '../contract/json.ts';
import type { EngineName } from '../contract/log-entry.ts';
import type { Outlook } from '../contract/verdict.ts';

/**
 * The session as a route of the site uses it; the same on every engine. Each call is noted in the request's record.
 * Values must have passed `refuseValue` (value-guard.ts).
 */
export interface SessionHandle {
  /** The value of a key, undefined if the session has no such key. */
  get(key: string): Json | undefined;
  set(key: string, value: Json): void;
  /** Removes a key and hands over what it held; undefined, and no error, if it was not there. */
  pop(key: string): Json | undefined;
  /** How many bytes the data would take as JSON with this key set. A look ahead, not a use: it is not noted. */
  bytesWith(key: string, value: Json): number;
  /** All keys and values. */
  list(): SessionData;
  /** Removes every key; the session itself stays. */
  clear(): void;
  /**
   * Gives the session a new sid and carries its data over; the old sid is dead. The defence against session fixation.
   */
  regenerate(): Promise<void>;
  /** Ends the session: the server forgets it. The browser keeps its cookie, which from now on opens nothing. */
  destroy(): Promise<void>;
}

/** A way to keep sessions. `attach` is Express middleware; after it, `sessionOf` gives the request's session. */
export interface SessionEngine {
  readonly name: EngineName;
  readonly cookieName: string;
  readonly attach: RequestHandler;
  sessionOf(request: Request): SessionHandle;
  /**
   * The verdict on a request with this Cookie header (null: none), without one being sent: signature, age and store are
   * judged as for a request, and nothing is touched, swept or noted.
   */
  judge(cookieHeader: string | null): Outlook;
}
