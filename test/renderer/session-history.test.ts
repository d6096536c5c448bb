import { describe, expect, it } from 'vitest';
import { readClientCookie } from '../../renderer/model/client-cookie.ts';
import { diffLines, MAX_VALUE_CHARACTERS } from '../../renderer/model/diff-lines.ts';
import { historyRows, lineageOf } from '../../renderer/model/session-history.ts';
import { sessionState } from '../../renderer/model/session-state.ts';
import { keptMs, sessionClocks } from '../../renderer/views/sessions/clock-times.ts';
import { readSessionJson } from '../../renderer/views/sessions/read-session-json.ts';
import type { EditEntry, RequestRecord, StoreOperation } from '../../server/contract/log-entry.ts';
import { makeActor } from './support/make-actor.ts';
import { alice, makeAnonymous, makeRecord, sidA, sidB } from './support/make-record.ts';
import { makeSession } from './support/make-snapshot.ts';

const created = (over: Partial<RequestRecord> = {}) => makeRecord({ sidBefore: null, sessionBefore: null, ...over });
const regenerated = (over: Partial<RequestRecord> = {}) => makeRecord({ sidAfter: sidB, ...over });
const call = (op: StoreOperation['op'], outcome: StoreOperation['outcome'] = 'ok'): StoreOperation => ({
  atMs: 1,
  op,
  phase: 'end',
  sid: sidA,
  durationMs: 1,
  outcome,
});
const edit = (over: Partial<EditEntry>): EditEntry => ({
  kind: 'edit',
  id: 9,
  atMs: 0,
  sid: sidA,
  action: 'set',
  ...over,
});
const eventOf = (record: RequestRecord, sid = sidA) => historyRows([record], sid)[0]?.event;

describe('the history of a session', () => {
  it('names the effect of each request on the session', () => {
    expect(eventOf(created())).toBe('created');
    expect(eventOf(makeRecord())).toBe('used');
    expect(eventOf(makeRecord({ sessionAfter: {} }))).toBe('changed');
    expect(eventOf(regenerated())).toBe('regenerated-to');
    expect(eventOf(regenerated(), sidB)).toBe('regenerated-from');
    expect(eventOf(makeRecord({ sidAfter: null, storeOperations: [call('destroy')] }))).toBe('destroyed');
    expect(eventOf(makeRecord({ sidAfter: null }))).toBe('ended');
    expect(eventOf(makeAnonymous({ verdict: { kind: 'unknown-sid', sid: sidA, secretNumber: 1 } }))).toBe('refused');
  });

  it('says that a change is not known where the session is not known on a side', () => {
    const verdict = { kind: 'not-verifiable', sid: sidA, why: 'only-an-id', secretNumber: null } as const;
    const [row] = historyRows([makeRecord({ engine: null, verdict, sessionBefore: null })], sidA);
    expect(row).toMatchObject({ event: 'used', lines: [], isChangeKnown: false });
    expect(historyRows([makeRecord()], sidA)[0]).toMatchObject({ event: 'used', isChangeKnown: true });
  });

  it('is newest first, without unrelated requests', () => {
    const entries = [
      created({ id: 1 }),
      makeAnonymous({ id: 2 }),
      makeRecord({ id: 3 }),
      edit({ id: 4, sid: sidB }),
      edit({ id: 5, action: 'expire' }),
    ];
    expect(historyRows(entries, sidA).map(({ id, event }) => [id, event])).toEqual([
      [5, 'expired'],
      [3, 'used'],
      [1, 'created'],
    ]);
  });

  it('names the actor: a client by a request, or this window', () => {
    const [window, request] = historyRows([created({ id: 1 }), edit({ key: 'a', after: 1 })], sidA);
    expect(request?.request).toEqual({ actor: alice, method: 'GET', url: '/getsession' });
    expect(window).toMatchObject({
      request: null,
      event: 'changed',
      lines: [{ key: 'a', change: 'added', before: null, after: '1' }],
    });
  });

  it('shows the changes of an edit, and no difference if only the id is new', () => {
    const [row] = historyRows([edit({ action: 'replace', before: { a: 1, b: 1 }, after: { a: 2, b: 1 } })], sidA);
    expect(row?.lines).toEqual([{ path: '/a', key: 'a', change: 'changed', before: '1', after: '2' }]);
    const [passedOn] = historyRows([regenerated()], sidA);
    expect(passedOn).toMatchObject({ lines: [], otherSid: sidB });
  });

  it('marks a change that was never saved', () => {
    const [row] = historyRows([makeRecord({ storeOperations: [call('set', 'failed')] })], sidA);
    expect(row?.isNotSaved).toBe(true);
  });

  it('shows where the session came from and how it ended', () => {
    const rows = historyRows([created({ id: 1 }), makeRecord({ id: 2 }), regenerated({ id: 3 })], sidA);
    expect(lineageOf(rows)).toMatchObject({ birth: { id: 1 }, end: { id: 3, otherSid: sidB } });
    expect(lineageOf([])).toEqual({ birth: null, end: null });
  });
});

