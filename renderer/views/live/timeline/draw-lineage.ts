import type { Lane } from './model/lane.ts';
import { LANE_HEIGHT } from './model/layout.ts';
import { xOf } from './model/scale.ts';
import type { Ink, Scene } from './scene.ts';

type Pen = CanvasRenderingContext2D;

const BEND = 7;

/** Where an id was regenerated: a line from the end of the old session to the beginning of the new. */
export function drawLineage(pen: Pen, scene: Scene, { palette }: Ink): void {
  const tops = new Map(scene.places.map(({ lane, top }) => [lane.key, top]));
  pen.strokeStyle = pen.fillStyle = palette.colours.muted;
  pen.lineWidth = 1.5;
  for (const { lane, top } of scene.places) {
    if (lane.bornFrom === null) continue;
    const x = xOf(scene.view, scene.width, lane.bornFrom.atMs);
    if (x < -BEND || x > scene.width + BEND) continue;
    const parentTop = tops.get(lane.bornFrom.key) ?? outOfSight(scene.lanes, lane.bornFrom.key, lane, scene.height);
    connect(pen, x, parentTop + LANE_HEIGHT / 2, top + LANE_HEIGHT / 2);
  }
}

/** The parent is scrolled out of sight, so the line ends at the edge in its direction. */
function outOfSight(lanes: readonly Lane[], parentKey: string, child: Lane, height: number): number {
  const parent = lanes.findIndex(({ key }) => key === parentKey);
  return parent < lanes.indexOf(child) ? -LANE_HEIGHT : height;
}

/** Ends in an arrow head before the mark of the new session. */
function connect(pen: Pen, x: number, from: number, to: number): void {
  const way = Math.sign(to - from);
  const end = to - way * 10;
  pen.beginPath();
  pen.moveTo(x, from);
  pen.lineTo(x, end);
  pen.stroke();
  pen.beginPath();
  pen.moveTo(x, end + way * 3);
  pen.lineTo(x - 3.5, end - way * 3);
  pen.lineTo(x + 3.5, end - way * 3);
  pen.fill();
}
