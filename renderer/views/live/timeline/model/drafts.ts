import type { ActorRef } from '../../../../../server/contract/actor.ts';
import type { Mark } from '../../../../../server/contract/mark.ts';
import type { StoredSession } from '../../../../../server/contract/stored-session.ts';
import { type CookieEnd, type Lane, type LifeEnd, laneOfCookie, laneOfSid, NO_SESSION } from './lane.ts';

export interface LifeDraft {
  fromMs: number | null;
  toMs: number | null;
  end: LifeEnd | null;
}

/** A lane while its marks are being read. */
export interface LaneDraft {
  readonly key: string;
  readonly sid: string | null;
  readonly marks: Mark[];
  readonly lives: LifeDraft[];
  readonly cookieEnds: CookieEnd[];
  owner: ActorRef | null;
  firstUser: ActorRef | null;
  expiresAtMs: number | null;
  stored: StoredSession | null;
  bornFrom: Lane['bornFrom'];
}

/** The life that continues, if there is one. */
export function openLife({ lives }: LaneDraft): LifeDraft | undefined {
  const last = lives.at(-1);
  return last?.toMs === null ? last : undefined;
}

/** Ends the life that continues; has no effect if there is none. */
export function closeLife(draft: LaneDraft, atMs: number, end: LifeEnd): void {
  const life = openLife(draft);
  if (life === undefined) return;
  life.toMs = atMs;
  life.end = end;
}

/**
 * The lanes while they are being built. They are found by the values in marks, so that twenty thousand marks, which are
 * read again with every batch of messages, need no new texts.
 */
export class LaneDrafts {
  /**
   * A client-side session was seen to begin: a browser that sends such a cookie for the first time after it may have
   * a copy.
   */
  sawCookieIssued = false;
  readonly #bySid = new Map<string, LaneDraft>();
  /** By the key of the lane. */
  readonly #byCookie = new Map<string, LaneDraft>();
  #none: LaneDraft | null = null;

  /** The lane of a mark, made if needed; null if there is no session. */
  of(mark: Mark): LaneDraft | null {
    if (mark.isInCookie && mark.actor !== null) return this.#ofCookie(laneOfCookie(mark.actor.id, mark.app));
    return mark.sid === null ? null : this.ofSid(mark.sid);
  }

  /** The same, only if it is there. */
  known(mark: Mark): LaneDraft | undefined {
    if (mark.isInCookie && mark.actor !== null) return this.#byCookie.get(laneOfCookie(mark.actor.id, mark.app));
    return mark.sid === null ? undefined : this.#bySid.get(mark.sid);
  }

  ofSid(sid: string): LaneDraft {
    let draft = this.#bySid.get(sid);
    if (draft === undefined) {
      draft = newDraft(laneOfSid(sid), sid);
      this.#bySid.set(sid, draft);
    }
    return draft;
  }

  /** The lane of requests without a session. */
  none(): LaneDraft {
    this.#none ??= newDraft(NO_SESSION, null);
    return this.#none;
  }

  all(): LaneDraft[] {
    const sessions = [...this.#bySid.values(), ...this.#byCookie.values()];
    return this.#none === null ? sessions : [...sessions, this.#none];
  }

  #ofCookie(key: string): LaneDraft {
    let draft = this.#byCookie.get(key);
    if (draft === undefined) {
      draft = newDraft(key, null);
      this.#byCookie.set(key, draft);
    }
    return draft;
  }
}

function newDraft(key: string, sid: string | null): LaneDraft {
  return {
    key,
    sid,
    marks: [],
    lives: [],
    cookieEnds: [],
    owner: null,
    firstUser: null,
    expiresAtMs: null,
    stored: null,
    bornFrom: null,
  };
}
