import { drawCookieEnds } from './draw-cookie-ends.ts';
import { drawGround } from './draw-ground.ts';
import { drawLineage } from './draw-lineage.ts';
import { drawLives } from './draw-lives.ts';
import { drawMarks } from './draw-marks.ts';
import { LANE_HEIGHT } from './model/layout.ts';
import { xOf } from './model/scale.ts';
import type { Ink, Scene } from './scene.ts';

type Pen = CanvasRenderingContext2D;

/** Draws the whole plot again. Only visible parts cost time. */
export function drawScene(pen: Pen, scene: Scene, ink: Ink): void {
  pen.setTransform(ink.density, 0, 0, ink.density, 0, 0);
  pen.clearRect(0, 0, scene.width, scene.height);
  drawGround(pen, scene, ink);
  const [scrolling, pinned] = split(scene);
  for (const place of scrolling) drawLives(pen, place, scene, ink);
  drawLineage(pen, scene, ink);
  for (const place of scrolling) {
    drawMarks(pen, place, scene, ink);
    drawCookieEnds(pen, place, scene, ink);
  }
  if (pinned !== null) {
    pen.fillStyle = ink.palette.colours.panel;
    pen.fillRect(0, pinned.top, scene.width, LANE_HEIGHT);
    pen.fillStyle = ink.palette.colours.line;
    pen.fillRect(0, pinned.top, scene.width, 1);
    drawMarks(pen, pinned, scene, ink);
    drawCookieEnds(pen, pinned, scene, ink);
  }
  drawBrush(pen, scene, ink);
  drawPresent(pen, scene, ink);
}

function split({ places }: Scene) {
  const last = places.at(-1);
  return last?.lane.kind === 'none' ? ([places.slice(0, -1), last] as const) : ([places, null] as const);
}

function drawPresent(pen: Pen, { view, width, height, nowMs }: Scene, { palette }: Ink): void {
  const x = Math.round(xOf(view, width, nowMs)) + 0.5;
  if (x < 0 || x > width) return;
  pen.strokeStyle = palette.colours.accent;
  pen.lineWidth = 1;
  pen.setLineDash([3, 3]);
  pen.beginPath();
  pen.moveTo(x, 0);
  pen.lineTo(x, height);
  pen.stroke();
  pen.setLineDash([]);
}

function drawBrush(pen: Pen, { brush, view, width, height }: Scene, { palette }: Ink): void {
  if (brush === null) return;
  const from = xOf(view, width, brush.fromMs);
  const to = xOf(view, width, brush.toMs);
  pen.fillStyle = palette.colours.accent;
  pen.globalAlpha = 0.14;
  pen.fillRect(from, 0, to - from, height);
  pen.globalAlpha = 1;
  for (const edge of [from, to - 1]) pen.fillRect(Math.round(edge), 0, 1, height);
}
