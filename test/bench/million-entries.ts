/**
 * Entries for a long log, without end: real ones, recorded from a running site, then varied as the requests of
 * thousands of visitors vary: who, where, which session, what is in it, which cookies and headers. Always the same
 * ones for the same number.
 */
import type { LogEntry, RequestRecord } from '../../server/contract/log-entry.ts';
import { signFlask } from '../../server/cookie/flask/flask-cookie.ts';
import { startInspector } from '../../server/index.ts';

const browsers = ['Firefox 140', 'Chrome 141', 'Safari 19', 'Edge 141', 'curl 8.11', 'python-requests 2.32'];
const areas = [
  'getsession',
  'setsession',
  'popsession',
  'cart',
  'cart/items',
  'account',
  'orders',
  'search',
  'login',
  'logout',
  'api/v1/profile',
  'static/app.css',
];
const words = [
  'lamp',
  'chair',
  'teapot',
  'kettle',
  'globe',
  'anchor',
  'violin',
  'ladder',
  'pillow',
  'candle',
  'mirror',
  'basket',
];
const names = [
  'Ada',
  'Grace',
  'Alan',
  'Edsger',
  'Barbara',
  'Linus',
  'Margaret',
  'Dennis',
  'Radia',
  'Ken',
  '小明',
  'Zoë',
];
const languages = ['en-GB,en;q=0.9', 'de-DE,de;q=0.8,en;q=0.5', 'zh-CN,zh;q=0.9', 'fr-FR,fr;q=0.7'];

/**
 * Requests of every kind, as the recorder wrote them: of both engines, with and without a session, refused cookies
 * too.
 */
export async function recordedRequests(dataDir: string): Promise<RequestRecord[]> {
  const records: RequestRecord[] = [];
  for (const engine of ['server-side', 'client-side'] as const) {
    const inspector = await startInspector({ dataDir: `${dataDir}-${engine}`, uiDir: dataDir, port: 0, engine });
    const ask = (path: string, cookie?: string, method = 'GET') =>
      fetch(`${inspector.site.url}${path}`, { method, ...(cookie === undefined ? {} : { headers: { cookie } }) });
    const [set = ''] = (await ask('/setsession')).headers.getSetCookie();
    const cookie = set.split(';', 1)[0] ?? '';
    for (const path of ['/getsession', '/setsession', '/getsession?again=1', '/', '/nowhere']) await ask(path, cookie);
    await ask('/getsession', `${cookie}x`);
    await ask('/getsession', cookie.replace(/=.*/, '=nonsense'));
    await ask('/getsession');
    await ask('/getsession', cookie, 'POST');
    await ask('/popsession', cookie);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const page = await inspector.handle(new Request('app://inspector/trpc/log.page?input=%7B%22limit%22%3A500%7D'));
    const { result } = (await page.json()) as { result: { data: { entries: LogEntry[] } } };
    records.push(...result.data.entries.filter((entry) => entry.kind === 'request'));
    await inspector.close();
  }
  return records;
}

interface Visitor {
  readonly sid: string;
  readonly cookie: string;
  readonly actor: string;
  readonly language: string;
  readonly email: string;
  readonly csrf: string;
  readonly name: string;
  /** How often the data of the session was changed. */
  views: number;
  /** The client-side cookie, as it was signed at the last change. */
  signed: string;
}

