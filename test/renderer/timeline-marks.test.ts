import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partCrowds } from '../../renderer/views/live/timeline/model/crowd.ts';
import { countBetween, firstSince, markAt } from '../../renderer/views/live/timeline/model/hit.ts';
import { LANE_HEIGHT, laneAt, lanesInSight, scrollTopWith } from '../../renderer/views/live/timeline/model/layout.ts';
import { xOf } from '../../renderer/views/live/timeline/model/scale.ts';
import { SHAPES, shapeOf } from '../../renderer/views/live/timeline/model/shape.ts';
import { endOf, placeOf, stepFrom } from '../../renderer/views/live/timeline/model/walk.ts';
import { OUTCOMES } from '../../server/contract/outcome.ts';
import { makeLane, makeMark } from './support/make-mark.ts';

const view = { fromMs: 0, toMs: 10_000 };
const times = fc.array(fc.nat(10_000), { maxLength: 80 }).map((list) => list.sort((a, b) => a - b));
const laneOf = (list: readonly number[]) =>
  makeLane({ marks: list.map((atMs, index) => makeMark({ id: index + 1, atMs })) });

describe('what is under the pointer', () => {
  it('is the nearest mark within reach, of two at one place the one on top', () => {
    fc.assert(
      fc.property(times, fc.integer({ min: -20, max: 1020 }), (list, x) => {
        const lane = laneOf(list);
        const found = markAt(lane, view, 1000, x, 10);
        const away = (atMs: number) => Math.abs(xOf(view, 1000, atMs) - x);
        const nearest = Math.min(...list.map(away));
        if (nearest > 10) {
          expect(found).toBeNull();
          return;
        }
        expect(away(found?.atMs ?? Number.NaN)).toBe(nearest);
        const onTop = lane.marks.filter(({ atMs }) => away(atMs) === nearest).at(-1);
        expect(found?.atMs).toBe(onTop?.atMs);
      }),
    );
  });

  it.each([
    [33, 430],
    [45, 350],
  ])('is found at the very end of the reach, at x %i for %i ms', (x, atMs) => {
    expect(markAt(laneOf([atMs]), view, 1000, x, 10)?.atMs).toBe(atMs);
  });

  it('counts marks between two times as a plain filter would', () => {
    fc.assert(
      fc.property(times, fc.nat(10_000), fc.nat(10_000), (list, a, b) => {
        const [from, to] = a < b ? [a, b] : [b, a];
        const expected = list.filter((atMs) => atMs >= from && atMs <= to).length;
        expect(countBetween([laneOf(list)], from, to)).toBe(expected);
        expect(firstSince(laneOf(list).marks, from)).toBe(list.filter((atMs) => atMs < from).length);
      }),
    );
  });
});

describe('crowds', () => {
  it('hold every mark once: drawn free, or counted in a column near its place', () => {
    fc.assert(
      fc.property(times, fc.constantFrom(0.01, 0.1, 1), (list, perMs) => {
        const { marks } = laneOf(list);
        const { free, columns, most } = partCrowds(marks, 0, marks.length, 0, perMs);
        const counted = columns.reduce((sum, { total }) => sum + total, 0);
        expect(free.length + counted).toBe(list.length);
        expect(most).toBe(Math.max(0, ...columns.map(({ total }) => total)));
        for (const { total, counts } of columns) {
          expect([...counts.values()].reduce((sum, n) => sum + n, 0)).toBe(total);
        }
      }),
    );
  });

  it('are many close together, not a few', () => {
    const few = laneOf([0, 10, 20]).marks;
    expect(partCrowds(few, 0, few.length, 0, 0.1).free).toEqual([0, 1, 2]);
    const many = laneOf(Array.from({ length: 20 }, (_, index) => index * 10)).marks;
    expect(partCrowds(many, 0, many.length, 0, 0.1).free).toEqual([]);
  });
});

describe('the lanes in sight', () => {
  const list = Array.from({ length: 30 }, (_, index) => makeLane({ sid: `s${index}` }));
  const none = makeLane({ key: 'none', kind: 'none', sid: null });

  it('are those at the scroll position, and the one without a session at the bottom', () => {
    const places = lanesInSight([...list, none], 30, 100);
    expect(places.map(({ lane, top }) => [lane.key, top])).toEqual([
      ['sid:s1', -4],
      ['sid:s2', 22],
      ['sid:s3', 48],
      ['sid:s4', 74],
      ['none', 74],
    ]);
    expect(laneAt(places, 80)?.lane.key).toBe('none');
    expect(laneAt(places, 30)?.lane.key).toBe('sid:s2');
    expect(laneAt(places, 200)).toBeNull();
  });

  it('has requests without a session right below, where there is room', () => {
    expect(lanesInSight([...list.slice(0, 1), none], 0, 100).map(({ top }) => top)).toEqual([0, LANE_HEIGHT]);
  });

  it('scrolls no further than needed for a lane to be in sight', () => {
    const lanes = [...list, none];
    fc.assert(
      fc.property(fc.nat(29), fc.nat(700), fc.integer({ min: 60, max: 400 }), (index, scrollTop, height) => {
        const next = scrollTopWith(lanes, index, scrollTop, height);
        const top = index * LANE_HEIGHT - next;
        expect(top).toBeGreaterThanOrEqual(0);
        expect(top + LANE_HEIGHT).toBeLessThanOrEqual(height - LANE_HEIGHT);
        expect(scrollTopWith(lanes, index, next, height)).toBe(next);
      }),
    );
  });
});

describe('walking by keys', () => {
  const a = makeLane({ sid: 'A', marks: [makeMark({ id: 1 }), makeMark({ id: 4 }), makeMark({ id: 9 })] });
  const empty = makeLane({ sid: 'B' });
  const c = makeLane({ sid: 'C', marks: [makeMark({ id: 3 }), makeMark({ id: 8 })] });
  const lanes = [a, empty, c];
  const from = (id: number) => placeOf(lanes, id) ?? { lane: a, mark: makeMark({ id: 0 }), end: null };
  const idAfter = (id: number, step: Parameters<typeof stepFrom>[2]) =>
    stepFrom(lanes, from(id), step)?.mark.id ?? null;

  it.each([
    [4, 'earlier', 1],
    [4, 'later', 9],
    [1, 'earlier', null],
    [9, 'later', null],
    [4, 'down', 3],
    [9, 'down', 8],
    [8, 'up', 9],
    [3, 'up', 4],
    [1, 'up', null],
    [4, 'first', 1],
    [4, 'last', 9],
  ] as const)('from %i %s leads to %s', (id, step, expected) => {
    expect(idAfter(id, step)).toBe(expected);
  });

  it('begins at an end of the whole log', () => {
    expect(endOf(lanes, 'first')?.mark.id).toBe(1);
    expect(endOf(lanes, 'last')?.lane).toBe(a);
    expect(endOf([empty], 'last')).toBeNull();
    expect(placeOf(lanes, 77)).toBeNull();
  });
});

describe('shapes', () => {
  it('there is one for every outcome and for the end of a cookie, and no two are drawn alike', () => {
    const shapes = [...OUTCOMES, 'edit' as const].map((did) => shapeOf(makeMark({ id: 1, did })));
    expect(new Set([...shapes, 'cookie-end'])).toEqual(new Set(Object.keys(SHAPES)));
    expect(new Set(Object.values(SHAPES).map(({ d }) => d)).size).toBe(Object.keys(SHAPES).length);
  });
});
