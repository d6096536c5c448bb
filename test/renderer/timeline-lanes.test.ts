import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isForeign, type Lane } from '../../renderer/views/live/timeline/model/lane.ts';
import { type LaneSources, lanesOf, rememberExpiries } from '../../renderer/views/live/timeline/model/lanes.ts';
import { makeActor } from './support/make-actor.ts';
import { makeMark } from './support/make-mark.ts';
import { alice, mallory } from './support/make-record.ts';
import { makeSession } from './support/make-snapshot.ts';

function lanes(over: Partial<LaneSources>) {
  return lanesOf({
    marks: [],
    sessions: [],
    hasAllSessions: true,
    actors: [],
    labRuns: [],
    engine: null,
    owners: new Map(),
    lastExpiries: new Map(),
    ...over,
  });
}

describe('the life of a session', () => {
  it('runs from the request that created it to the one that destroyed it', () => {
    const marks = [
      makeMark({ id: 1, life: 'begins', did: 'set' }),
      makeMark({ id: 2 }),
      makeMark({ id: 3, life: 'destroyed', did: 'destroy' }),
    ];
    const [lane] = lanes({ marks });
    expect(lane).toMatchObject({ kind: 'session', sid: 'A', owner: alice, marks });
    expect(lane?.lives).toEqual([{ fromMs: 1000, toMs: 3000, end: 'destroyed' }]);
  });

  it('is handed on where the id was regenerated', () => {
    const marks = [
      makeMark({ id: 1, life: 'begins' }),
      makeMark({ id: 2, sid: 'B', fromSid: 'A', life: 'begins', did: 'regenerate' }),
    ];
    const found = lanes({ marks, sessions: [makeSession('B', 0)] });
    expect(found.map(({ sid, lives, bornFrom }) => [sid, lives, bornFrom])).toEqual([
      ['B', [{ fromMs: 2000, toMs: null, end: null }], { key: 'sid:A', atMs: 2000 }],
      ['A', [{ fromMs: 1000, toMs: 2000, end: 'regenerated' }], null],
    ]);
  });

  it('starts before the first known request', () => {
    const marks = [makeMark({ id: 5 })];
    expect(lanes({ marks, hasAllSessions: false })[0]?.lives).toEqual([{ fromMs: null, toMs: null, end: null }]);
    const stored = { ...makeSession('A', 0), createdAtMs: 2000, expiresAtMs: 90_000 };
    const [lane] = lanes({ marks, sessions: [stored] });
    expect(lane?.lives).toEqual([{ fromMs: 2000, toMs: null, end: null }]);
    expect(lane?.expiresAtMs).toBe(90_000);
  });

  it('is shown without any request, while the store has it', () => {
    const stored = { ...makeSession('A', 0), createdAtMs: 700 };
    expect(lanes({ sessions: [stored] })[0]).toMatchObject({ marks: [], lives: [{ fromMs: 700, toMs: null }] });
  });

  it('ended by expiry, where the row is gone and its expiry was seen', () => {
    const marks = [makeMark({ id: 1, life: 'begins' }), makeMark({ id: 2 })];
    const [lane] = lanes({ marks, lastExpiries: new Map([['A', 9000]]) });
    expect(lane?.lives).toEqual([{ fromMs: 1000, toMs: 9000, end: 'expired' }]);
  });

  it('ended by the expiry of its cookie, unless a later use shows that it was moved', () => {
    const begin = makeMark({ id: 1, life: 'begins', expiresAtMs: 4000 });
    expect(lanes({ marks: [begin] })[0]?.lives).toEqual([{ fromMs: 1000, toMs: 4000, end: 'expired' }]);
    const later = makeMark({ id: 6 });
    expect(lanes({ marks: [begin, later] })[0]?.lives).toEqual([{ fromMs: 1000, toMs: 6000, end: 'unknown' }]);
  });

  it('continues if only a part of the sessions is known', () => {
    const marks = [makeMark({ id: 1, life: 'begins' })];
    expect(lanes({ marks, hasAllSessions: false })[0]?.lives).toEqual([{ fromMs: 1000, toMs: null, end: null }]);
  });

  it('ended when an expired cookie says it did', () => {
    const late = makeMark({ id: 9, life: 'refused', did: 'refused', expiresAtMs: 5000 });
    const [lane] = lanes({ marks: [makeMark({ id: 1, life: 'begins' }), late] });
    expect(lane?.lives).toEqual([{ fromMs: 1000, toMs: 5000, end: 'expired' }]);
    expect(lane?.marks.at(-1)).toBe(late);
  });

  it('has a second part where it came back after its end', () => {
    const marks = [
      makeMark({ id: 1, life: 'begins' }),
      makeMark({ id: 2, life: 'destroyed' }),
      makeMark({ id: 3, life: 'used' }),
    ];
    expect(lanes({ marks, hasAllSessions: false })[0]?.lives).toEqual([
      { fromMs: 1000, toMs: 2000, end: 'destroyed' },
      { fromMs: 3000, toMs: null, end: null },
    ]);
  });
});

