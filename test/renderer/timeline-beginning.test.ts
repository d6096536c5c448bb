import { describe, expect, it } from 'vitest';
import { beginningOf } from '../../renderer/views/live/timeline/model/beginning.ts';
import type { Lane } from '../../renderer/views/live/timeline/model/lane.ts';
import { makeLane, makeMark } from './support/make-mark.ts';

const view = { fromMs: 0, toMs: 10_000 };
const used = [
  makeMark({ id: 1, life: 'refused' }),
  makeMark({ id: 2, life: 'used' }),
  makeMark({ id: 3, life: 'used' }),
];
const lane = (members: Partial<Lane>): Lane => ({ ...makeLane({ marks: used }), ...members });
const xs = (one: Lane) => one.lives.map((life) => beginningOf(one, life, view, 1000));

describe('the beginning of a session on the timeline', () => {
  it('is where the session began, if that is known', () => {
    expect(xs(lane({ lives: [{ fromMs: 2000, toMs: null, end: null }] }))).toEqual([{ x: 200, isKnown: true }]);
  });

  it('is a little before the first use if the session was not seen to begin, and not at the edge', () => {
    expect(xs(lane({ lives: [{ fromMs: null, toMs: null, end: null }] }))).toEqual([{ x: 184, isKnown: false }]);
    const unused = lane({ marks: [], lives: [{ fromMs: null, toMs: 5000, end: 'regenerated' }] });
    expect(xs(unused)).toEqual([{ x: 484, isKnown: false }]);
  });

  it('is out of sight for a session of which nothing else is known', () => {
    const [{ x } = { x: 0 }] = xs(lane({ marks: [], lives: [{ fromMs: null, toMs: null, end: null }] }));
    expect(x).toBe(Number.NEGATIVE_INFINITY);
  });
});
