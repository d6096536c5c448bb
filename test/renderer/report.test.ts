import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostile, html } from '../../renderer/app/export/report/html.ts';
import type { ReportInput } from '../../renderer/app/export/report/report.ts';
import { reportPage } from '../../renderer/app/export/report/report-page.ts';
import { timelinePlaces } from '../../renderer/app/export/report/timeline-places.ts';
import { en as english } from '../../renderer/strings/en.ts';
import { withLater } from '../../renderer/strings/with-later.ts';
import { zh as chinese } from '../../renderer/strings/zh.ts';
import type { Evidence } from '../../server/contract/evidence.ts';
import type { LogEntry } from '../../server/contract/log-entry.ts';
import { settingsSchema } from '../../server/contract/settings.ts';
import { makeRecord } from './support/make-record.ts';
import { storeEvidence, storeSide } from './support/make-store-evidence.ts';

const en = withLater(english);
const zh = withLater(chinese);

function aReport(parts: Partial<ReportInput> & Pick<ReportInput, 'entries'>): ReportInput {
  return {
    total: parts.entries.length,
    sid: null,
    owner: null,
    settings: settingsSchema.parse({}),
    isRaw: false,
    title: '',
    author: '',
    madeAtMs: Date.UTC(2026, 10, 22, 20, 15),
    ...parts,
  };
}

/** A record with this text wherever a stranger can put one. */
function recordWith(text: string, id = 1): LogEntry {
  return makeRecord({
    id,
    actor: { id: 'outside', name: text, kind: 'outside' },
    method: text,
    url: `/${text}`,
    cookieName: text,
    cookieValue: text,
    setCookie: `${text}=${text}; Path=/`,
    sidBefore: text,
    sidAfter: text,
    sessionBefore: { [text]: text, kept: { [text]: [text] } },
    sessionAfter: { [text]: { [text]: text }, other: text },
    operations: [{ atMs: 1, op: 'set', key: text, before: text, after: { [text]: text } }],
    errors: [{ where: 'handler', message: text }],
    findings: [{ kind: 'silent-mutation', requestIds: [1], keys: [text] }],
  });
}

const editWith = (text: string): LogEntry => ({
  kind: 'edit',
  id: 2,
  atMs: 5,
  sid: text,
  action: 'set',
  key: text,
  before: text,
  after: [text],
});

const tagsOf = (page: string): string[] => page.match(/<[^>]*>/g) ?? [];

describe('markup with text put into it', () => {
  it('has no tag, entity or attribute from its data', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { markup } = html`<p title="${text}">${text}</p>`;
        expect(markup.replace(/^<p title="|<\/p>$/g, '').replace('">', '')).not.toMatch(
          /[<>"']|&(?!amp;|lt;|gt;|quot;|#39;)/,
        );
      }),
    );
  });

  it('keeps markup that was written here, lists and numbers', () => {
    expect(html`<ul>${[1, 'a&b'].map((item) => html`<li>${item}</li>`)}${null}</ul>`.markup).toBe(
      '<ul><li>1</li><li>a&amp;b</li></ul>',
    );
  });

  it('marks invisible characters', () => {
    expect(hostile('a\u202eb').markup).toBe('<bdi>a<span class="mark">U+202E</span>b</bdi>');
  });
});

