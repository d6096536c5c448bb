import type { ActorRef, ActorState } from '../../../../../server/contract/actor.ts';
import { holdsSession } from '../../../../../server/contract/held-session.ts';
import { isLabActor } from '../../../../../server/contract/lab/lab-actors.ts';
import type { LabRun } from '../../../../../server/contract/lab/run.ts';
import type { EngineName } from '../../../../../server/contract/log-entry.ts';
import type { Mark } from '../../../../../server/contract/mark.ts';
import type { StoredSession } from '../../../../../server/contract/stored-session.ts';
import { placeCookieEnds } from './cookie-ends.ts';
import { closeLife, type LaneDraft, LaneDrafts, openLife } from './drafts.ts';
import { type Lane, type Life, type LifeEnd, laneOfCookie, laneOfSid, NO_SESSION } from './lane.ts';

export interface LaneSources {
  /** In order of id. */
  readonly marks: readonly Mark[];
  readonly sessions: readonly StoredSession[];
  /** `sessions` is all that the store holds, so a session that is not in it is gone. */
  readonly hasAllSessions: boolean;
  readonly actors: readonly ActorState[];
  /** The actor to whom each sid was issued, from more of the log than these marks. */
  readonly owners: ReadonlyMap<string, ActorRef>;
  /** The known experiments of the Lab. Each starts with new browsers and closes them at its end. */
  readonly labRuns: readonly Pick<LabRun, 'startedAtMs' | 'state'>[];
  /** Null for a file, in which no engine is in charge. */
  readonly engine: EngineName | null;
  /** When sessions that are gone would have expired, as they were last seen. */
  readonly lastExpiries: ReadonlyMap<string, number>;
}

/**
 * Assigns marks to lanes and computes the life of each session. Lanes that a simulated browser holds now come first, in
 * the order of the browsers, then the youngest session first, so that using a session does not move its lane. Requests
 * without a session come last.
 */
export function lanesOf(sources: LaneSources): readonly Lane[] {
  const drafts = new LaneDrafts();
  const unplaced: Mark[] = [];
  for (const mark of sources.marks) {
    const draft = mark.life === 'refused' ? null : drafts.of(mark);
    if (draft === null) unplaced.push(mark);
    else live(drafts, draft, mark, sources.labRuns);
  }
  for (const session of sources.sessions) drafts.ofSid(session.sid).stored = session;
  placeRefused(drafts, unplaced);
  const isKeptElsewhere = ({ sid, stored }: LaneDraft) => stored !== null || (sid !== null && sources.hasAllSessions);
  placeCookieEnds(drafts.all(), sources.marks, isKeptElsewhere);
  const lanes = drafts.all().map((draft) => laneOf(draft, sources));
  return inOrder(lanes, sources.actors);
}

/** Adds one mark to the life of its session, and ends the session that it replaced. */
function live(drafts: LaneDrafts, draft: LaneDraft, mark: Mark, labRuns: LaneSources['labRuns']): void {
  const { atMs } = mark;
  draft.firstUser ??= mark.actor;
  if (isOfNewBrowser(draft, mark, labRuns)) closeLife(draft, lastUseMs(draft), 'closed');
  if (mark.life === 'begins') {
    closeLife(draft, atMs, 'unknown');
    draft.lives.push({ fromMs: atMs, toMs: null, end: null });
    if (mark.isInCookie) drafts.sawCookieIssued = true;
    draft.owner ??= mark.actor;
    draft.expiresAtMs = null;
    if (mark.fromSid !== null) {
      const parent = drafts.ofSid(mark.fromSid);
      if (openLife(parent) === undefined && parent.lives.length === 0) {
        parent.lives.push({ fromMs: null, toMs: null, end: null });
      }
      closeLife(parent, atMs, 'regenerated');
      draft.bornFrom = { key: parent.key, atMs };
    }
  } else if (openLife(draft) === undefined) {
    // Known for the first time in the middle of its life, or back after its end. A copied cookie is in this browser's
    // hands from here.
    const isKnownFrom = draft.lives.length > 0 || (mark.isInCookie && drafts.sawCookieIssued);
    draft.lives.push({ fromMs: isKnownFrom ? atMs : null, toMs: null, end: null });
  }
  draft.marks.push(mark);
  const end = endOf(mark);
  if (end !== null) closeLife(draft, atMs, end);
  else if (mark.expiresAtMs !== null) draft.expiresAtMs = mark.expiresAtMs;
}

/** Whether the browser of an earlier experiment was closed before this mark, which comes from another of its name. */
function isOfNewBrowser(draft: LaneDraft, { actor, isInCookie, life, atMs }: Mark, labRuns: LaneSources['labRuns']) {
  if (!isInCookie || actor === null || !isLabActor(actor.id) || openLife(draft) === undefined) return false;
  const lastMs = lastUseMs(draft);
  return life === 'begins' || labRuns.some(({ startedAtMs }) => startedAtMs > lastMs && startedAtMs <= atMs);
}

function endOf({ life }: Mark): LifeEnd | null {
  return life === 'destroyed' || life === 'deleted' || life === 'ended' || life === 'expired' ? life : null;
}

/** A refused cookie is shown with the session it names, if there is such a session; else among requests without one. */
function placeRefused(drafts: LaneDrafts, marks: readonly Mark[]): void {
  for (const mark of marks) {
    const named = mark.life === 'refused' ? drafts.known(mark) : undefined;
    const draft = named ?? drafts.none();
    draft.marks.push(mark);
    if (named === undefined || mark.expiresAtMs === null || mark.expiresAtMs > mark.atMs) continue;
    const life = openLife(named);
    if (life !== undefined && (life.fromMs ?? 0) < mark.expiresAtMs) closeLife(named, mark.expiresAtMs, 'expired');
  }
}

