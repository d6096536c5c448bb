import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  lengthSince,
  msAt,
  pan,
  pinch,
  spanOf,
  type View,
  viewAtPresent,
  viewOf,
  viewWith,
  xOf,
  zoom,
} from '../../renderer/views/live/timeline/model/scale.ts';

const now = Date.UTC(2026, 10, 22, 14);
const views = fc
  .record({ fromMs: fc.integer({ min: now - 1e10, max: now }), span: fc.integer({ min: 20, max: 1e9 }) })
  .map(({ fromMs, span }): View => ({ fromMs, toMs: fromMs + span }));
const widths = fc.integer({ min: 50, max: 4000 });
/** A tenth of a pixel, as time: what rounding may cost. */
const tolerance = (view: View, width: number) => (spanOf(view) / width) * 0.1 + 0.01;

describe('the scale of the timeline', () => {
  it('finds the time at the place where a time is drawn', () => {
    fc.assert(
      fc.property(views, widths, fc.double({ min: -1, max: 2, noNaN: true }), (view, width, share) => {
        const atMs = view.fromMs + share * spanOf(view);
        expect(Math.abs(msAt(view, width, xOf(view, width, atMs)) - atMs)).toBeLessThan(tolerance(view, width));
      }),
    );
  });

  it('keeps the time under the pointer in place while zooming, also at the limits', () => {
    fc.assert(
      fc.property(
        views,
        widths,
        fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (view, width, factor, share) => {
          const anchor = view.fromMs + share * spanOf(view);
          const zoomed = zoom(view, factor, anchor);
          expect(xOf(zoomed, width, anchor)).toBeCloseTo(xOf(view, width, anchor), 0);
          expect(spanOf(zoomed)).toBeGreaterThanOrEqual(19.9);
          expect(spanOf(zoomed)).toBeLessThanOrEqual(90 * 86_400_000 + 1);
        },
      ),
    );
  });

  it('keeps the times under two fingers under them', () => {
    const places = fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 440, max: 900 }));
    const spans = views.filter((view) => spanOf(view) > 10_000 && spanOf(view) < 1e8);
    fc.assert(
      fc.property(spans, places, places, (view, before, after) => {
        const moved = pinch(view, 1000, before, after);
        for (const finger of [0, 1] as const) {
          expect(xOf(moved, 1000, msAt(view, 1000, before[finger]))).toBeCloseTo(after[finger], 0);
        }
      }),
    );
  });

  it('shows two times with room beside them, in whatever order they come', () => {
    fc.assert(
      fc.property(views, ({ fromMs, toMs }) => {
        const view = viewOf(toMs, fromMs);
        expect(view).toEqual(viewOf(fromMs, toMs));
        expect(view.fromMs).toBeLessThan(fromMs);
        expect(view.toMs).toBeGreaterThan(toMs);
      }),
    );
  });

  it('moves no further than needed for a time to be in sight', () => {
    const view = { fromMs: 0, toMs: 1000 };
    expect(viewWith(view, 500)).toEqual(view);
    expect(viewWith(view, 2000)).toEqual({ fromMs: 1080, toMs: 2080 });
    expect(viewWith(view, -500)).toEqual({ fromMs: -580, toMs: 420 });
  });

  it('has the present near its right edge while it follows', () => {
    const view = viewAtPresent(60_000, now);
    expect(spanOf(view)).toBe(60_000);
    expect(xOf(view, 1000, now)).toBeCloseTo(960);
    expect(pan(view, 1000)).toEqual({ fromMs: view.fromMs + 1000, toMs: view.toMs + 1000 });
  });

  it('starts with the length of the known events, from one minute to five', () => {
    expect(lengthSince(null, now)).toBe(60_000);
    expect(lengthSince(now - 5_000, now)).toBe(60_000);
    expect(lengthSince(now - 100_000, now)).toBe(108_000);
    expect(lengthSince(now - 1e9, now)).toBe(300_000);
  });
});
