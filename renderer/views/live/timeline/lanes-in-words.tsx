import { memo, useMemo } from 'react';
import { phraseText } from '../../../strings/text/phrase.ts';
import { useStringsWithLater } from '../../../strings/with-later.ts';
import { VisuallyHidden } from '../../../ui/visually-hidden.tsx';
import { cookieEndPhrase } from './cookie-end-sentence.ts';
import { laneLife, laneName, shapeCounts } from './lane-words.ts';
import { countBetween } from './model/hit.ts';
import type { Lane } from './model/lane.ts';
import { useShapeWords } from './use-shape-words.ts';
import type { TimelineView } from './use-timeline-view.ts';

/** As many as anyone listens to; the visible list has more. */
const MAX_TOLD = 30;
const MAX_ENDS = 10;
/** The words about a moving picture are renewed in steps, because a screen reader could not finish them otherwise. */
const TELL_EVERY_MS = 5_000;

/** The picture in words, for screen readers: each lane's life with its events. */
export function LanesInWords({ lanes, nowMs }: { lanes: readonly Lane[]; nowMs: number }) {
  return <Told lanes={lanes} nowMs={Math.floor(nowMs / TELL_EVERY_MS) * TELL_EVERY_MS} />;
}

const Told = memo(function Told({ lanes, nowMs }: { lanes: readonly Lane[]; nowMs: number }) {
  const t = useStringsWithLater();
  const { counts } = useShapeWords();
  return (
    <VisuallyHidden>
      <ul aria-label={t.timeline.list}>
        {lanes.slice(0, MAX_TOLD).map((lane) => (
          <li key={lane.key}>
            {[
              laneName(lane, t),
              ...laneLife(lane, nowMs, t),
              ...lane.cookieEnds.slice(-MAX_ENDS).map((end) => phraseText(cookieEndPhrase(end, t))),
              ...shapeCounts(lane.marks).map(({ shape, n }) => counts[shape](n)),
            ].join('; ')}
          </li>
        ))}
        {lanes.length > MAX_TOLD && <li>{t.timeline.more(lanes.length - MAX_TOLD)}</li>}
      </ul>
    </VisuallyHidden>
  );
});

/** The picture in one sentence: how much there is to see of which stretch. */
export function useSummary(lanes: readonly Lane[], { view }: TimelineView): string {
  const { summary } = useStringsWithLater().timelineWords;
  const fromMs = Math.floor(view.fromMs / TELL_EVERY_MS) * TELL_EVERY_MS;
  const toMs = Math.ceil(view.toMs / TELL_EVERY_MS) * TELL_EVERY_MS;
  return useMemo(() => {
    const isInSight = (lane: Lane) =>
      lane.kind !== 'none' &&
      (countBetween([lane], fromMs, toMs) > 0 ||
        lane.lives.some((life) => (life.fromMs ?? 0) <= toMs && (life.toMs ?? toMs) >= fromMs));
    return summary(lanes.filter(isInSight).length, countBetween(lanes, fromMs, toMs), fromMs, toMs);
  }, [lanes, fromMs, toMs, summary]);
}
