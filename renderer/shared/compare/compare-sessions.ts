import type { ActorRef, ActorState } from '../../../server/contract/actor.ts';
import { holdsSession } from '../../../server/contract/held-session.ts';
import type { StoredSession } from '../../../server/contract/stored-session.ts';
import type { StringsWithLater } from '../../strings/with-later.ts';
import type { ComparedPart } from './compared.ts';

/** The facts around a session: the actor to whom its cookie was issued, and the browsers that have it. */
export interface SessionSurroundings {
  readonly owners: ReadonlyMap<string, ActorRef>;
  readonly actors: readonly ActorState[];
}

/** Two sessions part by part: their data, their times, their owners, and the cookie options in the store. */
export function compareSessions(
  a: StoredSession,
  b: StoredSession,
  { owners, actors }: SessionSurroundings,
  t: StringsWithLater,
): ComparedPart[] {
  const names = t.compare.fields;
  const titles = t.compare.sessionParts;
  const time = (ms: number | null) => (ms === null ? t.compare.untilClosed : t.format.dayAndTime(ms));
  const life = (session: StoredSession) => ({
    [names.created]: time(session.createdAtMs),
    [names.used]: time(session.lastUsedAtMs),
    [names.expires]: time(session.expiresAtMs),
    [names.cookieExpires]: time(session.cookie.expiresAtMs),
  });
  const whose = ({ sid }: StoredSession) => ({
    [t.sessions.facts.issued]: owners.get(sid)?.name ?? t.sessions.issuedUnknown,
    [t.sessions.facts.held]: actors.filter((actor) => holdsSession(actor, sid)).map(({ name }) => name),
  });
  const cookie = ({ cookie: { httpOnly, secure, sameSite, path } }: StoredSession) => ({
    HttpOnly: httpOnly,
    Secure: secure,
    SameSite: sameSite,
    Path: path,
  });
  return [
    { id: 'data', title: titles.data, a: a.data, b: b.data },
    { id: 'life', title: titles.life, a: life(a), b: life(b) },
    { id: 'owners', title: titles.owners, a: whose(a), b: whose(b) },
    { id: 'cookie', title: titles.cookie, a: cookie(a), b: cookie(b) },
    { id: 'size', title: titles.size, a: { [names.bytes]: a.bytes }, b: { [names.bytes]: b.bytes } },
  ];
}
