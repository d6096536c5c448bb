import type { Judgment } from '../../../../server/contract/decision.ts';
import type { SessionData } from '../../../../server/contract/json.ts';
import type { LogEntry, RequestRecord } from '../../../../server/contract/log-entry.ts';
import { refusalOf } from '../../../../server/contract/outcome.ts';
import { isSeenFromOutside } from '../../../../server/contract/seen-from-outside.ts';
import type { StoreSide } from '../../../../server/contract/store-evidence.ts';
import { actorColour } from '../../../model/actor-colour.ts';
import { type DiffLine, diffLines } from '../../../model/diff-lines.ts';
import { jsonText } from '../../../model/json-text.ts';
import { knownSides } from '../../../model/known-sides.ts';
import { editLines } from '../../../model/session-history.ts';
import { entrySentence, knownAtMs } from '../../../sentences/entry-sentence.ts';
import { findingPhrase } from '../../../sentences/finding-phrase.ts';
import { requestLine, statusWords } from '../../../sentences/request-words.ts';
import { storyLead } from '../../../sentences/story-lead.ts';
import { whatHappened } from '../../../sentences/what-happened.ts';
import type { StoryStrings } from '../../../strings/en/story.ts';
import type { Phrase } from '../../../strings/text/phrase.ts';
import type { StringsWithLater } from '../../../strings/with-later.ts';
import { withLater } from '../../../strings/with-later.ts';
import { type Html, hostile, html } from './html.ts';
import { ownerOf, type Report } from './report.ts';
import { actorName } from './report-head.ts';

/** One entry: its time, its sender, its meaning in words, its effect on the session, and the rules behind it. */
export function reportEntry(entry: LogEntry, report: Report, t: StringsWithLater): Html {
  const number = t.report.number(entry.id);
  const atMs = knownAtMs(entry);
  const time =
    atMs === null
      ? html`<span class="time">${t.report.timeUnknown}</span>`
      : html`<time datetime="${new Date(atMs).toISOString()}">${t.format.timeOfDay(atMs)}</time>`;
  if (entry.kind !== 'request') {
    const lines = entry.kind === 'edit' ? editLines(entry) : [];
    return html`<li class="entry other" id="entry-${entry.id}"><div class="line"><span class="number">${number}</span>
<span class="said">${hostile(entrySentence(entry, t))}</span>${time}</div>${changes(lines, t)}</li>`;
  }
  const badge = whatHappened(entry, ownerOf(entry, report), t).badge;
  const mark =
    badge === null
      ? null
      : html`<span class="badge ${badge.tone}"><span aria-hidden="true">${badge.shape}</span> ${badge.label}</span>`;
  return html`<li class="entry" id="entry-${entry.id}"><div class="line"><span class="number">${number}</span>
${actorName(entry.actor.name, actorColour(entry.actor))}<code class="target">${hostile(requestLine(entry, t))}</code>
<span class="status">${statusWords(entry, t)}</span>${mark}${time}</div>
<p class="told">${phrase(storyLead(entry, ownerOf(entry, report), withLater(t)))}</p>
${entry.findings.map((finding) => html`<p class="finding">${phrase(findingPhrase(finding, withLater(t)))}</p>`)}
${sessionChanges(entry, t)}${storeFacts(entry, t)}${cookies(entry, t)}${rules(entry, t)}</li>`;
}

function sessionChanges(record: RequestRecord, t: StringsWithLater): Html | null {
  const { sessionBefore, sessionAfter } = record;
  if (sessionBefore === null && sessionAfter === null) return null;
  const known = knownSides(record);
  if (!known.before || !known.after) {
    const side = known.before ? t.details.before : t.details.after;
    return html`<h3>${t.report.session}</h3><p class="same">${t.details.lead.unknown}</p>
<p class="same">${side}${t.common.colon} ${data((known.before ? sessionBefore : sessionAfter) ?? {}, t)}</p>`;
  }
  const lines = diffLines(sessionBefore ?? {}, sessionAfter ?? {});
  if (lines.length > 0) return changes(lines, t);
  return html`<h3>${t.report.session}</h3><p class="same">${t.report.unchanged} ${data(sessionAfter ?? {}, t)}</p>`;
}