describe('a report', () => {
  it('has the same tags for all values, so that no value can break out of its text', async () => {
    const pageOf = (text: string) =>
      reportPage(aReport({ entries: [recordWith(text), editWith(text)], sid: text, title: text, author: text }), en);
    const allowed = new Set([...tagsOf(await pageOf('harmless')), ...tagsOf(hostile('\u202e').markup)]);
    const pieces = fc.oneof(
      fc.constantFrom(
        '<script>alert(1)</script>',
        '"><img src=x onerror=alert(1)>',
        "' onload='",
        '</style>',
        '-->',
        ']]>',
        '${',
        '\u0000',
        '\u202e',
        '&lt;',
        '</bdi>',
      ),
      fc.string({ unit: 'binary', maxLength: 12 }),
    );
    const hostileText = fc.array(pieces, { minLength: 1, maxLength: 4 }).map((parts) => `x${parts.join('')}`);
    await fc.assert(
      fc.asyncProperty(hostileText, async (text) => {
        expect(tagsOf(await pageOf(text)).filter((tag) => !allowed.has(tag))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('allows only its own style, whose hash is in its policy', async () => {
    const page = await reportPage(aReport({ entries: [makeRecord({})] }), en);
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '';
    const hash = /sha256-([A-Za-z0-9+/=]+)/.exec(policy)?.[1];
    const style = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? '';
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(style)));
    expect(hash).toBe(btoa(String.fromCharCode(...digest)));
    expect(policy).toMatch(
      /^default-src &#39;none&#39;; style-src &#39;sha256-\S+&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;$/,
    );
    expect(page).not.toMatch(/<script|<link|<iframe|<img|\bsrc=|\bhref=|\bstyle=|url\(|@import/i);
  });

  it('describes each request in the words of the window, in both languages', async () => {
    const entries = [
      makeRecord({
        id: 7,
        actor: { id: 'alice', name: 'Alice', kind: 'simulated' },
        sessionAfter: { Username: 'Admin' },
      }),
    ];
    const [englishPage, chinesePage] = await Promise.all(
      [en, zh].map((t) => reportPage(aReport({ entries, author: 'Ada' }), t)),
    );
    for (const [page, t] of [
      [englishPage ?? '', en],
      [chinesePage ?? '', zh],
    ] as const) {
      expect(page).toContain(`<html lang="${t.locale}">`);
      for (const words of [t.report.happened, t.report.words, t.engine.picture['server-side'].browser, 'Ada', '#7']) {
        expect(page).toContain(words);
      }
    }
  });

  it('shows facts that a file does not contain as unknown', async () => {
    const entries = [
      makeRecord({
        verdict: { kind: 'not-observed' },
        method: null,
        url: '',
        status: null,
        durationMs: null,
        responseHeaders: [['Server', 'x']],
      }),
    ];
    for (const t of [en, zh]) {
      const page = await reportPage(aReport({ entries }), t);
      const { unknown, methodUnknown, addressUnknown } = t.common;
      for (const words of [methodUnknown, addressUnknown, `<span class="status">${unknown}</span>`]) {
        expect(page).toContain(words);
      }
      expect(page).toContain(t.recording.notTold);
      const [said] = t.story.lead.withoutSession([]);
      expect(page).not.toContain(said?.text);
      expect(page).not.toContain(t.story.noDecision);
    }
  });

  it('counts the cookies that differ from the prediction', async () => {
    const missed = { name: 'sid', came: false, why: 'unknown', rule: null, decidedBy: null } as const;
    const expectedCookies = [{ ...missed, about: { predicted: 'comes' as const } }, missed];
    const page = await reportPage(aReport({ entries: [makeRecord({ expectedCookies })] }), en);
    expect(page).toContain('<dd>1 of 2 other than predicted</dd>');
    expect(await reportPage(aReport({ entries: [makeRecord()] }), en)).not.toContain('than predicted');
  });

  it('says that it is a part, and whether it can be used to take sessions over', async () => {
    const entries = [makeRecord({ id: 1 }), makeRecord({ id: 2 })];
    const page = await reportPage(aReport({ entries, total: 900, isRaw: true }), en);
    expect(page).toContain('The newest 2 of 900 entries.');
    expect(page).toContain(en.report.rawNote);
    expect(page).not.toContain(en.glossary.terms.pseudonym.means);
    expect(await reportPage(aReport({ entries }), en)).toContain(en.glossary.terms.pseudonym.means);
  });

  it('explains the words it uses, and no others', async () => {
    const used = makeRecord({ operations: [{ atMs: 1, op: 'pop', key: 'a', before: 1 }] });
    const page = await reportPage(aReport({ entries: [used] }), en);
    expect(page).toContain(en.glossary.terms.pop.means);
    expect(page).not.toContain(en.glossary.terms.destroy.means);
    expect(page).not.toContain(en.glossary.terms.payload.means);
  });
});

describe('the places of a timeline', () => {
  it('are in order, within the line, and a least gap apart where there is room for it', () => {
    const times = fc.array(fc.integer({ min: 0, max: 1e9 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(times, (unordered) => {
        const places = timelinePlaces(
          unordered.sort((a, b) => a - b),
          600,
          10,
        );
        expect(places[0]).toBeCloseTo(0);
        expect(places.at(-1)).toBeLessThanOrEqual(600.001);
        const gaps = places.slice(1).map((place, index) => place - (places[index] ?? 0));
        for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(Math.min(10, 600 / gaps.length) - 1e-6);
      }),
    );
  });

  it('are as far apart as the times are', () => {
    expect(timelinePlaces([0, 50, 100], 120, 10)).toEqual([0, 60, 120]);
  });
});

it('says what the store of a watched app told, and shows no change where one side is unknown', async () => {
  const evidence = {
    ...{ sessionCookie: [], format: null, before: 'id-only', after: 'stored', isSecretProved: false, cookies: [] },
    store: storeEvidence({ attribution: 'not-in-time', before: storeSide('not-in-time'), after: storeSide('present') }),
  } satisfies Evidence;
  const verdict = { kind: 'not-observed' } as const;
  const record = makeRecord({ engine: null, verdict, sessionBefore: null, sessionAfter: { user: 'alice' }, evidence });
  const page = await reportPage(aReport({ entries: [record] }), en);
  expect(page).toContain(en.storeTab.reading.attribution['not-in-time']);
  expect(page).toContain('sess:a');
  expect(page).toContain(en.details.lead.unknown);
  expect(page).not.toContain('<li class="added">');
});
