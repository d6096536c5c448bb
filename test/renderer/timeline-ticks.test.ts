import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { xOf } from '../../renderer/views/live/timeline/model/scale.ts';
import { ticksOf, tickText } from '../../renderer/views/live/timeline/model/ticks.ts';

const utc = () => 0;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe('the ticks of the axis', () => {
  it('are in order, in sight, and never closer than asked', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4e12 }),
        fc.integer({ min: 20, max: 90 * DAY }),
        fc.integer({ min: 300, max: 3000 }),
        fc.integer({ min: -840, max: 840 }),
        (fromMs, span, width, offset) => {
          const view = { fromMs, toMs: fromMs + span };
          const ticks = ticksOf(view, width, 90, () => offset);
          ticks.forEach(({ atMs }, index) => {
            expect(atMs).toBeGreaterThanOrEqual(view.fromMs);
            expect(atMs).toBeLessThanOrEqual(view.toMs);
            const before = ticks[index - 1];
            if (before !== undefined)
              expect(xOf(view, width, atMs) - xOf(view, width, before.atMs)).toBeGreaterThan(89.9);
          });
        },
      ),
    );
  });

  it.each([
    ['a second', 1000, [0, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1000]],
    ['a minute', 60_000, [0, 10_000, 20_000, 30_000, 40_000, 50_000, 60_000]],
    ['an hour', HOUR, [0, 600_000, 1_200_000, 1_800_000, 2_400_000, 3_000_000, HOUR]],
    ['a day', DAY, [0, 3 * HOUR, 6 * HOUR, 9 * HOUR, 12 * HOUR, 15 * HOUR, 18 * HOUR, 21 * HOUR, DAY]],
  ])('stand at round times of %s', (_name, span, expected) => {
    expect(ticksOf({ fromMs: 0, toMs: span }, 1000, 90, utc).map(({ atMs }) => atMs)).toEqual(expected);
  });

  it('stay at round hours of the local clock over its change', () => {
    // A zone that goes from UTC+1 to UTC+2 at its 3 in the morning of the second day.
    const change = DAY + 2 * HOUR;
    const offset = (atMs: number) => (atMs < change ? -60 : -120);
    const localHours = ticksOf({ fromMs: 0, toMs: 3 * DAY }, 1000, 90, offset).map(
      ({ atMs }) => ((atMs - offset(atMs) * 60_000) / HOUR) % 24,
    );
    expect(new Set(localHours.map((hour) => hour % 6))).toEqual(new Set([0]));
  });

  it('name a midnight among hours by its day', () => {
    const units = ticksOf({ fromMs: DAY - 6 * HOUR, toMs: DAY + 6 * HOUR }, 700, 90, utc).map(({ unit }) => unit);
    expect(units).toEqual(['minute', 'minute', 'minute', 'day', 'minute', 'minute', 'minute']);
  });

  it('are written as the language does', () => {
    const atMs = new Date(2026, 10, 22, 14, 2, 3, 118).getTime();
    expect(tickText({ atMs, unit: 'second' }, 'en-GB')).toBe('14:02:03');
    expect(tickText({ atMs, unit: 'millisecond' }, 'en-GB')).toBe('14:02:03.118');
    expect(tickText({ atMs, unit: 'minute' }, 'zh-CN')).toBe('14:02');
    expect(tickText({ atMs, unit: 'day' }, 'zh-CN')).toBe('11月22日');
  });

  it('are none where there is no room', () => {
    expect(ticksOf({ fromMs: 0, toMs: 1000 }, 0, 90, utc)).toEqual([]);
  });
});
