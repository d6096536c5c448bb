import { describe, expect, it } from 'vitest';
import { dedent, storeCalls } from '../../renderer/model/store-calls.ts';
import type { StoreOperation } from '../../server/contract/log-entry.ts';
import { sidA, sidB } from './support/make-record.ts';

const call = (op: StoreOperation['op'], sid: string, atMs: number): StoreOperation => ({
  atMs,
  op,
  phase: 'end',
  sid,
  durationMs: 1,
  outcome: 'ok',
});

describe('the calls of the store', () => {
  it('stand in the order in which they were asked, and a repeated one is marked', () => {
    const calls = storeCalls({
      storeOperations: [call('set', sidA, 5), call('get', sidA, 1), call('set', sidB, 3), call('set', sidA, 4)],
    });
    expect(calls.map(({ call: { op, atMs }, isRepeated }) => [op, atMs, isRepeated])).toEqual([
      ['get', 1, false],
      ['set', 3, false],
      ['set', 4, false],
      ['set', 5, true],
    ]);
  });

  it('show their SQL without the margin of its source', () => {
    expect(dedent('\n      UPDATE sessions\n        SET a = 1\n      WHERE sid = ?')).toBe(
      'UPDATE sessions\n  SET a = 1\nWHERE sid = ?',
    );
    expect(dedent('DELETE FROM sessions')).toBe('DELETE FROM sessions');
    expect(dedent('')).toBe('');
  });
});
