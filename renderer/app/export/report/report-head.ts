import type { EngineName } from '../../../../server/contract/log-entry.ts';
import { isOtherThanPredicted } from '../../../../server/contract/missing-cookie.ts';
import { actorColour } from '../../../model/actor-colour.ts';
import { codeOf, ENGINE_OPTIONS, isChanged, readOption } from '../../../model/engine-options.ts';
import type { StringsWithLater } from '../../../strings/with-later.ts';
import { type Html, hostile, html, type Insert } from './html.ts';
import type { Report } from './report.ts';

/** The head of the page: its title, its author and date, and the length of the story. */
export function reportHead(report: Report, t: StringsWithLater): { title: string; head: Html } {
  const words = t.report;
  const { title, author, entries, total, span } = report;
  const lengthMs = span === null ? 0 : span.lastAtMs - span.firstAtMs;
  const named = title === '' ? (report.sid === null ? words.titleOfLog : words.titleOfSession) : title;
  const by = author === '' ? null : html`<p class="by">${words.by} <strong>${hostile(author)}</strong></p>`;
  const short = total > entries.length ? html`<p class="note">${words.newest(entries.length, total)}</p>` : null;
  return {
    title: named,
    head: html`<header>
<p class="brand">${brandMark()} ${t.shell.product}</p>
<h1>${hostile(named)}</h1>
${by}
<p class="lead">${words.lead(report.requests.length, lengthMs, report.senders.length)}</p>${short}
</header>`,
  };
}

/** The session, its owner and its time; and for each engine the place of the data. */
export function reportFacts(report: Report, t: StringsWithLater): Html {
  const words = t.report.facts;
  const { sid, senders, span, engines, requests } = report;
  const owner = sid === null ? null : (report.owners.get(sid) ?? null);
  const cookieNames = [...new Set(requests.map(({ cookieName }) => cookieName))];
  const rows: readonly (readonly [string, Insert])[] = [
    ...(sid === null ? [] : ([[words.session, html`<code>${hostile(sid)}</code>`]] as const)),
    ...(owner === null ? [] : ([[words.owner, actorName(owner.name, actorColour(owner))]] as const)),
    [words.senders, joined(senders.map((actor) => actorName(actor.name, actorColour(actor))))],
    [words.when, span === null ? t.common.unknown : words.fromTo(span.firstAtMs, span.lastAtMs)],
    [words.cookie, joined(cookieNames.map((name) => html`<code>${hostile(name)}</code>`))],
    ...predictions(report, t),
  ];
  return html`<section aria-labelledby="facts"><h2 id="facts">${words.title}</h2>
<dl class="facts">${rows.map(([term, value]) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`)}</dl>
${engines.map((engine) => whereKept(engine, t))}</section>`;
}

/** How many of the cookies that were expected were other than predicted; nothing where none was expected. */
function predictions({ requests }: Report, { report: { facts } }: StringsWithLater): [string, string][] {
  const expected = requests.flatMap(({ expectedCookies = [] }) => expectedCookies);
  if (expected.length === 0) return [];
  return [[facts.predicted, facts.differences(expected.filter(isOtherThanPredicted).length, expected.length)]];
}

/** The two places of a session with the content of each, and the consequences. */
function whereKept(engine: EngineName, t: StringsWithLater): Html {
  const { names, frameworks, picture, places, why } = t.engine;
  const place = (name: 'browser' | 'server') => html`<div class="place">
<strong>${places[name]}</strong><span>${picture[engine][name]}</span></div>`;
  return html`<figure class="kept"><figcaption>${t.report.facts.kept}${t.common.colon}<strong>${names[engine]}</strong>, ${frameworks[engine]}</figcaption>
<div class="places">${place('browser')}<span class="wire" aria-hidden="true">⟷</span>${place('server')}</div>
<p>${why[engine]}</p></figure>`;
}

/** The options of the engines that were at work, under the names of their frameworks. */
export function reportOptions({ engines, settings }: Report, t: StringsWithLater): Html {
  const used = ENGINE_OPTIONS.filter(({ engine }) => engines.includes(engine));
  const rows = used.map((option) => {
    const code = codeOf(option, readOption(settings, option.id));
    // The name of the site's cookie is among the facts.
    if (code === null) return null;
    const changed = isChanged(settings, option.id) ? html` <span class="tag">${t.settings.changed}</span>` : null;
    return html`<tr><th scope="row"><code>${option.name}</code></th>
<td><code>${hostile(code)}</code>${changed}</td><td>${t.settings.options[option.id]}</td></tr>`;
  });
  const { option, value, meaning } = t.report.optionColumns;
  return html`<p class="note">${t.report.optionsNow}</p><table class="options">
<thead><tr><th scope="col">${option}</th><th scope="col">${value}</th><th scope="col">${meaning}</th></tr></thead>
<tbody>${rows}</tbody></table>`;
}

export function actorName(name: string, colour: string): Html {
  return html`<span class="actor" data-actor="${colour}">${hostile(name)}</span>`;
}

function joined(items: readonly Html[]): Insert[] {
  return items.flatMap((item, index) => (index === 0 ? [item] : [', ', item]));
}

function brandMark(): Html {
  return html`<svg class="sign" width="18" height="18" viewBox="0 0 24 24" aria-hidden="true">
<circle cx="10.5" cy="10.5" r="7"/><path d="m16 16 5 5"/><path d="M7.5 10.5h6M10.5 7.5v6"/></svg>`;
}