describe('which lane', () => {
  it('a refused cookie is in the lane of the session it names, or in none', () => {
    const forged = makeMark({ id: 2, life: 'refused', did: 'refused' });
    const unknown = makeMark({ id: 3, sid: 'Z', life: 'refused', did: 'refused' });
    const found = lanes({ marks: [makeMark({ id: 1, life: 'begins' }), forged, unknown] });
    expect(found.map(({ key, marks }) => [key, marks.map(({ id }) => id)])).toEqual([
      ['sid:A', [1, 2]],
      ['none', [3]],
    ]);
  });

  it('client-side, a browser has one lane for its cookie, with a life for each that it had', () => {
    const inCookie = { sid: null, isInCookie: true } as const;
    const marks = [
      makeMark({ id: 1, ...inCookie, life: 'begins' }),
      makeMark({ id: 2, ...inCookie, life: 'destroyed' }),
      makeMark({ id: 3, ...inCookie, life: 'begins' }),
      makeMark({ id: 4, sid: null, life: 'none', actor: mallory }),
    ];
    const found = lanes({ marks });
    expect(found.map(({ kind, owner, lives }) => [kind, owner, lives.length])).toEqual([
      ['cookie', alice, 2],
      ['none', null, 0],
    ]);
  });

  it('a browser of a recording has a lane for its cookie of each app', () => {
    const inCookie = { sid: null, isInCookie: true } as const;
    const marks = [
      makeMark({ id: 1, ...inCookie, app: 'localhost:5000', life: 'begins' }),
      makeMark({ id: 2, ...inCookie, app: 'localhost:5080', life: 'begins' }),
      makeMark({ id: 3, ...inCookie, app: 'localhost:5000' }),
    ];
    expect(lanes({ marks }).map(({ app, marks: own }) => [app, own.map(({ id }) => id)])).toEqual([
      ['localhost:5080', [2]],
      ['localhost:5000', [1, 3]],
    ]);
  });

  it('client-side, a copied cookie has a lane from where it is first sent', () => {
    const inCookie = { sid: null, isInCookie: true } as const;
    const use = makeMark({ id: 4, ...inCookie, actor: mallory });
    expect(lanes({ marks: [use] })[0]?.lives[0]?.fromMs).toBeNull();
    const found = lanes({ marks: [makeMark({ id: 1, ...inCookie, life: 'begins' }), use] });
    expect(found.find(({ owner }) => owner === mallory)?.lives).toEqual([{ fromMs: 4000, toMs: null, end: null }]);
  });

  it('comes first: held ones in the order of the browsers, then the youngest, requests without a session last', () => {
    const marks = [
      makeMark({ id: 1, sid: null, life: 'none' }),
      makeMark({ id: 2, sid: 'old', life: 'begins' }),
      makeMark({ id: 3, sid: 'bobs', life: 'begins' }),
      makeMark({ id: 4, sid: 'young', life: 'begins' }),
      makeMark({ id: 5, sid: 'old' }),
    ];
    const spoiled = { kind: 'bad-signature', sid: 'young', secretsTried: 1 } as const;
    const actors = [makeActor({ sid: 'young', verdict: spoiled }), makeActor({ id: 'bob', sid: 'bobs' })];
    expect(lanes({ marks, actors }).map(({ sid }) => sid)).toEqual(['bobs', 'young', 'old', null]);
    const browsers = [makeActor({ id: 'alice' }), makeActor({ id: 'bob', sid: 'old' })];
    expect(lanes({ marks, actors: browsers }).map(({ sid }) => sid)).toEqual(['old', 'young', 'bobs', null]);
  });

  it('every mark is in exactly one lane, in order of time, for any log', () => {
    const anyMark = fc.record({
      atMs: fc.nat(1000),
      sid: fc.constantFrom(null, 'A', 'B', 'C'),
      fromSid: fc.constantFrom(null, 'A', 'B'),
      isInCookie: fc.boolean(),
      life: fc.constantFrom('begins', 'used', 'destroyed', 'deleted', 'ended', 'expired', 'refused', 'none'),
      expiresAtMs: fc.constantFrom(null, 10, 500),
    });
    fc.assert(
      fc.property(fc.array(anyMark, { maxLength: 60 }), fc.boolean(), (parts, hasAllSessions) => {
        const marks = parts.map((part, index) =>
          makeMark({ id: index + 1, ...part } as Parameters<typeof makeMark>[0]),
        );
        const found = lanes({ marks, hasAllSessions });
        expect(found.flatMap((lane) => lane.marks.map(({ id }) => id)).sort((a, b) => a - b)).toEqual(
          marks.map(({ id }) => id),
        );
        expect(new Set(found.map(({ key }) => key)).size).toBe(found.length);
        for (const lane of found) {
          const times = lane.marks.map(({ atMs }) => atMs);
          expect(times).toEqual([...times].sort((a, b) => a - b));
          for (const life of lane.lives.slice(0, -1)) expect(life.toMs).not.toBeNull();
        }
      }),
    );
  });
});

