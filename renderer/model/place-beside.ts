/** A rectangle of the window, in CSS pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const GAP = 12;
const EDGE = 8;

/**
 * The position of a card next to its target: below, above, left or right of it, wherever there is space; else at the
 * bottom, over the end of the target. `target` is null if there is no target.
 */
export function placeBeside(
  target: Box | null,
  card: Pick<Box, 'width' | 'height'>,
  window: Pick<Box, 'width' | 'height'>,
): Pick<Box, 'x' | 'y'> {
  const lowest = window.height - card.height - EDGE;
  const rightmost = window.width - card.width - EDGE;
  const inSight = (x: number, y: number) => ({
    x: Math.max(EDGE, Math.min(x, rightmost)),
    y: Math.max(EDGE, Math.min(y, lowest)),
  });
  if (target === null) return inSight((window.width - card.width) / 2, lowest);
  const below = target.y + target.height + GAP;
  const above = target.y - card.height - GAP;
  const left = target.x - card.width - GAP;
  const right = target.x + target.width + GAP;
  if (below <= lowest) return inSight(target.x, below);
  if (left >= EDGE) return inSight(left, target.y);
  if (right <= rightmost) return inSight(right, target.y);
  if (above >= EDGE) return inSight(target.x, above);
  return inSight(target.x + target.width - card.width - GAP, lowest);
}
