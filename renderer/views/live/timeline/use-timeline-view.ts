import { useCallback, useMemo, useState } from 'react';
import { useClock } from '../../../data/use-inspector.ts';
import { useMediaQuery } from '../../../ui/use-media-query.ts';
import { lengthSince, pan, spanOf, type View, viewAtPresent, zoom } from './model/scale.ts';
import { usePresent } from './use-present.ts';

/** The picture never moves in smaller or larger steps of time than these while it follows the present. */
const MIN_STEP_MS = 100;
const MAX_STEP_MS = 1_000;
/** Steps come in few lengths, so that a view that grows does not begin a new clock all the time. */
const STEP_GRAIN_MS = 25;
const MAX_HISTORY = 20;

/** `spanMs` null: as long as the entries so far. `toMs` null: the view follows the present. */
interface ViewState {
  readonly spanMs: number | null;
  readonly toMs: number | null;
  /** Where the reader was before marking out a stretch, the latest last. */
  readonly before: readonly Omit<ViewState, 'before'>[];
}

const AT_PRESENT: ViewState = { spanMs: null, toMs: null, before: [] };

export interface TimelineView {
  readonly view: View;
  readonly nowMs: number;
  readonly isFollowing: boolean;
  /** Moves the view, and with it leaves the present. */
  readonly show: (view: View) => void;
  /** The same, in such a way that `back` returns. */
  readonly visit: (view: View) => void;
  /** Returns from the last visit; false if there was none. */
  readonly back: () => boolean;
  /**
   * Longer for a factor above 1. While it follows, the present stays where it is; else `anchorMs` does, or the
   * middle.
   */
  readonly zoomBy: (factor: number, anchorMs?: number) => void;
  readonly panBy: (share: number) => void;
  /** To the present, at the length the view has. */
  readonly follow: () => void;
  /** To the present, at the length it began with. */
  readonly reset: () => void;
}

export interface TimelineSources {
  /** Of the plot, in pixels. */
  readonly width: number;
  /** The times of the first and the last entry in memory; null if there is none, so that the picture does not move. */
  readonly firstMs: number | null;
  readonly newestMs: number | null;
}

/** The visible stretch of time. It follows the present until the reader moves it. */
export function useTimelineView({ width, firstMs, newestMs }: TimelineSources): TimelineView {
  const [state, setState] = useState<ViewState>(AT_PRESENT);
  const isFollowing = state.toMs === null;
  const clock = useClock();
  const stepMs = useStep(state, width, firstMs);
  const nowMs = Math.max(usePresent(stepMs), newestMs ?? 0);
  const view = useMemo(() => viewOfState(state, firstMs, nowMs), [state, firstMs, nowMs]);

  const show = useCallback((next: View) => {
    setState(({ before }) => ({ spanMs: spanOf(next), toMs: next.toMs, before }));
  }, []);
  const visit = useCallback((next: View) => {
    setState(({ before, ...from }) => ({
      spanMs: spanOf(next),
      toMs: next.toMs,
      before: [...before, from].slice(-MAX_HISTORY),
    }));
  }, []);
  const canGoBack = state.before.length > 0;
  const back = useCallback(() => {
    setState((current) => {
      const last = current.before.at(-1);
      return last === undefined ? current : { ...last, before: current.before.slice(0, -1) };
    });
    return canGoBack;
  }, [canGoBack]);
  const zoomBy = useCallback(
    (factor: number, anchorMs?: number) => {
      setState((current) => {
        const from = viewOfState(current, firstMs, Math.max(clock(), newestMs ?? 0));
        const isAtPresent = current.toMs === null && anchorMs === undefined;
        const next = zoom(from, factor, anchorMs ?? (from.fromMs + from.toMs) / 2);
        return { ...current, spanMs: spanOf(next), toMs: isAtPresent ? null : next.toMs };
      });
    },
    [firstMs, newestMs, clock],
  );
  const panBy = useCallback(
    (share: number) => {
      setState((current) => {
        const from = viewOfState(current, firstMs, Math.max(clock(), newestMs ?? 0));
        return { ...current, spanMs: spanOf(from), toMs: pan(from, share * spanOf(from)).toMs };
      });
    },
    [firstMs, newestMs, clock],
  );
  const follow = useCallback(() => setState(({ spanMs }) => ({ spanMs, toMs: null, before: [] })), []);
  const reset = useCallback(() => setState(AT_PRESENT), []);
  return { view, nowMs, isFollowing, show, visit, back, zoomBy, panBy, follow, reset };
}

function viewOfState({ spanMs, toMs }: Omit<ViewState, 'before'>, firstMs: number | null, nowMs: number): View {
  const length = spanMs ?? lengthSince(firstMs, nowMs);
  return toMs === null ? viewAtPresent(length, nowMs) : { fromMs: toMs - length, toMs };
}

/** The duration of a pixel. The clock stops if no visible part would move. */
function useStep({ spanMs, toMs }: ViewState, width: number, firstMs: number | null): number | null {
  const clock = useClock();
  const isCalm = useMediaQuery('(prefers-reduced-motion: reduce)');
  if (firstMs === null || width === 0) return null;
  if (toMs !== null && toMs < clock()) return null;
  const length = spanMs ?? lengthSince(firstMs, clock());
  const perPixel = Math.round(length / width / STEP_GRAIN_MS) * STEP_GRAIN_MS;
  return Math.max(isCalm ? MAX_STEP_MS : MIN_STEP_MS, Math.min(MAX_STEP_MS, perPixel));
}
