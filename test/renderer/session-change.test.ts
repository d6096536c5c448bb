import { describe, expect, it } from 'vitest';
import { sessionChange } from '../../renderer/model/session-change.ts';
import type { RequestRecord } from '../../server/contract/log-entry.ts';
import { makeRecord, sidA, sidB } from './support/make-record.ts';

const between = (
  sessionBefore: Record<string, number> | null,
  sessionAfter: Record<string, number> | null,
  sidBefore: string | null = sidA,
  sidAfter: string | null = sidA,
) => sessionChange(makeRecord({ sessionBefore, sessionAfter, sidBefore, sidAfter }));

describe('the change of a session', () => {
  it('is described by its top-level keys', () => {
    expect(between({ a: 1, b: 1, c: 1 }, { a: 1, b: 2, d: 1, e: 1 })).toEqual({
      kind: 'changed',
      added: 2,
      changed: 1,
      removed: 1,
    });
  });

  it('is none, a start, an end, no change, or only a new id', () => {
    expect(between(null, null, null, null)).toEqual({ kind: 'none' });
    expect(between(null, { a: 1 }, null)).toEqual({ kind: 'created', keys: 1 });
    expect(between({ a: 1, b: 1 }, null, sidA, null)).toEqual({ kind: 'gone', keys: 2 });
    expect(between({ a: 1 }, { a: 1 })).toEqual({ kind: 'same' });
    expect(between({ a: 1 }, { a: 1 }, sidA, sidB)).toEqual({ kind: 'regenerated' });
  });

  it('is unknown where the content is not known on a side, which null alone does not say', () => {
    const seen = {
      engine: null,
      verdict: { kind: 'not-verifiable', sid: sidA, why: 'only-an-id', secretNumber: null },
    } as const;
    const fromOutside = (over: Partial<RequestRecord>) => sessionChange(makeRecord({ ...seen, ...over })).kind;
    expect(fromOutside({ sessionBefore: null })).toBe('unknown');
    expect(fromOutside({ sessionBefore: null, sessionAfter: null })).toBe('unknown');
    expect(fromOutside({ sessionBefore: null, sidBefore: null })).toBe('created');
    expect(fromOutside({})).toBe('same');
  });
});
