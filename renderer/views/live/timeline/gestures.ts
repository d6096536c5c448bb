import { msAt, pan, pinch, spanOf, type View, viewOf } from './model/scale.ts';

/** The state on which gestures act, read at each event. */
export interface GestureTarget {
  readonly view: View;
  readonly width: number;
  /** Moves the view. */
  readonly show: (view: View) => void;
  /** Zooms to a stretch, with a way back. */
  readonly visit: (view: View) => void;
  readonly zoomBy: (factor: number, anchorMs: number) => void;
  /** The stretch that is being marked out; null when that is over. */
  readonly onBrush: (brush: View | null) => void;
  readonly onTap: (x: number, y: number) => void;
  /** Null if the pointer has left, or is used for something other than hovering. */
  readonly onHover: (at: { x: number; y: number } | null) => void;
}

/** A press that moves less than this is a press. */
const SLACK_PX = 4;
const LINE_PX = 16;
const WHEEL_ZOOM = 0.0022;

type Drag =
  | { readonly kind: 'press' | 'pan'; readonly from: View; readonly startX: number; readonly startY: number }
  | { readonly kind: 'brush'; readonly startMs: number }
  | { readonly kind: 'pinch'; readonly from: View; readonly places: readonly [number, number] };

/**
 * Mouse: dragging over the lanes selects a period to zoom to; dragging the axis, or with Shift or the middle button,
 * moves in time. Wheel: with Ctrl it zooms at the pointer, with Shift or sideways it moves in time, otherwise it
 * scrolls the lanes. Touch: one finger moves in time (up and down scrolls the lanes), two fingers zoom. Returns a
 * function that removes all listeners.
 */
export function attachGestures(plot: HTMLElement, axis: HTMLElement, target: () => GestureTarget): () => void {
  const touches = new Map<number, number>();
  let drag: Drag | null = null;
  // Read again when a gesture starts, not during it, because reading makes the browser lay out the page.
  let corner = plot.getBoundingClientRect();
  const xIn = (event: MouseEvent) => event.clientX - corner.left;
  const yIn = (event: MouseEvent) => event.clientY - corner.top;

  const onDown = (event: PointerEvent) => {
    const { view, onHover } = target();
    corner = plot.getBoundingClientRect();
    if (event.pointerType === 'touch') touches.set(event.pointerId, xIn(event));
    else if (event.button > 1) return;
    // The middle button would start the browser's own scrolling.
    if (event.button === 1) event.preventDefault();
    const isPan = event.currentTarget === axis || event.shiftKey || event.button === 1;
    drag = { kind: isPan ? 'pan' : 'press', from: view, startX: xIn(event), startY: yIn(event) };
    const [one, other] = [...touches.values()];
    if (one !== undefined && other !== undefined) drag = { kind: 'pinch', from: view, places: [one, other] };
    if (event.currentTarget instanceof Element) event.currentTarget.setPointerCapture(event.pointerId);
    onHover(null);
  };

  const onMove = (event: PointerEvent) => {
    const { view, width, show, onBrush, onHover } = target();
    if (drag === null) corner = plot.getBoundingClientRect();
    const x = xIn(event);
    if (touches.has(event.pointerId)) touches.set(event.pointerId, x);
    if (drag === null) {
      if (event.currentTarget === plot && event.pointerType !== 'touch') onHover({ x, y: yIn(event) });
      return;
    }
    if (drag.kind === 'press' && Math.abs(x - drag.startX) > SLACK_PX) {
      drag =
        event.pointerType === 'touch'
          ? { ...drag, kind: 'pan' }
          : { kind: 'brush', startMs: msAt(drag.from, width, drag.startX) };
    }
    if (drag.kind === 'pan') show(pan(drag.from, ((drag.startX - x) / width) * spanOf(drag.from)));
    if (drag.kind === 'brush') onBrush(ordered(drag.startMs, msAt(view, width, Math.max(0, Math.min(width, x)))));
    if (drag.kind === 'pinch') {
      const [one, other] = [...touches.values()];
      if (one !== undefined && other !== undefined) show(pinch(drag.from, width, drag.places, [one, other]));
    }
  };

  const onUp = (event: PointerEvent) => {
    const { view, width, visit, onBrush, onTap } = target();
    const ended = drag;
    touches.delete(event.pointerId);
    const [left] = touches.values();
    // A finger that stays down after a pinch continues to move the view.
    drag = left === undefined ? null : { kind: 'pan', from: view, startX: left, startY: 0 };
    if (ended?.kind === 'press') onTap(ended.startX, ended.startY);
    if (ended?.kind !== 'brush') return;
    onBrush(null);
    visit(viewOf(ended.startMs, msAt(view, width, Math.max(0, Math.min(width, xIn(event))))));
  };

  const onCancel = (event: PointerEvent) => {
    touches.delete(event.pointerId);
    drag = null;
    target().onBrush(null);
  };

  const onLeave = () => {
    if (drag === null) target().onHover(null);
  };

  const onWheel = (event: WheelEvent) => {
    const { view, width, show, zoomBy, onHover } = target();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PX : 1;
    const [x, y] = [event.deltaX * unit, event.deltaY * unit];
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      corner = plot.getBoundingClientRect();
      zoomBy(Math.exp(y * WHEEL_ZOOM), msAt(view, width, xIn(event)));
    } else if (event.shiftKey || Math.abs(x) > Math.abs(y)) {
      event.preventDefault();
      show(pan(view, ((x === 0 ? y : x) / width) * spanOf(view)));
    } else return;
    onHover(null);
  };

  const taking = new AbortController();
  const { signal } = taking;
  for (const element of [plot, axis]) {
    element.addEventListener('pointerdown', onDown, { signal });
    element.addEventListener('pointermove', onMove, { signal });
    element.addEventListener('pointerup', onUp, { signal });
    element.addEventListener('pointercancel', onCancel, { signal });
    element.addEventListener('wheel', onWheel, { signal, passive: false });
  }
  plot.addEventListener('pointerleave', onLeave, { signal });
  return () => taking.abort();
}

function ordered(aMs: number, bMs: number): View {
  return aMs < bMs ? { fromMs: aMs, toMs: bMs } : { fromMs: bMs, toMs: aMs };
}
