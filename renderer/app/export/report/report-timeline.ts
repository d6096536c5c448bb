import type { LogEntry } from '../../../../server/contract/log-entry.ts';
import { actorColour } from '../../../model/actor-colour.ts';
import { visibleText } from '../../../model/visible-text.ts';
import { entryAtMs } from '../../../sentences/entry-sentence.ts';
import { type Badge, whatHappened } from '../../../sentences/what-happened.ts';
import type { StringsWithLater } from '../../../strings/with-later.ts';
import { type Html, html } from './html.ts';
import { ownerOf, type Report } from './report.ts';
import { timelinePlaces } from './timeline-places.ts';

const WIDTH = 760;
const LABEL = 120;
const PAD = 18;
const LANE = 46;
const LEAST_GAP = 26;
/** Beyond so many their numbers would run into each other. */
const MOST_NUMBERED = 24;
const LABEL_CHARACTERS = 14;

interface Mark {
  readonly id: number;
  readonly x: number;
  readonly lane: number;
  readonly badge: Badge;
}

/**
 * The story as a picture: a lane for each sender, a mark for each event. The text below has the same content in words.
 */
export function reportTimeline(report: Report, t: StringsWithLater): Html {
  const { entries, senders, span } = report;
  const hasWindow = entries.some(({ kind }) => kind !== 'request');
  const lanes = [
    ...senders.map((actor) => ({ name: actor.name, colour: actorColour(actor) })),
    ...(hasWindow ? [{ name: t.sessions.history.window, colour: 'outside' }] : []),
  ];
  const laneOf = new Map(senders.map(({ id }, lane) => [id, lane]));
  const places = timelinePlaces(entries.map(entryAtMs), WIDTH - LABEL - PAD * 2, LEAST_GAP);
  const marks = entries.map((entry, index): Mark => {
    const lane = entry.kind === 'request' ? laneOf.get(entry.actor.id) : undefined;
    const x = Math.round(LABEL + PAD + (places[index] ?? 0));
    return { id: entry.id, x, lane: lane ?? lanes.length - 1, badge: badgeOf(entry, report, t) };
  });
  const height = lanes.length * LANE + 30;
  const legend = [...new Map(marks.map(({ badge }) => [badge.label, badge])).values()];
  const axis = span === null || span.lastAtMs === span.firstAtMs ? [] : [span.lastAtMs];
  const first = span === null ? t.report.timeUnknown : t.format.timeOfDay(span.firstAtMs);
  return html`<figure class="timeline"><svg role="img" viewBox="0 0 ${WIDTH} ${height}" aria-labelledby="timeline-title">
<title id="timeline-title">${t.report.timeline(entries.length, senders.length)}</title>
${lanes.map((lane, index) => laneOfSender(lane, index, marks))}
${marks.map((mark) => markOf(mark, marks.length <= MOST_NUMBERED))}
<text class="axis" x="${LABEL + PAD}" y="${height - 8}">${first}</text>
${axis.map(
  (atMs) => html`<text class="axis end" x="${WIDTH - PAD}" y="${height - 8}">${t.format.timeOfDay(atMs)}</text>`,
)}</svg>
<figcaption>${legend.map(
    ({ tone, shape, label }) =>
      html`<span class="badge ${tone}"><span aria-hidden="true">${shape}</span> ${label}</span> `,
  )}</figcaption></figure>`;
}

function laneOfSender({ name, colour }: { name: string; colour: string }, lane: number, marks: readonly Mark[]): Html {
  const y = lane * LANE + 20;
  const xs = marks.filter((mark) => mark.lane === lane).map(({ x }) => x);
  const [from, to] = [Math.min(...xs), Math.max(...xs)];
  const shown = visibleText(name);
  const short = shown.length > LABEL_CHARACTERS ? `${shown.slice(0, LABEL_CHARACTERS - 1)}…` : shown;
  return html`<g data-actor="${colour}"><line class="ground" x1="${LABEL}" x2="${WIDTH}" y1="${y}" y2="${y}"/>
<line class="life" x1="${from}" x2="${to}" y1="${y}" y2="${y}"/><text class="lane" x="0" y="${y + 4}">${short}</text></g>`;
}

function markOf({ id, x, lane, badge }: Mark, isNumbered: boolean): Html {
  const y = lane * LANE + 20;
  const number = isNumbered ? html`<text class="count" x="${x}" y="${y + 23}">${id}</text>` : null;
  return html`<g class="point ${badge.tone}"><circle cx="${x}" cy="${y}" r="9"/><text x="${x}" y="${y + 4}">${badge.shape}</text>${number}</g>`;
}

function badgeOf(entry: LogEntry, report: Report, t: StringsWithLater): Badge {
  if (entry.kind !== 'request') return { tone: 'plain', shape: '✎', label: t.report.otherEntry };
  const { badge } = whatHappened(entry, ownerOf(entry, report), t);
  return badge ?? { tone: 'plain', shape: '·', label: t.happened.notUsed };
}
