import type { ActorState } from '../../../server/contract/actor.ts';
import { heldSid } from '../../../server/contract/held-session.ts';
import type { SessionPageQuery, SessionSummary } from '../../../server/contract/session-page.ts';
import type { StoredSession } from '../../../server/contract/stored-session.ts';

/** A column that can sort the rows. The owner of a session is known only in the window, from the log in memory. */
export type SessionColumn = SessionPageQuery['sort'] | 'actor';

/** The wanted rows, and their order. */
export interface SessionRowsQuery extends Pick<SessionPageQuery, 'isDescending' | 'text' | 'state'> {
  readonly sort: SessionColumn;
}

const KEYS_SHOWN = 12;

export function summaryOf(session: StoredSession): SessionSummary {
  const keys = Object.keys(session.data);
  const { sid, createdAtMs, lastUsedAtMs, expiresAtMs, bytes, unreadable } = session;
  const keyCount = unreadable?.includes('data') ? null : keys.length;
  const isReadable = unreadable === undefined;
  return { sid, keys: keys.slice(0, KEYS_SHOWN), keyCount, isReadable, createdAtMs, lastUsedAtMs, expiresAtMs, bytes };
}

/**
 * The rows of sessions that are all in memory, in the inspector's selection and order
 * (server/storage/sessions/session-index.ts). `ownerOf` returns the actor to whom a session was issued.
 */
export function rowsOf(
  sessions: readonly StoredSession[],
  { sort, isDescending, text, state }: SessionRowsQuery,
  actors: readonly ActorState[],
  ownerOf: (sid: string) => string,
): SessionSummary[] {
  const held = new Set(actors.map(heldSid));
  const wanted = sessions.filter(
    (session) => (state === 'all' || held.has(session.sid) === (state === 'held')) && hasText(session, text),
  );
  const worth = (row: SessionSummary): number | string => {
    switch (sort) {
      case 'session':
        return row.sid;
      case 'state':
        return held.has(row.sid) ? 1 : 0;
      case 'actor':
        return ownerOf(row.sid);
      case 'keys':
        return row.keyCount ?? -1;
      case 'created':
        return row.createdAtMs;
      case 'used':
        return row.lastUsedAtMs;
      case 'expires':
        return row.expiresAtMs;
      case 'bytes':
        return row.bytes;
    }
  };
  const way = isDescending ? -1 : 1;
  return wanted.map(summaryOf).sort((a, b) => {
    const [x, y] = [worth(a), worth(b)];
    return x < y ? -way : x > y ? way : 0;
  });
}

function hasText(session: StoredSession, text: string): boolean {
  if (text === '') return true;
  const sought = text.toLowerCase();
  const inJson = JSON.stringify(sought).slice(1, -1);
  return session.sid.toLowerCase().includes(sought) || JSON.stringify(session.data).toLowerCase().includes(inJson);
}
