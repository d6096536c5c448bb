import { type KeyboardEvent, useCallback } from 'react';
import type { Lane } from './model/lane.ts';
import { spanOf } from './model/scale.ts';
import { endOf, type Place, type Step, stepFrom } from './model/walk.ts';
import type { TimelineView } from './use-timeline-view.ts';

export interface Walk {
  readonly lanes: readonly Lane[];
  readonly cursor: Place | null;
  readonly timeline: TimelineView;
  readonly onMove: (place: Place) => void;
  readonly onOpen: (place: Place) => void;
  /** Esc without a visit to return from. */
  readonly onLeave: () => void;
}

const STEPS: Readonly<Record<string, Step>> = {
  ArrowLeft: 'earlier',
  ArrowRight: 'later',
  ArrowUp: 'up',
  ArrowDown: 'down',
  Home: 'first',
  End: 'last',
};
const ZOOM = 1.5;
const PAN = 0.1;
const PAGE = 0.8;

/** The effects of keys while the plot has the focus. Keys with Ctrl, Alt or Meta belong to the window. */
export function useWalk({ lanes, cursor, timeline, onMove, onOpen, onLeave }: Walk): (event: KeyboardEvent) => void {
  return useCallback(
    (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      if (act()) event.preventDefault();

      function act(): boolean {
        if (event.shiftKey && (event.key === 'ArrowLeft' || event.key === 'ArrowRight')) {
          timeline.panBy(event.key === 'ArrowLeft' ? -PAN : PAN);
          return true;
        }
        const step = STEPS[event.key];
        if (step !== undefined) return move(step);
        switch (event.key) {
          case '+':
          case '=':
            return did(() => zoomBy(1 / ZOOM));
          case '-':
          case '_':
            return did(() => zoomBy(ZOOM));
          case '0':
            return did(timeline.reset);
          case 'PageUp':
            return did(() => timeline.panBy(-PAGE));
          case 'PageDown':
            return did(() => timeline.panBy(PAGE));
          case 'Enter':
          case ' ':
            return cursor !== null && did(() => onOpen(cursor));
          case 'Escape':
            return timeline.back() || did(onLeave);
          default:
            return false;
        }
      }

      function move(step: Step): boolean {
        const next =
          cursor === null ? endOf(lanes, step === 'first' ? 'first' : 'last') : stepFrom(lanes, cursor, step);
        if (next !== null) onMove(next);
        if (step === 'last' && next !== null && isNearPresent(next)) timeline.follow();
        return true;
      }

      /** Around the active mark, if it is in sight. */
      function zoomBy(factor: number): void {
        const { view } = timeline;
        const atMs = cursor?.mark.atMs;
        const isInSight = atMs !== undefined && atMs >= view.fromMs && atMs <= view.toMs;
        timeline.zoomBy(factor, isInSight && !timeline.isFollowing ? atMs : undefined);
      }

      function isNearPresent({ mark }: Place): boolean {
        return timeline.nowMs - mark.atMs < spanOf(timeline.view);
      }
    },
    [lanes, cursor, timeline, onMove, onOpen, onLeave],
  );
}

/** For a key that was used, with or without an effect. */
function did(work: () => void): true {
  work();
  return true;
}
