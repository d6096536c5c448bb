import type { ActorRef } from '../../../contract/actor.ts';
import type { Finding } from '../../../contract/finding.ts';
import { put } from '../bounded-memory.ts';
import { looksLikeLogin } from '../login-and-logout.ts';
import type { WatchedRecord } from './watched-record.ts';

const MAX_IDS = 2_000;

interface FirstSeen {
  readonly requestId: number;
  readonly actor: ActorRef;
  /** The first of the other clients that had the id. */
  other: ActorRef | null;
}

/**
 * Logins after which the session keeps its earlier id: any other client that knows the id is then logged in too
 * (fixation).
 */
export class KeptIds {
  readonly #firstSeen = new Map<string, FirstSeen>();

  findingsOf(record: WatchedRecord): Finding[] {
    const { id, actor, sidBefore, sidAfter, cookieName } = record;
    const first = sidBefore === null ? undefined : this.#seen(sidBefore, record);
    if (sidAfter !== null && sidAfter !== sidBefore) this.#seen(sidAfter, record);
    if (first === undefined || sidBefore !== sidAfter || !looksLikeLogin(record)) return [];
    const knownTo = first.actor.id === actor.id ? first.other : first.actor;
    return [
      {
        kind: 'login-kept-id',
        requestIds: first.requestId === id ? [id] : [first.requestId, id],
        name: cookieName,
        ...(knownTo === null ? {} : { knownTo }),
      },
    ];
  }

  #seen(sid: string, { id, actor }: WatchedRecord): FirstSeen {
    const first = this.#firstSeen.get(sid);
    if (first !== undefined) {
      if (first.actor.id !== actor.id) first.other ??= actor;
      return first;
    }
    const seen: FirstSeen = { requestId: id, actor, other: null };
    put(this.#firstSeen, sid, seen, MAX_IDS);
    return seen;
  }
}
