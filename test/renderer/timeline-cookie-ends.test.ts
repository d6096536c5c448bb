import { describe, expect, it } from 'vitest';
import { en } from '../../renderer/strings/en.ts';
import { phraseText } from '../../renderer/strings/text/phrase.ts';
import { withLater } from '../../renderer/strings/with-later.ts';
import { zh } from '../../renderer/strings/zh.ts';
import { cookieEndPhrase, cookieEndText } from '../../renderer/views/live/timeline/cookie-end-sentence.ts';
import { leftOfEndWord } from '../../renderer/views/live/timeline/model/end-word.ts';
import { cookieEndAt, xOfCookieEnd } from '../../renderer/views/live/timeline/model/hit.ts';
import type { CookieEnd, Lane } from '../../renderer/views/live/timeline/model/lane.ts';
import { type LaneSources, lanesOf } from '../../renderer/views/live/timeline/model/lanes.ts';
import { countOf, placeOf, placeOfCookieEnd, stepFrom } from '../../renderer/views/live/timeline/model/walk.ts';
import type { EndedCookie } from '../../server/contract/cookie-end.ts';
import type { Mark } from '../../server/contract/mark.ts';
import { makeLane, makeMark } from './support/make-mark.ts';
import { makeSession } from './support/make-snapshot.ts';

function lanes(marks: readonly Mark[], over: Partial<LaneSources> = {}): readonly Lane[] {
  return lanesOf({
    marks,
    sessions: [],
    hasAllSessions: false,
    actors: [],
    labRuns: [],
    engine: null,
    owners: new Map(),
    lastExpiries: new Map(),
    ...over,
  });
}

const ended = (members: Partial<EndedCookie> & Pick<EndedCookie, 'why'>): EndedCookie => ({
  name: 'sid',
  came: false,
  rule: null,
  decidedBy: 1,
  ...members,
  about: { isSession: true, ...members.about },
});
const lacking = (id: number, cookie: EndedCookie) => makeMark({ id, sid: null, life: 'none', endedCookies: [cookie] });
const set = makeMark({ id: 1, life: 'begins' });
const laneA = (found: readonly Lane[]) => found.find(({ sid }) => sid === 'A');

describe('the end of a cookie on the timeline', () => {
  it.each<[string, EndedCookie, number, number, string]>([
    [
      'expired, at its moment',
      ended({ why: 'expired', about: { endedAtMs: 1700, maxAgeSeconds: 1 } }),
      1700,
      1,
      'expired',
    ],
    [
      'deleted, at the row that did it',
      ended({ why: 'deleted', decidedBy: 2, about: { setBy: 1 } }),
      2000,
      2,
      'deleted',
    ],
    ['refused, at the row that set it', ended({ why: 'refused', decidedBy: 1 }), 1000, 1, 'lost'],
    [
      'replaced, at the row that did it',
      ended({ why: 'replaced', decidedBy: 2, about: { setBy: 1 } }),
      2000,
      2,
      'lost',
    ],
    ['evicted, at the row that did it', ended({ why: 'evicted', decidedBy: 2, about: { setBy: 1 } }), 2000, 2, 'lost'],
  ])('stands in the lane of its session: %s', (_, cookie, atMs, row, end) => {
    const other = makeMark({ id: 2, sid: 'B' });
    const found = laneA(lanes([set, other, lacking(3, cookie)]));
    expect(found?.cookieEnds.map((each) => [each.atMs, each.decided.id])).toEqual([[atMs, row]]);
    expect(found?.lives).toEqual([{ fromMs: 1000, toMs: atMs, end }]);
  });

  it('is told once, however many requests lack the cookie', () => {
    const cookie = () => ended({ why: 'deleted', decidedBy: 2, about: { setBy: 1 } });
    const found = laneA(lanes([set, makeMark({ id: 2 }), lacking(3, cookie()), lacking(4, cookie())]));
    expect(found?.cookieEnds).toHaveLength(1);
  });

  it('does not end a session that is in the store, or that somebody uses later', () => {
    const cookie = ended({ why: 'deleted', decidedBy: 2, about: { setBy: 1 } });
    const marks = [set, makeMark({ id: 2 }), lacking(3, cookie)];
    const stored = laneA(lanes(marks, { sessions: [makeSession('A', 0)], hasAllSessions: true }));
    expect(stored?.lives.at(-1)).toMatchObject({ toMs: null });
    expect(stored?.cookieEnds).toHaveLength(1);
    const used = laneA(lanes([...marks, makeMark({ id: 4 })]));
    expect(used?.lives.at(-1)).toMatchObject({ toMs: null });
    expect(used?.cookieEnds).toHaveLength(1);
  });

  it('stands in the lane of the request that deletes a cookie which is older than the log', () => {
    const found = laneA(lanes([makeMark({ id: 2 }), lacking(3, ended({ why: 'deleted', decidedBy: 2 }))]));
    expect(found?.cookieEnds.map(({ atMs }) => atMs)).toEqual([2000]);
  });

  it('is left out where the row that decided is not among the marks', () => {
    const cookie = ended({ why: 'deleted', decidedBy: 77, about: { setBy: 1 } });
    expect(laneA(lanes([set, lacking(3, cookie)]))?.cookieEnds).toEqual([]);
  });
});

