import type { Mark } from '../../../../../server/contract/mark.ts';
import type { Lane } from './lane.ts';

/** The meaning of a mark, one shape each. A hollow shape is related to the solid one. */
export type MarkShape =
  | 'set'
  | 'get'
  | 'pop'
  | 'rejected'
  | 'regenerated'
  | 'destroyed'
  | 'edited'
  | 'listed'
  | 'cleared'
  | 'unused';

/** Everything that has a shape: the marks, and the end of a cookie. */
export type DrawnShape = MarkShape | 'cookie-end';

export interface ShapePath {
  /** SVG path data in a box of 16 by 16, so that the legend and the picture draw the same thing. */
  readonly d: string;
  /** Drawn as a line this wide; filled where absent. */
  readonly line?: number;
}

/** The shapes, in the order in which the legend shows them. */
export const SHAPES: Readonly<Record<DrawnShape, ShapePath>> = {
  set: { d: 'M8 1.6 15 14H1Z' },
  get: { d: 'M8 2.2a5.8 5.8 0 1 1 0 11.6a5.8 5.8 0 0 1 0-11.6Z' },
  pop: { d: 'M8 14.4 1 2h14Z' },
  rejected: { d: 'M3 3 13 13M13 3 3 13', line: 3 },
  regenerated: { d: 'M12.9 9.6A5.1 5.1 0 1 1 11.8 4.6M12.6 1.4V5.2H8.8', line: 2.2 },
  destroyed: { d: 'M2.6 2.6h10.8v10.8H2.6Z' },
  edited: { d: 'M8 1.4 14.6 8 8 14.6 1.4 8Z' },
  listed: { d: 'M8 3a5 5 0 1 1 0 10a5 5 0 0 1 0-10Z', line: 2 },
  cleared: { d: 'M8 12.8 2.4 3.2h11.2Z', line: 2 },
  unused: { d: 'M8 5.2a2.8 2.8 0 1 1 0 5.6a2.8 2.8 0 0 1 0-5.6Z' },
  // A cookie with a piece bitten off.
  'cookie-end': { d: 'M8 1.8a6.2 6.2 0 1 0 6.2 6.2a2.6 2.6 0 0 1-3.1-3.1a2.6 2.6 0 0 1-3.1-3.1Z' },
};

/** The shape of a mark. Every failure is a cross. */
export function shapeOf({ did }: Mark): MarkShape {
  switch (did) {
    case 'set':
    case 'get':
    case 'pop':
    case 'unused':
      return did;
    case 'list':
      return 'listed';
    case 'clear':
      return 'cleared';
    case 'regenerate':
      return 'regenerated';
    case 'destroy':
      return 'destroyed';
    case 'edit':
      return 'edited';
    case 'refused':
    case 'failed':
    case 'aborted':
    case 'not-saved':
      return 'rejected';
  }
}

/** The shapes that these lanes have. */
export function shapesOf(lanes: readonly Lane[]): ReadonlySet<DrawnShape> {
  const shapes = new Set<DrawnShape>(lanes.flatMap(({ marks }) => marks.map(shapeOf)));
  return lanes.some(({ cookieEnds }) => cookieEnds.length > 0) ? shapes.add('cookie-end') : shapes;
}
