import type { Mark } from '../../../../server/contract/mark.ts';
import { shortSid } from '../../../model/short-sid.ts';
import { visibleText } from '../../../model/visible-text.ts';
import type { StringsWithLater } from '../../../strings/with-later.ts';
import type { Lane, Life } from './model/lane.ts';
import { type DrawnShape, type MarkShape, SHAPES, shapeOf } from './model/shape.ts';

/** The name of a lane in words. */
export function laneName(lane: Lane, t: StringsWithLater): string {
  const words = t.timelineWords.lane;
  if (lane.kind === 'none') return words.none;
  const who = visibleText(lane.owner?.name ?? t.timeline.unknownActor);
  const name = lane.sid === null ? words.cookie(who) : words.session(shortSid(lane.sid), who);
  return lane.app === null ? name : `${name}${t.common.listBetween}${visibleText(lane.app)}`;
}

/** The meaning of a lane's bars in words: its start and end, how it ended, and which session it replaced. */
export function laneLife(lane: Lane, nowMs: number, t: StringsWithLater): readonly string[] {
  const lives = lane.lives.map((life, index) => {
    const from = life.fromMs === null ? t.timelineWords.lane.before : t.format.timeOfDay(life.fromMs);
    return t.timelineWords.lane.life(
      from,
      endText(life, index === lane.lives.length - 1 ? lane.expiresAtMs : null, nowMs, t),
    );
  });
  const parent = lane.bornFrom?.key.replace(/^sid:/, '');
  return parent === undefined ? lives : [...lives, t.timelineWords.lane.bornFrom(shortSid(parent))];
}

function endText({ toMs, end }: Life, expiresAtMs: number | null, nowMs: number, t: StringsWithLater): string {
  const { lane: words } = t.timelineWords;
  if (toMs === null || end === null) {
    if (expiresAtMs === null) return words.goesOn;
    return expiresAtMs > nowMs ? words.expires(expiresAtMs - nowMs) : words.expired(t.format.timeOfDay(expiresAtMs));
  }
  const at = t.format.timeOfDay(toMs);
  return end === 'lost' ? t.cookieEnds.lost(at) : words[end](at);
}

/** The number of marks of each shape, in the order of the legend, without shapes that have none. */
export function shapeCounts(marks: readonly Mark[]): readonly { readonly shape: MarkShape; readonly n: number }[] {
  const counts = new Map<MarkShape, number>();
  for (const mark of marks) {
    const shape = shapeOf(mark);
    counts.set(shape, (counts.get(shape) ?? 0) + 1);
  }
  return (Object.keys(SHAPES) as DrawnShape[]).flatMap((shape) => {
    if (shape === 'cookie-end') return [];
    const n = counts.get(shape);
    return n === undefined ? [] : [{ shape, n }];
  });
}