function laneOf(draft: LaneDraft, sources: LaneSources): Lane {
  const { key, sid, bornFrom, stored, cookieEnds } = draft;
  sortByTime(draft.marks);
  const kind = key === NO_SESSION ? 'none' : sid === null ? 'cookie' : 'session';
  return {
    key,
    kind,
    sid,
    app: kind === 'none' ? null : (draft.marks[0]?.app ?? null),
    owner: ownerOf(draft, sources),
    marks: draft.marks,
    lives: kind === 'none' ? [] : livesOf(draft, sources),
    cookieEnds,
    expiresAtMs: stored?.expiresAtMs ?? expiryOf(draft, sources),
    bornFrom,
  };
}

/**
 * Ids are the order of arrival, but a clock may be set back, and refused cookies were placed last. Mostly there is
 * nothing to do.
 */
function sortByTime(marks: Mark[]): void {
  const isSorted = marks.every((mark, index) => index === 0 || (marks[index - 1]?.atMs ?? 0) <= mark.atMs);
  if (!isSorted) marks.sort((a, b) => a.atMs - b.atMs || a.id - b.id);
}

function ownerOf({ key, sid, owner, firstUser }: LaneDraft, { owners, actors }: LaneSources): ActorRef | null {
  if (key === NO_SESSION) return null;
  const issued = owner ?? (sid === null ? undefined : owners.get(sid));
  if (issued !== undefined) return issued;
  const holder = actors.find((actor) => sid !== null && holdsSession(actor, sid));
  return holder === undefined ? firstUser : { id: holder.id, name: holder.name, kind: 'simulated' };
}

function livesOf(draft: LaneDraft, sources: LaneSources): readonly Life[] {
  const { lives, stored, sid, marks } = draft;
  if (sid === null) endInCookie(draft, sources);
  if (stored !== null) {
    const first = lives[0];
    if (first === undefined) return [{ fromMs: stored.createdAtMs, toMs: null, end: null }];
    if (first.fromMs === null) first.fromMs = Math.min(stored.createdAtMs, marks[0]?.atMs ?? stored.createdAtMs);
    return lives;
  }
  const open = openLife(draft);
  if (open === undefined || sid === null || !sources.hasAllSessions) return lives;
  const lastMs = marks.at(-1)?.atMs ?? open.fromMs ?? 0;
  const expiry = expiryOf(draft, sources);
  // Its expiry may have moved since it was known. A later use proves that it did.
  if (expiry !== null && expiry >= lastMs) closeLife(draft, expiry, 'expired');
  else closeLife(draft, lastMs, 'unknown');
  return lives;
}

/**
 * Ends the life of a session that is in a cookie where its browser does not have that cookie any more, or would have
 * it refused. Nothing is known of browsers outside.
 */
function endInCookie(draft: LaneDraft, { actors, engine, labRuns }: LaneSources): void {
  const browserId = draft.marks[0]?.actor?.id ?? '';
  if (isLabActor(browserId)) {
    if (labRuns.every(({ state }) => state !== 'running')) closeLife(draft, lastUseMs(draft), 'closed');
    return;
  }
  const browser = actors.find(({ id }) => id === browserId);
  if (browser === undefined || engine === null) return;
  const { verdict, hasOtherCookie } = browser;
  // For the engine that is switched off, the jar only shows whether it has a cookie.
  const isAlive = engine === 'client-side' ? verdict.kind === 'accepted' : hasOtherCookie;
  if (isAlive) return;
  if (engine === 'client-side' && verdict.kind === 'expired') closeLife(draft, verdict.expiredAtMs, 'expired');
  else closeLife(draft, lastUseMs(draft), 'unknown');
}

function lastUseMs({ marks }: LaneDraft): number {
  return marks.findLast(({ life }) => life !== 'refused')?.atMs ?? marks.at(-1)?.atMs ?? 0;
}

function expiryOf({ sid, expiresAtMs }: LaneDraft, { lastExpiries }: LaneSources): number | null {
  return (sid === null ? undefined : lastExpiries.get(sid)) ?? expiresAtMs;
}

function inOrder(lanes: readonly Lane[], actors: readonly ActorState[]): readonly Lane[] {
  const places = new Map<string, number>();
  actors.forEach(({ id, verdict }, index) => {
    if (verdict.kind !== 'accepted') return;
    const key = verdict.sid === null ? laneOfCookie(id) : laneOfSid(verdict.sid);
    if (!places.has(key)) places.set(key, index);
  });
  const rank = (lane: Lane) =>
    lane.kind === 'none' ? Number.POSITIVE_INFINITY : (places.get(lane.key) ?? actors.length);
  const born = (lane: Lane) => lane.lives[0]?.fromMs ?? lane.marks[0]?.atMs ?? 0;
  return [...lanes].sort((a, b) => {
    const [one, other] = [rank(a), rank(b)];
    return one === other ? born(b) - born(a) : one - other;
  });
}

/**
 * Remembers when sessions expire, so that their end is known after their rows were deleted. Returns the same map if
 * there is no new expiry.
 */
export function rememberExpiries(
  known: ReadonlyMap<string, number>,
  sessions: readonly StoredSession[],
  max: number,
): ReadonlyMap<string, number> {
  const changed = sessions.filter(({ sid, expiresAtMs }) => known.get(sid) !== expiresAtMs);
  if (changed.length === 0) return known;
  const next = new Map(known);
  for (const { sid, expiresAtMs } of changed) {
    next.delete(sid);
    next.set(sid, expiresAtMs);
  }
  for (const sid of next.keys()) {
    if (next.size <= max) break;
    next.delete(sid);
  }
  return next;
}
