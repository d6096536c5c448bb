import type { Lane } from '../../../renderer/views/live/timeline/model/lane.ts';
import type { Mark } from '../../../server/contract/mark.ts';
import { alice } from './make-record.ts';

/** A use of session A by Alice; a test says what is different in its own. */
export function makeMark(over: Partial<Mark> & { id: number }): Mark {
  return {
    atMs: over.id * 1000,
    did: 'get',
    actor: alice,
    sid: 'A',
    fromSid: null,
    isInCookie: false,
    life: 'used',
    expiresAtMs: null,
    ...over,
  };
}

export function makeLane(over: Partial<Lane> = {}): Lane {
  const sid = over.sid ?? 'A';
  return {
    key: `sid:${sid}`,
    kind: 'session',
    sid,
    app: null,
    owner: alice,
    marks: [],
    lives: [],
    cookieEnds: [],
    expiresAtMs: null,
    bornFrom: null,
    ...over,
  };
}
