import type { SessionData as ExpressSessionData, Store } from 'express-session';
import type { InspectorError } from '../../base/errors.ts';
import type { StatementTiming } from '../database/statement-timing.ts';

/**
 * The facts about a call of a store that express-session does not know and the observer records. The timing is absent
 * if the statement of the call is not one that the window shows.
 */
export interface StoreAnswer extends Partial<StatementTiming> {
  /** Of a store that several servers share: the version of the session that was read or written. */
  readonly version?: number;
  /**
   * Of a save: the session that was replaced, if another server had saved it after this caller has read it. `dataJson`
   * is null if its data is not known.
   */
  readonly replaced?: { readonly version: number; readonly dataJson: string | null };
}

/**
 * The callbacks of our stores. Their last argument is an addition: express-session ignores it, and the observer of
 * store calls records it.
 */
export type Done = (error?: unknown, answer?: StoreAnswer) => void;
export type Found = (error: unknown, session?: ExpressSessionData | null, answer?: StoreAnswer) => void;

/**
 * A store that can explain itself without loading a session. Our stores can; other express-session stores need not. The
 * functions change nothing.
 */
export type ExplainingStore = Store & {
  /** The kind of a store that several servers share. */
  readonly kind?: 'redis' | 'postgres';
  /** The past expiry of a session that the last `get` did not find. Null if the sid is unknown. */
  expiredSince?: (sid: string) => number | null;
  /** The expiry of a session in wall-clock ms, even if it has passed. Null if there is no such session. May throw. */
  expiryOf?: (sid: string) => number | null;
  /** Resolves when it is known whether the store can be used. Null if that is known. Never rejects. */
  opening?: () => Promise<void> | null;
  /** The reason why the store cannot be used now. Null if it can. */
  whyAway?: () => InspectorError | null;
  /** `expectedVersion` is the version that the caller has read; null if it has read none. */
  set: (sid: string, session: ExpressSessionData, callback?: Done, expectedVersion?: number | null) => void;
};

/** The store of the tutorial site. The statements are those of its calls, exactly as they are run, for display. */
export type SiteSessionStore = ExplainingStore & {
  readonly statements: Readonly<Record<'get' | 'set' | 'touch' | 'destroy', string>>;
};
