import { describe, expect, it } from 'vitest';
import type { Life } from '../../renderer/views/live/timeline/model/lane.ts';
import { leftOfWord, type WordRoom } from '../../renderer/views/live/timeline/model/word.ts';
import { makeLane, makeMark } from './support/make-mark.ts';

const destroyed = (fromMs: number, toMs: number): Life => ({ fromMs, toMs, end: 'destroyed' });

/** A plot of a thousand pixels, one for each ms, with the present at 900. */
function left(lives: readonly Life[], times: readonly number[], over: Partial<WordRoom> = {}) {
  const marks = times.map((atMs, index) => makeMark({ id: index + 1, atMs }));
  const lifeIndex = over.lifeIndex ?? lives.length - 1;
  return leftOfWord({
    lane: makeLane({ lives, marks }),
    lifeIndex,
    endX: lives[lifeIndex]?.toMs ?? 0,
    wordWidth: 60,
    view: { fromMs: 0, toMs: 1000 },
    width: 1000,
    nowMs: 900,
    ...over,
  });
}

describe('the word for the end of a session', () => {
  it('stands after it, clear of the ring of its mark', () => {
    expect(left([destroyed(100, 200)], [100, 200])).toBeGreaterThanOrEqual(200 + 11);
  });

  it('never covers the mark that comes next', () => {
    expect(left([destroyed(100, 200)], [100, 200, 290])).not.toBeNull();
    const lives = [destroyed(100, 200), destroyed(270, 400)];
    expect(left(lives, [100, 200, 270, 400], { lifeIndex: 0 })).toBeLessThanOrEqual(200 - 60 - 11);
    expect(left(lives, [100, 170, 200, 270, 400], { lifeIndex: 0 })).toBeNull();
  });

  it('never covers the end of a cookie that comes next', () => {
    const lane = makeLane({
      lives: [destroyed(100, 200)],
      marks: [100, 200].map((atMs, index) => makeMark({ id: index + 1, atMs })),
      cookieEnds: [
        {
          key: 'end',
          atMs: 260,
          cookie: { name: 'sid', came: false, rule: null, decidedBy: 2, why: 'deleted', about: { isSession: true } },
          decided: makeMark({ id: 2, atMs: 200 }),
        },
      ],
    });
    expect(left([destroyed(100, 200)], [100, 200], { lane })).toBeLessThanOrEqual(200 - 60 - 11);
  });

  it('never runs past the present: it stands on the left of the end, over the bar', () => {
    const found = left([destroyed(300, 880)], [300, 880]);
    expect(found).toBeLessThanOrEqual(880 - 60 - 11);
    expect(found).toBeGreaterThanOrEqual(880 - 60 - 30);
  });

  it('stands on the left of a short life and of the marks that crowd at its end', () => {
    const found = left([destroyed(862, 880)], [862, 872, 880]);
    expect(found).toBeLessThanOrEqual(862 - 60 - 11);
    expect(left([destroyed(600, 650), destroyed(700, 880)], [600, 650, 700, 880])).toBeGreaterThan(700);
  });

  it('is left out where a mark or another end is in its way, or its own end is out of sight', () => {
    expect(left([destroyed(30, 880)], [30, 820, 880])).toBeNull();
    expect(left([destroyed(700, 830), destroyed(860, 880)], [700, 830, 860, 880])).toBeNull();
    expect(left([destroyed(-400, -5)], [-400, -5])).toBeNull();
  });
});
