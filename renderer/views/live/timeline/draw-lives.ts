import { actorColour } from '../../../model/actor-colour.ts';
import { shortSid } from '../../../model/short-sid.ts';
import { beginningOf } from './model/beginning.ts';
import type { Lane, Life, LifeEnd } from './model/lane.ts';
import { BAR_HEIGHT, LANE_HEIGHT, type LanePlace } from './model/layout.ts';
import { xOf } from './model/scale.ts';
import { leftOfWord } from './model/word.ts';
import { actorRole } from './palette.ts';
import type { Ink, Scene } from './scene.ts';

type Pen = CanvasRenderingContext2D;

const RADIUS = BAR_HEIGHT / 2;
/** Far enough out of sight for a rounded end not to show. */
const BEYOND = 40;
/** The distance of the dots of an end without a known time. */
const UNKNOWN_WIDTH = 8;

/**
 * The life of a lane's session: a bar from its beginning to its end, hatched after its expiry, and how it ended in a
 * word.
 */
export function drawLives(pen: Pen, place: LanePlace, scene: Scene, ink: Ink): void {
  for (const [index, life] of place.lane.lives.entries()) {
    drawLife(pen, place, life, index, scene, ink);
  }
}

function drawLife(pen: Pen, { lane, top }: LanePlace, life: Life, lifeIndex: number, scene: Scene, ink: Ink): void {
  const { view, width, nowMs } = scene;
  const isLast = lifeIndex === lane.lives.length - 1;
  const within = (x: number) => Math.max(-BEYOND, Math.min(width + BEYOND, x));
  const x = (atMs: number) => within(xOf(view, width, atMs));
  const expiryMs = isLast && life.toMs === null ? lane.expiresAtMs : null;
  const endMs = life.toMs ?? Math.min(nowMs, expiryMs ?? nowMs);
  const beginning = beginningOf(lane, life, view, width);
  const from = within(beginning.x);
  const to = Math.max(x(endMs), from + 2);
  const y = top + (LANE_HEIGHT - BAR_HEIGHT) / 2;
  const colour = ink.palette.colours[colourOf(lane)];
  if (to >= -2 && from <= width + 2) bar(pen, from, to, y, colour, life.toMs === null);
  if (!beginning.isKnown) drawUnknownBeginning(pen, from, top, ink);
  const isExpired = life.end === 'expired' || (life.end === null && expiryMs !== null && expiryMs <= nowMs);
  if (isExpired && isLast) hatch(pen, to, x(nowMs), y, ink);
  const end = life.end ?? (isExpired ? 'expired' : null);
  // The end of its cookie says it, with the reason.
  if (end === null || end === 'lost' || lane.cookieEnds.some(({ atMs }) => atMs === life.toMs)) return;
  drawEnd(pen, end, to, top, ink);
  const wordAt = isExpired && isLast ? x(nowMs) : to + (end === 'unknown' ? UNKNOWN_WIDTH : 0);
  drawWord(pen, end, { lane, top }, lifeIndex, wordAt, scene, ink);
}

function colourOf({ owner }: Lane) {
  return actorRole(owner === null ? 'outside' : actorColour(owner));
}

/** Open on the right while the life continues. */
function bar(pen: Pen, from: number, to: number, y: number, colour: string, isOpen: boolean): void {
  const left = Math.min(RADIUS, (to - from) / 2);
  pen.beginPath();
  pen.roundRect(from + 0.5, y + 0.5, Math.max(1, to - from - 1), BAR_HEIGHT - 1, [
    left,
    isOpen ? 0 : 2,
    isOpen ? 0 : 2,
    left,
  ]);
  pen.fillStyle = pen.strokeStyle = colour;
  pen.lineWidth = 1;
  pen.globalAlpha = 0.16;
  pen.fill();
  pen.globalAlpha = 0.4;
  pen.stroke();
  pen.globalAlpha = 1;
}

function hatch(pen: Pen, from: number, to: number, y: number, { hatches }: Ink): void {
  if (hatches.expired === null || to - from < 1) return;
  pen.fillStyle = hatches.expired;
  pen.fillRect(from, y, to - from, BAR_HEIGHT);
}

/**
 * Destroyed: a bar across the lane. Regenerated: the connector says it. Expired: the hatch does. Unknown: a frayed end.
 */
function drawEnd(pen: Pen, end: OwnEnd, x: number, top: number, { palette }: Ink): void {
  if (x <= -BEYOND) return;
  pen.fillStyle = palette.colours[inkOf(end)];
  if (end === 'destroyed') pen.fillRect(Math.round(x) - 1, top + 1, 2, LANE_HEIGHT - 2);
  if (end === 'deleted' || end === 'ended' || end === 'closed' || end === 'regenerated')
    pen.fillRect(Math.round(x) - 1, top + 5, 1, LANE_HEIGHT - 10);
  if (end === 'unknown') for (const dot of [3, 8, 13]) pen.fillRect(x + dot, top + LANE_HEIGHT / 2, 3, 1);
}

/** A frayed beginning, as of an end without a known time. */
function drawUnknownBeginning(pen: Pen, x: number, top: number, { palette }: Ink): void {
  if (x <= -BEYOND) return;
  pen.fillStyle = palette.colours.muted;
  for (const dot of [5, 10, 15]) pen.fillRect(x - dot, top + LANE_HEIGHT / 2, 3, 1);
}

type OwnEnd = Exclude<LifeEnd, 'lost'>;

function inkOf(end: OwnEnd) {
  return end === 'destroyed' ? 'reject' : 'muted';
}

/** Draws the word for the end of a life, if there is room for it. */
function drawWord(
  pen: Pen,
  end: OwnEnd,
  { lane, top }: Pick<LanePlace, 'lane' | 'top'>,
  lifeIndex: number,
  endX: number,
  scene: Scene,
  { palette }: Ink,
): void {
  const word = wordFor(end, lane, scene);
  if (word === null || endX <= -BEYOND || endX > scene.width) return;
  pen.font = `${end === 'destroyed' ? '600 ' : ''}11px ${palette.textFont}`;
  const left = leftOfWord({ ...scene, lane, lifeIndex, endX, wordWidth: pen.measureText(word).width });
  if (left === null) return;
  pen.fillStyle = palette.colours[inkOf(end)];
  pen.fillText(word, left, top + LANE_HEIGHT / 2 + 4);
}

function wordFor(end: OwnEnd, lane: Lane, { words, lanes }: Scene): string | null {
  switch (end) {
    case 'destroyed':
    case 'deleted':
    case 'ended':
    case 'closed':
    case 'expired':
      return words[end];
    case 'unknown':
      return words.gone;
    case 'regenerated': {
      const heir = lanes.find((other) => other.bornFrom?.key === lane.key);
      return heir?.sid == null ? null : words.becomes(shortSid(heir.sid));
    }
  }
}
