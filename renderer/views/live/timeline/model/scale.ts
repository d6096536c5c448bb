/**
 * The period that the timeline shows, and functions to move it. Wall-clock ms and CSS pixels; the functions have no
 * state.
 */

export interface View {
  readonly fromMs: number;
  readonly toMs: number;
}

const MIN_SPAN_MS = 20;
const MAX_SPAN_MS = 90 * 24 * 60 * 60 * 1000;
/** The part of the view beyond the present while the view follows it. */
const AHEAD = 0.04;
/** The space on the left and right of fitted content, as a fraction of its length. */
const FIT_MARGIN = 0.04;

export function spanOf({ fromMs, toMs }: View): number {
  return toMs - fromMs;
}

/** The position of a time, in pixels from the left edge. Outside of 0..width it is not visible. */
export function xOf(view: View, width: number, atMs: number): number {
  return ((atMs - view.fromMs) / spanOf(view)) * width;
}

/** The time at a place; the inverse of {@link xOf}. */
export function msAt(view: View, width: number, x: number): number {
  return view.fromMs + (x / width) * spanOf(view);
}

/** A view of this length whose right end is near the present. */
export function viewAtPresent(spanMs: number, nowMs: number): View {
  const toMs = nowMs + spanMs * AHEAD;
  return { fromMs: toMs - spanMs, toMs };
}

/** The length of the view until the user zooms: the time since the first entry, from one minute to five. */
export function lengthSince(firstMs: number | null, nowMs: number): number {
  return Math.max(60_000, Math.min(300_000, firstMs === null ? 0 : (nowMs - firstMs) * (1 + 2 * FIT_MARGIN)));
}

/** Longer for a factor above 1. The time at `anchorMs` stays where it is, also where a limit of length is met. */
export function zoom(view: View, factor: number, anchorMs: number): View {
  const span = spanOf(view);
  const wanted = Math.max(MIN_SPAN_MS, Math.min(MAX_SPAN_MS, span * factor));
  const share = (anchorMs - view.fromMs) / span;
  const fromMs = anchorMs - share * wanted;
  return { fromMs, toMs: fromMs + wanted };
}

export function pan(view: View, byMs: number): View {
  return { fromMs: view.fromMs + byMs, toMs: view.toMs + byMs };
}

/** The view that shows these two times, in either order, with a little room beside them. */
export function viewOf(aMs: number, bMs: number): View {
  const [from, to] = aMs < bMs ? [aMs, bMs] : [bMs, aMs];
  const span = Math.max(MIN_SPAN_MS, (to - from) * (1 + 2 * FIT_MARGIN));
  const middle = (from + to) / 2;
  const length = Math.min(MAX_SPAN_MS, span);
  return { fromMs: middle - length / 2, toMs: middle + length / 2 };
}

/** The same view, moved no further than needed for this time to be in sight. */
export function viewWith(view: View, atMs: number): View {
  const room = spanOf(view) * 0.08;
  if (atMs < view.fromMs + room) return pan(view, atMs - room - view.fromMs);
  if (atMs > view.toMs - room) return pan(view, atMs + room - view.toMs);
  return view;
}

/**
 * The view after two fingers have moved: each finger is over the same time as before. The places of the fingers are
 * pixels from the left edge.
 */
export function pinch(
  view: View,
  width: number,
  before: readonly [number, number],
  after: readonly [number, number],
): View {
  const distance = (pair: readonly [number, number]) => Math.max(12, Math.abs(pair[1] - pair[0]));
  const middle = (pair: readonly [number, number]) => (pair[0] + pair[1]) / 2;
  const zoomed = zoom(view, distance(before) / distance(after), msAt(view, width, middle(before)));
  return pan(zoomed, ((middle(before) - middle(after)) / width) * spanOf(zoomed));
}
