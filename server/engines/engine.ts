import type { Request, RequestHandler } from 'express';
import type { Json, SessionData } from '../contract/json.ts';
import type { EngineName } from '../contract/log-entry.ts';
import type { Outlook } from '../contract/verdict.ts';

/**
 * The session as a route of the site uses it; the same on every engine. Each call is noted in the request's record.
 * Values must have passed `refuseValue` (value-guard.ts).
 */
export interface SessionHandle {
  /** The value of a key. Undefined if the session does not have the key. */
  get(key: string): Json | undefined;
  set(key: string, value: Json): void;
  /** Removes a key and returns its value. Undefined, without an error, if the session did not have the key. */
  pop(key: string): Json | undefined;
  /** The size of the data as JSON in bytes with this key set. This is a calculation and is not recorded as a use. */
  bytesWith(key: string, value: Json): number;
  /** All keys and values. */
  list(): SessionData;
  /** Removes every key; the session itself stays. */
  clear(): void;
  /**
   * Gives the session a new sid and keeps its data; the old sid becomes invalid. This is the defence against session
   * fixation.
   */
  regenerate(): Promise<void>;
  /** Ends the session on the server. The browser keeps its cookie, which is no longer valid. */
  destroy(): Promise<void>;
}

/** A way to keep sessions. `attach` is Express middleware; after it, `sessionOf` gives the request's session. */
export interface SessionEngine {
  readonly name: EngineName;
  readonly cookieName: string;
  readonly attach: RequestHandler;
  sessionOf(request: Request): SessionHandle;
  /**
   * The verdict on a Cookie header without a request; null means no header. Signature, age and store are checked as for
   * a request, but nothing is touched, swept or recorded.
   */
  judge(cookieHeader: string | null): Outlook;
}
