import { describe, expect, it } from 'vitest';
import { valueOrigin } from '../../renderer/model/value-origin.ts';
import type { LogEntry, RequestRecord } from '../../server/contract/log-entry.ts';
import { alice, makeAnonymous, makeRecord, mallory, sidA, sidB } from './support/make-record.ts';

const set = (id: number, value: string, over: Partial<RequestRecord> = {}) =>
  makeRecord({
    id,
    operations: [{ atMs: 1, op: 'set', key: 'Username', after: value }],
    sessionAfter: { Username: value },
    ...over,
  });
const pop = (id: number, over: Partial<RequestRecord> = {}) =>
  makeRecord({
    id,
    operations: [{ atMs: 1, op: 'pop', key: 'Username', before: 'Admin' }],
    sessionAfter: {},
    ...over,
  });
const missed = (id: number, over: Partial<RequestRecord> = {}) =>
  makeRecord({
    id,
    operations: [{ atMs: 1, op: 'get', key: 'Username' }],
    sessionBefore: {},
    sessionAfter: {},
    ...over,
  });
const edit = (id: number, over: object) => ({ kind: 'edit', id, atMs: 0, sid: sidA, ...over }) as LogEntry;
const inCookie = { engine: 'client-side', sidBefore: null, sidAfter: null } as const;

describe('where a value came from', () => {
  it('is the request that set it last, or took it away', () => {
    expect(valueOrigin(makeRecord({ id: 4 }), [set(1, 'x'), set(2, 'Admin'), makeRecord({ id: 3 })])).toEqual({
      key: 'Username',
      what: 'set',
      id: 2,
      who: 'Alice',
    });
    const removed = { key: 'Username', what: 'removed', id: 3, who: 'Alice' };
    expect(valueOrigin(missed(9), [set(2, 'Admin'), pop(3), missed(4), set(10, 'later')])).toEqual(removed);
    const cleared = pop(3, { operations: [{ atMs: 1, op: 'clear', before: { Username: 'Admin' } }] });
    expect(valueOrigin(missed(9), [set(2, 'Admin'), cleared])).toEqual(removed);
  });

  it('is an edit from the window', () => {
    const edited = { key: 'Username', what: 'edited', id: 3, who: null };
    const setHere = edit(3, { action: 'set', key: 'Username', after: 'Admin' });
    expect(valueOrigin(makeRecord({ id: 4 }), [set(2, 'x'), setHere])).toEqual(edited);
    const popHere = edit(3, { action: 'pop', key: 'Username', before: 'Admin' });
    expect(valueOrigin(missed(4), [set(2, 'Admin'), popHere])).toEqual(edited);
    const replaced = edit(3, { action: 'replace', before: { Username: 'x' }, after: { Username: 'Admin', a: 1 } });
    expect(valueOrigin(makeRecord({ id: 4 }), [set(2, 'x'), replaced])).toEqual(edited);
    const otherKey = edit(3, { action: 'replace', before: { Username: 'Admin' }, after: { Username: 'Admin', a: 1 } });
    expect(valueOrigin(makeRecord({ id: 4 }), [set(2, 'Admin'), otherKey])?.id).toBe(2);
    const otherSession = edit(3, { sid: sidB, action: 'pop', key: 'Username', before: 'x' });
    expect(valueOrigin(makeRecord({ id: 4 }), [set(2, 'Admin'), otherSession])?.id).toBe(2);
  });

  it('is followed through a new id, and not into another session', () => {
    const renewed = makeRecord({ id: 3, operations: [{ atMs: 1, op: 'regenerate' }], sidBefore: sidA, sidAfter: sidB });
    const read = makeRecord({ id: 4, sidBefore: sidB, sidAfter: sidB });
    expect(valueOrigin(read, [set(2, 'Admin'), renewed])?.id).toBe(2);
    expect(valueOrigin(read, [set(2, 'Admin')])).toBeNull();
  });

  it('in a cookie is an action of this client on this engine', () => {
    const popped = [set(2, 'Admin', inCookie), pop(3, inCookie), set(4, 'Eve', { ...inCookie, actor: mallory })];
    expect(valueOrigin(makeAnonymous({ id: 5, engine: 'client-side' }), popped)?.id).toBe(3);
    expect(valueOrigin(makeRecord({ ...inCookie, id: 5, actor: alice }), popped)).toBeNull();
  });

  it('is unknown if the earlier entries do not explain it', () => {
    expect(valueOrigin(makeRecord({ id: 4 }), [])).toBeNull();
    expect(valueOrigin(makeRecord({ id: 4 }), [set(2, 'Admin'), set(3, 'another')])).toBeNull();
    expect(valueOrigin(missed(4), [set(2, 'Admin')])).toBeNull();
    expect(valueOrigin(makeAnonymous({ id: 4 }), [pop(3)])).toBeNull();
    expect(valueOrigin(set(4, 'x'), [set(3, 'Admin')])).toBeNull();
    const hostile = missed(4, { operations: [{ atMs: 1, op: 'get', key: '__proto__' }] });
    expect(valueOrigin(hostile, [set(3, 'Admin')])).toBeNull();
  });
});