/** `count` entries from id 1 on, of which the last happened at `endMs`. */
export function* entries(templates: readonly RequestRecord[], count: number, endMs: number): Generator<LogEntry> {
  const random = randomOf(42);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const letters = (length: number) => Array.from({ length }, () => alphabet[Math.floor(random() * 64)]).join('');
  const visitors: Visitor[] = [];
  const visitor = (): Visitor => {
    // A few are new, most come again; later ones more often, as sessions come and go.
    if (visitors.length < 50 || random() < 0.01) {
      const [sid, name] = [letters(32), pick(names)];
      visitors.push({
        sid,
        name,
        cookie: `s%3A${sid}.${letters(43)}`,
        actor: pick(browsers),
        language: pick(languages),
        email: `${name.toLowerCase()}.${letters(6).toLowerCase()}@example.org`,
        csrf: letters(24),
        views: 0,
        signed: '',
      });
    }
    const recent = Math.floor(visitors.length - random() ** 3 * Math.min(visitors.length, 2_000));
    return visitors[Math.min(recent, visitors.length - 1)] as Visitor;
  };
  for (let id = 1; id <= count; id++) {
    const atMs = endMs - (count - id) * 40 - Math.floor(random() * 20);
    if (id % 50_000 === 0) {
      yield { kind: 'notice', id, atMs, notice: { code: 'recording-resumed' } };
      continue;
    }
    const template = templates[Math.floor(random() * templates.length)] as RequestRecord;
    yield varied(template, visitor(), { id, atMs, random, pick });
  }
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

interface Variation {
  readonly id: number;
  readonly atMs: number;
  random(): number;
  pick<T>(list: readonly T[]): T;
}

function varied(record: RequestRecord, who: Visitor, { id, atMs, random, pick }: Variation): RequestRecord {
  const isServerSide = record.engine === 'server-side';
  const had = record.sessionBefore === null ? null : dataOf(who);
  if (record.operations.some(({ op }) => op === 'set' || op === 'pop')) change(who, atMs);
  const has = record.sessionAfter === null ? null : dataOf(who);
  const cookie = isServerSide ? who.cookie : who.signed;
  const changeCookie = (text: string) =>
    record.cookieValue === null ? text : text.replaceAll(record.cookieValue, cookie);
  const sidOf = (sid: string | null) => (sid === null ? null : who.sid);
  const page = pick(areas);
  const url = random() < 0.4 ? `/${page}?q=${pick(words)}&page=${Math.floor(random() * 200)}` : `/${page}`;
  return {
    ...record,
    id,
    arrivedAtMs: atMs,
    durationMs: Math.round((0.4 + random() ** 6 * 200) * 1000) / 1000,
    actor: { id: `outside:${who.actor}`, name: who.actor, kind: 'outside' },
    url,
    method: random() < 0.1 ? 'POST' : record.method,
    status: random() < 0.002 ? 500 : record.status,
    requestHeaders: [
      ...record.requestHeaders.map(([name, value]): [string, string] => [name, changeCookie(value)]),
      ['accept-language', who.language],
      ['referer', `http://localhost:5000/${pick(areas)}`],
    ],
    responseHeaders: record.responseHeaders.map(([name, value]): [string, string] => {
      if (name === 'Date') return [name, new Date(atMs).toUTCString()];
      if (name === 'Set-Cookie') return [name, value.replace(/=[^;]+/, `=${cookie}`)];
      return [name, value];
    }),
    cookieValue: record.cookieValue === null ? null : cookie,
    receivedCookies: record.receivedCookies.map((one) => ({ ...one, value: changeCookie(one.value) })),
    setCookie: record.setCookie?.replace(/=[^;]+/, `=${cookie}`) ?? null,
    sidBefore: sidOf(record.sidBefore),
    sidAfter: sidOf(record.sidAfter),
    sessionBefore: had,
    sessionAfter: has,
  };
}

function change(who: Visitor, atMs: number): void {
  who.views++;
  who.signed = signFlask(dataOf(who), ['a secret of the bench'], Math.floor(atMs / 1000));
}

function dataOf({ name, email, csrf, views }: Visitor) {
  const items = words.slice(0, views % 4).map((word, n) => ({ sku: `${word}-${(views * 7 + n) % 50}`, count: n + 1 }));
  return { Username: name, email, csrf, views, cart: { items, total: items.length * 10 } };
}

/** Pseudo-random numbers between 0 and 1, the same for the same seed. Source: mulberry32, public domain. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
