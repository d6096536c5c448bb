import { leftOfEndWord } from './model/end-word.ts';
import { xOfCookieEnd } from './model/hit.ts';
import { LANE_HEIGHT, type LanePlace } from './model/layout.ts';
import type { Ink, Scene } from './scene.ts';
import { STAMP_SIZE } from './stamps.ts';

type Pen = CanvasRenderingContext2D;

const HALF = STAMP_SIZE / 2;
/** Ends that are closer than this would only hide each other. */
const LEAST_GAP = 5;

/** Where cookies of a lane's session ended, each with its reason in a word where there is room. */
export function drawCookieEnds(pen: Pen, { lane, top }: LanePlace, scene: Scene, { palette, stamps }: Ink): void {
  const { view, width, words } = scene;
  const middle = top + LANE_HEIGHT / 2;
  let lastX = Number.NEGATIVE_INFINITY;
  pen.font = `11px ${palette.textFont}`;
  for (const end of lane.cookieEnds) {
    const x = xOfCookieEnd(lane, end, view, width);
    if (x < -HALF || x > width + HALF || x - lastX < LEAST_GAP) continue;
    lastX = x;
    pen.drawImage(stamps['cookie-end'], x - HALF, middle - HALF, STAMP_SIZE, STAMP_SIZE);
    const word = words.cookieEnds[end.cookie.why];
    const left = leftOfEndWord({ lane, end, view, width, wordWidth: pen.measureText(word).width });
    if (left === null) continue;
    pen.fillStyle = palette.colours.reject;
    pen.fillText(word, left, middle + 4);
  }
}