describe('a lane of a cookie that is the session', () => {
  const inCookie = (id: number, atMs: number, actor = alice, life: 'begins' | 'used' = 'used') =>
    makeMark({ id, atMs, actor, life, sid: null, isInCookie: true });
  const labAlice = { id: 'lab-alice', name: 'Alice (Lab)', kind: 'simulated' } as const;
  const labMallory = { id: 'lab-mallory', name: 'Mallory (Lab)', kind: 'simulated' } as const;
  const livesOf = (found: readonly Lane[], id: string) => found.find(({ key }) => key === `cookie:${id}`)?.lives;
  const run = (startedAtMs: number, state: 'running' | 'finished') => ({ startedAtMs, state });

  it('continues while its browser has the cookie and would be accepted with it', () => {
    const marks = [inCookie(1, 10, alice, 'begins'), inCookie(2, 20)];
    const holding = makeActor({ verdict: { kind: 'accepted', sid: null, secretNumber: 1 } });
    const found = lanes({ marks, actors: [holding], engine: 'client-side' });
    expect(livesOf(found, 'alice')).toEqual([{ fromMs: 10, toMs: null, end: null }]);
    const switched = lanes({ marks, actors: [makeActor({ hasOtherCookie: true })], engine: 'server-side' });
    expect(livesOf(switched, 'alice')).toEqual([{ fromMs: 10, toMs: null, end: null }]);
  });

  it('is over with the last use once the browser has forgotten or spoiled its cookie', () => {
    const marks = [inCookie(1, 10, alice, 'begins'), inCookie(2, 20)];
    const gone = [{ fromMs: 10, toMs: 20, end: 'unknown' }];
    const spoiled = { kind: 'bad-signature', sid: null, secretsTried: 1 } as const;
    expect(livesOf(lanes({ marks, actors: [makeActor()], engine: 'client-side' }), 'alice')).toEqual(gone);
    expect(
      livesOf(lanes({ marks, actors: [makeActor({ verdict: spoiled })], engine: 'client-side' }), 'alice'),
    ).toEqual(gone);
    expect(livesOf(lanes({ marks, actors: [makeActor()], engine: 'server-side' }), 'alice')).toEqual(gone);
    const old = { kind: 'expired', sid: null, secretNumber: 1, expiredAtMs: 25 } as const;
    expect(livesOf(lanes({ marks, actors: [makeActor({ verdict: old })], engine: 'client-side' }), 'alice')).toEqual([
      { fromMs: 10, toMs: 25, end: 'expired' },
    ]);
  });

  it('of a browser of the Lab is over with its experiment, each run with browsers of its own', () => {
    const marks = [
      inCookie(1, 10, labAlice, 'begins'),
      inCookie(2, 20, labMallory),
      inCookie(3, 110, labAlice, 'begins'),
      inCookie(4, 120, labMallory),
    ];
    const during = lanes({ marks, labRuns: [run(5, 'finished'), run(105, 'running')] });
    expect(livesOf(during, 'lab-alice')).toEqual([
      { fromMs: 10, toMs: 10, end: 'closed' },
      { fromMs: 110, toMs: null, end: null },
    ]);
    const after = lanes({ marks, labRuns: [run(5, 'finished'), run(105, 'finished')] });
    expect(livesOf(after, 'lab-alice')?.at(-1)).toEqual({ fromMs: 110, toMs: 110, end: 'closed' });
    expect(livesOf(after, 'lab-mallory')).toEqual([
      { fromMs: 20, toMs: 20, end: 'closed' },
      { fromMs: 120, toMs: 120, end: 'closed' },
    ]);
  });
});

it('a use by somebody else than the owner is foreign', () => {
  const marks = [makeMark({ id: 1, life: 'begins' }), makeMark({ id: 2, actor: mallory }), makeMark({ id: 3 })];
  const [lane] = lanes({ marks });
  expect(lane?.marks.map((mark) => isForeign(lane, mark))).toEqual([false, true, false]);
});

it('remembers when sessions are due, the newest of them, and says when there is nothing new', () => {
  const due = (sid: string, expiresAtMs: number) => ({ ...makeSession(sid, 0), expiresAtMs });
  const one = rememberExpiries(new Map(), [due('A', 1), due('B', 2)], 2);
  expect(rememberExpiries(one, [due('A', 1)], 2)).toBe(one);
  expect([...rememberExpiries(one, [due('A', 5), due('C', 3)], 2)]).toEqual([
    ['A', 5],
    ['C', 3],
  ]);
});
