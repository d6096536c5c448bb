import type { StringsWithLater } from '../../../strings/with-later.ts';
import tokens from '../../../styles/tokens.css?raw';
import { glossary } from './glossary.ts';
import { type Html, html } from './html.ts';
import style from './report.css?raw';
import { type ReportInput, readReport } from './report.ts';
import { reportEntry } from './report-entry.ts';
import { reportFacts, reportHead, reportOptions } from './report-head.ts';
import { reportTimeline } from './report-timeline.ts';

/**
 * A session's story as one self-contained HTML page: without scripts and external files, light or dark like the
 * reader's system, and printable. Its Content-Security-Policy allows only its own style. Every value in it is text.
 */
export async function reportPage(input: ReportInput, t: StringsWithLater): Promise<string> {
  const report = readReport(input);
  const css = withoutComments(tokens + style);
  const policy = `default-src 'none'; style-src 'sha256-${await sha256(css)}'; base-uri 'none'; form-action 'none'`;
  const { title } = reportHead(report, t);
  // The style is ours and holds no value: as text it must not be escaped, or its hash would be another.
  const head = html`<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="${t.shell.product}">
<title>${title}</title>`;
  return `<!doctype html>
<html lang="${t.locale}">
<head>
${head.markup}
<style>${css}</style>
</head>
${body().markup}
</html>
`;

  function body(): Html {
    const words = t.report;
    return html`<body>
<main>
${reportHead(report, t).head}
${reportFacts(report, t)}
<section aria-labelledby="at-a-glance"><h2 id="at-a-glance">${words.glance}</h2>${reportTimeline(report, t)}</section>
<section aria-labelledby="what-happened"><h2 id="what-happened">${words.happened}</h2>
<ol class="entries">${report.entries.map((entry) => reportEntry(entry, report, t))}</ol></section>
${report.engines.length === 0 ? null : html`<section aria-labelledby="options"><h2 id="options">${words.options}</h2>${reportOptions(report, t)}</section>`}
<section aria-labelledby="words"><h2 id="words">${words.words}</h2>${glossary(report, t)}</section>
</main>
<footer><p>${report.isRaw ? words.rawNote : words.pseudonymNote}</p><p>${words.madeWith(t.shell.product, report.madeAtMs)}</p></footer>
</body>`;
  }
}

function withoutComments(css: string): string {
  return css.replace(/\/\*[\s\S]*?\*\//g, '').trim();
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(digest)));
}
