import { describe, expect, it } from 'vitest';
import { shortSid } from '../../renderer/model/short-sid.ts';
import { bytes, count, duration, plural } from '../../renderer/strings/en/words.ts';
import { sidA } from './support/make-record.ts';

describe('numbers in words', () => {
  it('count with separators, and know one from many', () => {
    expect(count(1042)).toBe('1,042');
    expect(plural(1, 'key')).toBe('1 key');
    expect(plural(0, 'key')).toBe('0 keys');
    expect(plural(2, 'new request')).toBe('2 new requests');
  });

  it.each([
    [0, '0 B'],
    [97, '97 B'],
    [999, '999 B'],
    [1300, '1.3 KB'],
    [44_000, '43 KB'],
    [536_870_912, '512 MB'],
  ])('say %i bytes as %s', (n, text) => {
    expect(bytes(n)).toBe(text);
  });

  it.each([
    [0, '0 s'],
    [-5, '0 s'],
    [4_000, '4 s'],
    [60_000, '1 min'],
    [86_399_000, '23 h 59 min'],
    [3_605_000, '1 h'],
    [2 * 86_400_000, '2 d'],
  ])('say %i ms as %s', (ms, text) => {
    expect(duration(ms)).toBe(text);
  });

  it('say only the largest unit where less will do', () => {
    expect(duration(86_399_000, 1)).toBe('23 h');
  });
});

describe('a session id', () => {
  it('is shown by its ends, and not at all when it is hardly longer than they are', () => {
    expect(shortSid(sidA)).toBe('3fA9…kQ');
    expect(['12345678', '1042', '42', '7', ''].map(shortSid)).toEqual(['1…8', '1…2', '4…', '…', '…']);
  });
});
