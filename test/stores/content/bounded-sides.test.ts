import { describe, expect, test } from 'vitest';
import type { Json, SessionData } from '../../../server/contract/json.ts';
import { isLeftOut } from '../../../server/contract/left-out.ts';
import { boundedSides } from '../../../server/stores/content/bounded-sides.ts';

/** A record must not become larger by one session than this. */
const mostCharacters = 100_000;

/** Numbers that look random and are the same in every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * below);
  };
}

const names = ['user', 'cart', '__proto__', 'constructor', '…', 'k1', 'k2', 'ü', ''];

function value(next: (below: number) => number, depth: number): Json {
  const kind = next(depth > 2 ? 4 : 7);
  if (kind === 0) return next(1_000);
  if (kind === 1) return 'x'.repeat(next(2) === 0 ? next(20) : next(30_000));
  if (kind === 2) return next(2) === 0;
  if (kind === 3) return null;
  if (kind === 4) return Array.from({ length: next(12) }, () => value(next, depth + 1));
  if (kind === 5) return Array.from({ length: next(4_000) }, (_, n) => n);
  return map(next, depth + 1);
}

function map(next: (below: number) => number, depth: number): SessionData {
  const count = next(3) === 0 ? next(3_000) : next(12);
  return Object.fromEntries(
    Array.from({ length: count }, (_, n) => [
      n < names.length ? (names[n] as string) : `item-${n}`,
      n > 12 ? n : value(next, depth + 1),
    ]),
  );
}

/** The same session with one member of any level changed. */
function changed(data: SessionData, next: (below: number) => number): SessionData {
  const copy = structuredClone(data);
  let at: Json = copy;
  for (;;) {
    const keys: string[] = Object.keys(at as object);
    const key = keys[next(keys.length)];
    if (key === undefined) return { ...copy, added: 1 };
    const inner: Json = (at as { [key: string]: Json })[key] as Json;
    if (typeof inner === 'object' && inner !== null && Object.keys(inner).length > 0 && next(3) > 0) {
      at = inner;
      continue;
    }
    Object.defineProperty(at, key, { value: 'changed', enumerable: true, writable: true, configurable: true });
    return copy;
  }
}

describe('the sessions of a record', () => {
  test('are bounded, and both sides are equal exactly if the whole sessions are', () => {
    for (let seed = 1; seed <= 100; seed++) {
      const next = numbers(seed);
      const before = map(next, 0);
      const after = next(3) === 0 ? structuredClone(before) : changed(before, next);
      const sides = boundedSides(before, after).map((side) => JSON.stringify(side));
      for (const side of sides) expect(side.length).toBeLessThan(mostCharacters);
      expect([seed, sides[0] === sides[1]]).toEqual([seed, JSON.stringify(before) === JSON.stringify(after)]);
    }
  });

  test('are whole if they are small', () => {
    const before = { user: { id: 7 }, __proto__: null, list: [1, 2] };
    const after = { ...before, user: { id: 8 } };
    const [one, other] = boundedSides(before, after);
    expect(one).toBe(before);
    expect(other).toBe(after);
    expect(boundedSides(null, after)).toEqual([null, after]);
  });

  test('contain what was changed, added and removed, wherever it is in a large session', () => {
    const rest = Object.fromEntries(Array.from({ length: 50_000 }, (_, n) => [`k${n}`, n]));
    const before: SessionData = { ...rest, user: 'Alice', gone: 1, nested: { ...rest } };
    const after: SessionData = { ...rest, k49999: 'new', user: 'Alice', nested: { ...rest, k40000: 'new' }, added: 2 };
    const [one, other] = boundedSides(before, after);
    expect(one).toMatchObject({ k49999: 49_999, user: 'Alice', gone: 1, nested: { k40000: 40_000 } });
    expect(other).toMatchObject({ k49999: 'new', user: 'Alice', added: 2, nested: { k40000: 'new' } });
    expect(one).not.toHaveProperty('added');
    expect(other).not.toHaveProperty('gone');
    expect(isLeftOut('…', one?.['…'])).toBe(true);
    // What was left out is the same on both sides.
    expect(other?.['…']).toEqual(one?.['…']);
  });

  test('a long text and a long list are represented by their ends and a hash', () => {
    const [one] = boundedSides({ text: 'x'.repeat(900_000), list: Array.from({ length: 9_000 }, (_, n) => n) }, null);
    expect(one).toMatchObject({
      text: { $type: 'left-out', of: 'text', count: 900_000, start: 'x'.repeat(200) },
      list: [0, 1, 2, 3, 4, { $type: 'left-out', of: 'items', count: 8_990 }, 8_995, 8_996, 8_997, 8_998, 8_999],
    });
  });
});
