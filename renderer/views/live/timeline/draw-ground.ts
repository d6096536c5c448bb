import { LANE_HEIGHT } from './model/layout.ts';
import { xOf } from './model/scale.ts';
import type { Ink, Scene } from './scene.ts';

type Pen = CanvasRenderingContext2D;

const DENSITY_SHARE = 0.62;
const LABEL_ROOM = 60;

/**
 * The background of the lanes: lines of the clock, stretches without records, and the density where there are too many
 * marks.
 */
export function drawGround(pen: Pen, scene: Scene, ink: Ink): void {
  drawTickLines(pen, scene, ink);
  if (scene.density !== null) drawDensity(pen, scene, ink, scene.density);
  for (const stretch of scene.blind) {
    const from = stretch.fromMs === null ? 0 : xOf(scene.view, scene.width, stretch.fromMs);
    const to = xOf(scene.view, scene.width, stretch.toMs ?? scene.nowMs);
    drawBlind(pen, scene, ink, from, to, stretch.why);
  }
}

function drawTickLines(pen: Pen, { ticks, view, width, height }: Scene, { palette }: Ink): void {
  pen.fillStyle = palette.colours.line;
  for (const { atMs } of ticks) pen.fillRect(Math.round(xOf(view, width, atMs)), 0, 1, height);
}

function drawBlind(pen: Pen, scene: Scene, ink: Ink, from: number, to: number, why: 'gap' | 'paused'): void {
  const { width, words } = scene;
  const height = bottomOf(scene);
  const left = Math.max(-1, from);
  // A crash and the next start may be a moment apart, and must be seen all the same.
  const right = Math.min(width + 1, Math.max(to, from + 3));
  if (right <= 0 || left >= width) return;
  if (ink.hatches.blind !== null) {
    pen.fillStyle = ink.hatches.blind;
    pen.fillRect(left, 0, right - left, height);
  }
  pen.fillStyle = ink.palette.colours[why === 'gap' ? 'reject' : 'line-strong'];
  for (const edge of [left, right - 1]) if (edge >= 0 && edge < width) pen.fillRect(Math.round(edge), 0, 1, height);
  if (right - left < LABEL_ROOM) return;
  const text = words[why];
  pen.font = `600 11px ${ink.palette.textFont}`;
  const textWidth = pen.measureText(text).width;
  if (textWidth + 12 > right - left) return;
  const x = (left + right - textWidth) / 2;
  pen.fillStyle = ink.palette.colours.panel;
  pen.fillRect(x - 5, height - 19, textWidth + 10, 16);
  pen.fillStyle = ink.palette.colours.muted;
  pen.fillText(text, x, height - 7);
}

/** Where the ground ends: requests without a session lie over its lower edge, or below it. */
function bottomOf({ places, height }: Scene): number {
  const last = places.at(-1);
  return last?.lane.kind === 'none' ? Math.max(last.top, height - LANE_HEIGHT) : height;
}

/** Columns from the bottom, by the logarithm: one request must be seen beside ten thousand. */
function drawDensity(
  pen: Pen,
  scene: Scene,
  { palette }: Ink,
  { fromMs, toMs, counts }: NonNullable<Scene['density']>,
) {
  const { view, width } = scene;
  const height = bottomOf(scene);
  const most = Math.log1p(Math.max(1, ...counts));
  const part = (toMs - fromMs) / counts.length;
  pen.fillStyle = palette.colours['line-strong'];
  counts.forEach((count, index) => {
    if (count === 0) return;
    const left = Math.floor(xOf(view, width, fromMs + index * part));
    const right = Math.floor(xOf(view, width, fromMs + (index + 1) * part));
    if (right < 0 || left > width) return;
    const tall = Math.max(2, (Math.log1p(count) / most) * height * DENSITY_SHARE);
    pen.fillRect(left, height - tall, Math.max(1, right - left), tall);
  });
}
