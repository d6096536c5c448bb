import { actorColour } from '../../../model/actor-colour.ts';
import { COLUMN_PX, type CrowdColumn, partCrowds } from './model/crowd.ts';
import { firstSince } from './model/hit.ts';
import { isForeign } from './model/lane.ts';
import { LANE_HEIGHT, type LanePlace } from './model/layout.ts';
import { msAt, spanOf } from './model/scale.ts';
import { type MarkShape, shapeOf } from './model/shape.ts';
import { actorRole, SHAPE_COLOURS } from './palette.ts';
import type { Ink, Scene } from './scene.ts';
import { STAMP_SIZE } from './stamps.ts';

type Pen = CanvasRenderingContext2D;

const HALF = STAMP_SIZE / 2;
const CROWD_HEIGHT = 20;
/** The order in a column from bottom to top: failures are on top, where they are visible. */
const STACKED: readonly MarkShape[] = [
  'unused',
  'listed',
  'get',
  'set',
  'edited',
  'cleared',
  'pop',
  'regenerated',
  'destroyed',
  'rejected',
];
const FULL_CIRCLE = Math.PI * 2;

/**
 * The marks of a lane that are in sight, the later over the earlier; where they crowd, how many there are of which
 * kind.
 */
export function drawMarks(pen: Pen, { lane, top }: LanePlace, scene: Scene, ink: Ink): void {
  const { view, width, selectedId } = scene;
  const { marks } = lane;
  const perMs = width / spanOf(view);
  const middle = top + LANE_HEIGHT / 2;
  const first = firstSince(marks, msAt(view, width, -HALF));
  const end = firstSince(marks, msAt(view, width, width + HALF));
  const { free, columns, most } = partCrowds(marks, first, end, view.fromMs, perMs);
  for (const column of columns) drawColumn(pen, column, most, top, ink);
  for (const index of free) {
    const mark = marks[index];
    if (mark === undefined) continue;
    const x = (mark.atMs - view.fromMs) * perMs;
    pen.drawImage(ink.stamps[shapeOf(mark)], x - HALF, middle - HALF, STAMP_SIZE, STAMP_SIZE);
    if (mark.actor === null || !isForeign(lane, mark)) continue;
    ring(pen, x, middle, 7.5, ink.palette.colours[actorRole(actorColour(mark.actor))]);
  }
  if (selectedId === null) return;
  const selected = marks.find((mark) => mark.id === selectedId);
  if (selected !== undefined) ring(pen, (selected.atMs - view.fromMs) * perMs, middle, 10, ink.palette.colours.accent);
}

/** As high as the logarithm of how many there are; its parts as they share in it. */
function drawColumn(pen: Pen, { x, counts, total }: CrowdColumn, most: number, top: number, { palette }: Ink): void {
  const height = 5 + (CROWD_HEIGHT - 5) * (most <= 1 ? 1 : Math.log(total) / Math.log(most));
  let bottom = top + (LANE_HEIGHT + CROWD_HEIGHT) / 2;
  for (const shape of STACKED) {
    const count = counts.get(shape);
    if (count === undefined) continue;
    const part = (height * count) / total;
    pen.fillStyle = palette.colours[SHAPE_COLOURS[shape]];
    pen.fillRect(x, bottom - part, COLUMN_PX, part);
    bottom -= part;
  }
}

function ring(pen: Pen, x: number, y: number, radius: number, colour: string): void {
  pen.beginPath();
  pen.arc(x, y, radius, 0, FULL_CIRCLE);
  pen.strokeStyle = colour;
  pen.lineWidth = 2;
  pen.stroke();
}