describe('differences as lines', () => {
  it('lead to the value that changed, and keep a new object whole', () => {
    const lines = diffLines({ cart: { items: [1, 2] }, gone: true }, { cart: { items: [1, 3], new: { a: 1 } } });
    expect(lines.map(({ key, change, before, after }) => [key, change, before, after])).toEqual([
      ['cart.items.1', 'changed', '2', '3'],
      ['cart.new', 'added', null, '{"a":1}'],
      ['gone', 'removed', 'true', null],
    ]);
  });

  it('cuts lists that are too long', () => {
    const [line] = diffLines({}, { a: 'x'.repeat(10_000) });
    expect(line?.after).toHaveLength(MAX_VALUE_CHARACTERS + 1);
  });
});

describe('the clocks of a session', () => {
  const hour = 3_600_000;
  const made = makeSession(sidA, 1000);

  it('are the cookie of each browser that holds it, and the row, whose end the idle limit sets', () => {
    const session = { ...made, expiresAtMs: 1000 + 24 * hour };
    const actors = [makeActor({ sid: sidA }), makeActor({ id: 'bob' })];
    expect(sessionClocks(session, actors, 1000 + 12 * hour)).toEqual([
      { of: 'browser', name: 'Alice', endsAtMs: null, left: null },
      { of: 'store', endsAtMs: 1000 + 24 * hour, left: 0.5 },
    ]);
    expect(keptMs(session)).toBe(24 * hour);
  });

  it('show when each browser drops its cookie, which lags behind the row', () => {
    const cookie = { ...made.cookie, originalMaxAgeMs: hour, expiresAtMs: 3 * hour };
    const session = { ...made, cookieExpires: true, cookie, lastUsedAtMs: 2 * hour, expiresAtMs: 3 * hour };
    const alice = makeActor({ sid: sidA, cookieEndsAtMs: 2.5 * hour });
    const mallory = makeActor({ id: 'mallory', sid: sidA });
    expect(sessionClocks(session, [alice, mallory], 2 * hour)).toEqual([
      { of: 'browser', name: 'Alice', endsAtMs: 2.5 * hour, left: 0.5 },
      { of: 'browser', name: 'Mallory', endsAtMs: null, left: null },
      { of: 'store', endsAtMs: 3 * hour, left: 1 },
    ]);
  });

  it('show what the server would send where no browser holds it, and never less than nothing', () => {
    const cookie = { ...made.cookie, originalMaxAgeMs: hour, expiresAtMs: hour };
    const session = { ...made, cookieExpires: true, cookie, expiresAtMs: hour };
    expect(sessionClocks(session, [makeActor()], 2 * hour)).toEqual([
      { of: 'cookie', endsAtMs: hour, left: 0 },
      { of: 'store', endsAtMs: hour, left: 0 },
    ]);
  });
});

describe('the state of a row', () => {
  it('is expired, held by a simulated browser, or free', () => {
    const holder = makeActor({ sid: sidA });
    const spoiled = makeActor({ sid: sidA, verdict: { kind: 'bad-signature', sid: sidA, secretsTried: 1 } });
    const session = { ...makeSession(sidA, 0), expiresAtMs: 10 };
    expect([
      sessionState(session, [holder], 5),
      sessionState(session, [], 5),
      sessionState(session, [spoiled], 5),
      sessionState(session, [holder], 10),
    ]).toEqual(['held', 'free', 'free', 'expired']);
  });
});

describe('data typed as JSON', () => {
  it('must be an object', () => {
    expect(readSessionJson('{"a":[1]}')).toEqual({ ok: true, data: { a: [1] } });
    expect(['[]', 'null', '1', '"a"'].map((text) => readSessionJson(text))).toEqual(
      Array(4).fill({ ok: false, reason: 'no-object', detail: '' }),
    );
    expect(readSessionJson('{"a":')).toMatchObject({ ok: false, reason: 'broken' });
  });
});

describe('a client-side cookie', () => {
  it('shows its data to anyone, unless that is compressed or the value is no such cookie', () => {
    expect(readClientCookie('eyJVc2VybmFtZSI6IkFkbWluIn0.aaaa.bbbb')).toEqual({
      kind: 'json',
      text: '{"Username":"Admin"}',
    });
    expect(readClientCookie('"eyJVc2VybmFtZSI6IkFkbWluIn0.aaaa.bbbb"')).toMatchObject({ kind: 'json' });
    expect(readClientCookie('.eJyrVi.aaaa.bbbb')).toEqual({ kind: 'compressed' });
    for (const garbage of [
      '§§',
      '',
      '.',
      '.eJyrVi',
      'eyJhIjoxfQ',
      'eyJhIjoxfQ.aaaa',
      'NQ.aaaa.bbbb',
      'W10.aaaa.bbbb',
      'bnVsbA.a.b',
    ]) {
      expect(readClientCookie(garbage)).toEqual({ kind: 'unreadable' });
    }
  });
});