describe('an end in the picture', () => {
  const end = (atMs: number): CookieEnd => ({
    key: `end ${atMs}`,
    atMs,
    cookie: ended({ why: 'deleted', decidedBy: 2 }),
    decided: makeMark({ id: 2 }),
  });
  const view = { fromMs: 0, toMs: 10_000 };
  const atMark = end(2000);
  const free = end(5000);
  const lane = makeLane({ marks: [makeMark({ id: 1 }), makeMark({ id: 2 })], cookieEnds: [atMark, free] });

  it('stands beside the mark of its row, and is found under the pointer', () => {
    expect(xOfCookieEnd(lane, free, view, 1000)).toBe(500);
    expect(xOfCookieEnd(lane, atMark, view, 1000)).toBeGreaterThan(206);
    expect(cookieEndAt(lane, view, 1000, 503, 10)).toBe(free);
    expect(cookieEndAt(lane, view, 1000, 212, 10)).toBe(atMark);
    expect(cookieEndAt(lane, view, 1000, 300, 10)).toBeNull();
  });

  it('has its word after it, before it where something stands there, or none', () => {
    const room = { lane, end: free, view, width: 1000, wordWidth: 80 };
    expect(leftOfEndWord(room)).toBe(511);
    const crowded = makeLane({ marks: [makeMark({ id: 6, atMs: 5500 })], cookieEnds: [free] });
    expect(leftOfEndWord({ ...room, lane: crowded })).toBe(409);
    const full = makeLane({
      marks: [makeMark({ id: 4, atMs: 4500 }), makeMark({ id: 6, atMs: 5500 })],
      cookieEnds: [free],
    });
    expect(leftOfEndWord({ ...room, lane: full })).toBeNull();
  });

  it('is a step for the keyboard, after the mark that made it', () => {
    const from = placeOf([lane], 2);
    if (from === null) throw new Error('The mark is in no lane');
    const first = stepFrom([lane], from, 'later');
    expect(first).toEqual({ lane, mark: atMark.decided, end: atMark });
    expect(countOf(from)).toEqual({ number: 2, all: 4 });
    const second = first === null ? null : stepFrom([lane], first, 'later');
    expect(second?.end).toBe(free);
    expect(second === null ? null : stepFrom([lane], second, 'earlier')?.end).toBe(atMark);
    expect(placeOfCookieEnd([lane], free.key)?.end).toBe(free);
    expect(placeOfCookieEnd([lane], 'another')).toBeNull();
  });

  it('says when, which cookie, why, and what a press opens, in both languages', () => {
    const at = en.format.timeOfDay(2000);
    expect(cookieEndText(atMark, withLater(en))).toBe(`${at}, end of the cookie sid: deleted by #2. Enter opens #2.`);
    expect(cookieEndText(atMark, withLater(zh))).toBe(`${at}，Cookie sid 失效：被 #2 删除。按 Enter 打开 #2。`);
    expect(cookieEndPhrase(atMark, withLater(en)).filter(({ row }) => row !== undefined)).toHaveLength(1);
    expect(phraseText(cookieEndPhrase(free, withLater(en)))).toContain('deleted by #2');
  });
});