/** What the session store of a watched app told: to whom the change belongs, and the row before and after. */
function storeFacts({ evidence }: RequestRecord, t: StringsWithLater): Html | null {
  const store = evidence?.store;
  if (store === undefined) return null;
  const { reading } = t.storeTab;
  const side = ({ state, key, detail }: StoreSide) =>
    html`<dd>${reading.state[state]}${key === null ? null : html` <code>${hostile(key)}</code>`}${
      detail === null ? null : html` <span class="worth">${hostile(detail)}</span>`
    }</dd>`;
  return html`<h3>${reading.title}</h3><p class="same">${reading.attribution[store.attribution]}</p>
<dl class="cookies"><div><dt>${reading.column.before}</dt>${side(store.before)}</div>
<div><dt>${reading.column.after}</dt>${side(store.after)}</div></dl>`;
}

const MAX_LINES = 12;

/** The session before and after, as added, removed and changed values. */
function changes(lines: readonly DiffLine[], t: StringsWithLater): Html | null {
  if (lines.length === 0) return null;
  const { signs, signNames, becomes, more } = t.sessions.history;
  const line = ({
    key,
    change,
    before,
    after,
  }: DiffLine) => html`<li class="${change}"><span aria-hidden="true" class="sign">${signs[change]}</span>
<span class="hidden">${signNames[change]} </span><span class="key">${hostile(key)}</span>
${before === null ? null : html`<del>${hostile(before)}</del>`}
${before === null || after === null ? null : html`<span aria-hidden="true">→</span><span class="hidden"> ${becomes} </span>`}
${after === null ? null : html`<ins>${hostile(after)}</ins>`}</li>`;
  const rest = lines.length - MAX_LINES;
  return html`<h3>${t.report.session}</h3><ul class="changes">${lines.slice(0, MAX_LINES).map(line)}
${rest > 0 ? html`<li>${more(rest)}</li>` : null}</ul>`;
}

function data(value: SessionData, t: StringsWithLater): Html {
  const text = jsonText(value);
  if (text === '{}') return html`<em>${t.report.empty}</em>`;
  return html`<code>${hostile(text.length > 240 ? `${text.slice(0, 240)}…` : text)}</code>`;
}

/** The received cookie with its verdict, and the cookie that was sent. */
function cookies(record: RequestRecord, t: StringsWithLater): Html {
  const { details } = t;
  const { cookieName, cookieValue, setCookie, verdict } = record;
  const refusal = refusalOf(verdict);
  const worth =
    verdict.kind === 'none'
      ? null
      : `${details.verdict[verdict.kind]}${refusal === null ? '' : `: ${t.happened.refusal[refusal]}`}`;
  const came =
    cookieValue === null
      ? html`<span class="none">${verdict.kind === 'not-read' ? t.earlyRefusals.cameUnknown : details.noneCame}</span>`
      : html`<code>${hostile(`${cookieName}=${cookieValue}`)}</code>`;
  const sent =
    setCookie === null ? html`<span class="none">${details.notSent}</span>` : html`<code>${hostile(setCookie)}</code>`;
  return html`<h3>${t.report.cookie}</h3><dl class="cookies"><div><dt>${t.report.came}</dt><dd>${came}
${worth === null ? null : html` <span class="worth${refusal === null ? '' : ' reject'}">${worth}</span>`}</dd></div>
<div><dt>${t.report.sent}</dt><dd>${sent}</dd></div></dl>`;
}

function rules(record: RequestRecord, t: StringsWithLater): Html {
  const { story } = withLater(t);
  const { decision } = record;
  if (isSeenFromOutside(record)) return html`<h3>${story.why}</h3><p class="same">${t.recording.notTold}</p>`;
  if (decision.length === 0) return html`<h3>${story.why}</h3><p class="same">${story.noDecision}</p>`;
  const rows = decision.map(
    (
      judgment,
    ) => html`<tr><th scope="row">${story.question[judgment.question]}</th><td><strong>${answerTo(judgment, story)}${t.common.colon}</strong>
${phrase(story.rules[judgment.rule](judgment))} <span class="rule">${judgment.rule}</span></td></tr>`,
  );
  return html`<h3>${story.why}</h3><table class="rules"><tbody>${rows}</tbody></table>`;
}

function answerTo({ question, answer }: Judgment, story: StoryStrings): string {
  if (question === 'set-cookie') return answer ? story.sent : story.withheld;
  return answer ? story.yes : story.no;
}

function phrase(parts: Phrase): Html[] {
  return parts.map(partOf);
}

function partOf({ style, text }: Phrase[number]): Html {
  switch (style) {
    case 'plain':
      return hostile(text);
    case 'code':
      return html`<code>${hostile(text)}</code>`;
    case 'strong':
      return html`<strong>${hostile(text)}</strong>`;
    case 'good':
    case 'alarm':
      return html`<strong class="${style}">${hostile(text)}</strong>`;
  }
}
