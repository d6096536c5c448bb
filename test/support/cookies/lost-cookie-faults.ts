import type { LostCookieReason } from '../../../server/contract/expected-cookie.ts';

/** A visit of a browser: its request, the page that caused it, and the answer. */
export interface FaultStep {
  readonly url: string;
  /** The Set-Cookie lines of the answer. */
  readonly set?: readonly string[];
  /** The Cookie header that the browser sends. A real browser decides that by itself. */
  readonly cookie?: string;
  /** The page of another site whose link leads here, or in which this is a frame. */
  readonly linkOn?: string;
  readonly frameOn?: string;
  /** Seconds that pass before it; 1 where it does not matter. */
  readonly after?: number;
  /** The user clears the cookies of this host before the visit, which the log does not show. */
  readonly cleared?: true;
}

/**
 * A lost cookie, planted: the last step lacks it. In sentences `#1` is the row of the first step, and `{end}` the
 * time of day at which the cookie ended.
 */
export interface LostCookieFault {
  readonly what: string;
  readonly why: LostCookieReason;
  readonly steps: readonly FaultStep[];
  /** The step whose row decided, from 1; null if none did. */
  readonly decidedBy: number | null;
  readonly sentence: { readonly en: string; readonly zh: string };
}

const LARGE = `session=${'x'.repeat(6096)}`;
/** With the session's own they are one more than Chromium keeps of one site. */
const MANY = Array.from({ length: 180 }, (_, index) => `c${index}=1; Path=/`);
/** What Chromium keeps of these. */
const KEPT = Array.from({ length: 150 }, (_, index) => `c${index + 30}=1`).join('; ');

/** The twelve reasons for which a session cookie does not come, each on hosts of its own. */
export function lostCookieFaults({ maxAgeSeconds }: { readonly maxAgeSeconds: number }): readonly LostCookieFault[] {
  return [
    {
      what: 'another route has deleted it',
      why: 'deleted',
      steps: [
        { url: 'http://deleted.test/login', set: ['session=deleted-7f3a90c2; Path=/'] },
        { url: 'http://deleted.test/promo', cookie: 'session=deleted-7f3a90c2', set: ['session=; Path=/; Max-Age=0'] },
        { url: 'http://deleted.test/home' },
      ],
      decidedBy: 2,
      sentence: { en: 'cookie session missing: deleted by #2', zh: '缺少 Cookie session：被 #2 删除' },
    },
    {
      what: 'its Max-Age has run out',
      why: 'expired',
      steps: [
        { url: 'http://expired.test/login', set: [`session=expired-7f3a90c2; Path=/; Max-Age=${maxAgeSeconds}`] },
        { url: 'http://expired.test/home', after: maxAgeSeconds + 1 },
      ],
      decidedBy: 1,
      sentence: {
        en: `cookie session missing: expired at {end}: Max-Age=${maxAgeSeconds} of #1`,
        zh: `缺少 Cookie session：已于 {end} 过期：#1 的 Max-Age=${maxAgeSeconds}`,
      },
    },
    {
      what: 'it belongs to localhost, and 127.0.0.1 is another host',
      why: 'other-host',
      steps: [
        { url: 'http://localhost/login', set: ['session=host-7f3a90c2; Path=/'] },
        { url: 'http://127.0.0.1/home' },
      ],
      decidedBy: 1,
      sentence: {
        en: 'cookie session missing: belongs to localhost, this is 127.0.0.1',
        zh: '缺少 Cookie session：属于 localhost，而这里是 127.0.0.1',
      },
    },
    {
      what: 'it was too large to be kept',
      why: 'refused',
      steps: [{ url: 'http://large.test/login', set: [LARGE] }, { url: 'http://large.test/home' }],
      decidedBy: 1,
      sentence: {
        en: 'cookie session missing: refused when #1 set it: 6,103 bytes, more than 4,096',
        zh: '缺少 Cookie session：#1 设置时被拒绝：6,103 字节，超过 4,096',
      },
    },
    {
      what: 'another app of the host has overwritten it',
      why: 'replaced',
      steps: [
        { url: 'http://ports.test:5000/login', set: ['session=mine-7f3a90c2; Path=/'] },
        {
          url: 'http://ports.test:5080/login',
          cookie: 'session=mine-7f3a90c2',
          set: ['session=theirs-51be04d6; Path=/'],
        },
        { url: 'http://ports.test:5000/home', cookie: 'session=theirs-51be04d6' },
      ],
      decidedBy: 2,
      sentence: {
        en: 'cookie session has another value: overwritten by #2, another app at :5080: ports share cookies',
        zh: 'Cookie session 的值不同：被 #2 覆盖，那是 :5080 上的另一个应用：不同端口共用 Cookie',
      },
    },
    {
      what: 'its path is another',
      why: 'path',
      steps: [
        { url: 'http://path.test/admin/login', set: ['session=path-7f3a90c2; Path=/admin'] },
        { url: 'http://path.test/home' },
      ],
      decidedBy: 1,
      sentence: { en: 'cookie session missing: path /admin', zh: '缺少 Cookie session：路径为 /admin' },
    },
    {
      what: 'it is Secure, and this is http',
      why: 'secure',
      steps: [
        { url: 'https://secure.test/login', set: ['session=secure-7f3a90c2; Path=/; Secure'] },
        { url: 'http://secure.test/home' },
      ],
      decidedBy: 1,
      sentence: {
        en: 'cookie session missing: Secure, and this is http',
        zh: '缺少 Cookie session：带 Secure 属性，而这次是 http',
      },
    },
    {
      what: 'its SameSite keeps it from other sites',
      why: 'same-site',
      steps: [
        { url: 'http://samesite.test/login', set: ['session=samesite-7f3a90c2; Path=/; SameSite=Strict'] },
        { url: 'http://samesite.test/home', linkOn: 'http://other-site.example/' },
      ],
      decidedBy: 1,
      sentence: {
        en: 'cookie session missing: SameSite=Strict, and the request came from another site',
        zh: '缺少 Cookie session：SameSite=Strict，而请求来自其他站点',
      },
    },
    {
      what: 'the browser has dropped it, since the site has too many',
      why: 'evicted',
      steps: [
        { url: 'http://many.test/login', set: ['session=evicted-7f3a90c2; Path=/'] },
        { url: 'http://many.test/settings', cookie: 'session=evicted-7f3a90c2', set: MANY },
        { url: 'http://many.test/home', cookie: KEPT },
      ],
      decidedBy: 2,
      sentence: {
        en: 'cookie session missing: dropped when #2 was one too many: Chromium: 180 cookies of one site',
        zh: '缺少 Cookie session：#2 使 Cookie 数量超限，已被浏览器清除：Chromium: 180 cookies of one site',
      },
    },
    {
      what: 'it is partitioned',
      why: 'partitioned',
      steps: [
        {
          url: 'https://widget.test/login',
          frameOn: 'https://one-page.example/',
          set: ['session=partitioned-7f3a90c2; Path=/; Secure; SameSite=None; Partitioned'],
        },
        { url: 'https://widget.test/home', frameOn: 'https://two-page.example/' },
      ],
      decidedBy: 1,
      sentence: {
        en: 'cookie session missing: partitioned, and the page in the address bar is of another site',
        zh: '缺少 Cookie session：属于另一个分区：地址栏中是其他站点的页面',
      },
    },
    {
      what: 'the prefix of its name asks for more',
      why: 'refused',
      steps: [
        { url: 'https://prefix.test/login', set: ['__Host-session=prefix-7f3a90c2; Path=/'] },
        { url: 'https://prefix.test/home' },
      ],
      decidedBy: 1,
      sentence: {
        en: 'cookie __Host-session missing: refused when #1 set it: __Host-, but Secure is missing',
        zh: '缺少 Cookie __Host-session：#1 设置时被拒绝：__Host-，但缺少 Secure',
      },
    },
    {
      what: 'somebody cleared it, which the log cannot know',
      why: 'unknown',
      steps: [
        { url: 'http://cleared.test/login', set: ['session=cleared-7f3a90c2; Path=/'] },
        { url: 'http://cleared.test/home', cleared: true },
      ],
      decidedBy: null,
      sentence: {
        en: 'cookie session missing: the log does not show why',
        zh: '缺少 Cookie session：日志无法说明原因',
      },
    },
  ];
}

/** The headers that a browser adds to a step, beside Host and Cookie. */
export function headersOf({ url, linkOn, frameOn }: FaultStep): Readonly<Record<string, string>> {
  const page = linkOn ?? frameOn;
  if (page === undefined) return {};
  if (!url.startsWith('https:')) return { Referer: page };
  const destination = frameOn === undefined ? 'document' : 'iframe';
  return {
    Referer: page,
    'Sec-Fetch-Site': 'cross-site',
    'Sec-Fetch-Mode': 'navigate',
    'Sec-Fetch-Dest': destination,
  };
}

/** A sentence of a fault with the rows and the time of a log in it. `rows`: the ids of the steps. */
export function sentenceWith(sentence: string, rows: readonly number[], end: string): string {
  return sentence.replace(/#(\d+)/g, (_, step) => `#${rows[Number(step) - 1]}`).replace('{end}', end);
}

/** All faults as one HAR, one step a second or later, each fault after the other. */
export function harOfFaults(faults: readonly LostCookieFault[], startMs: number): string {
  let atMs = startMs;
  const entries = faults.flatMap(({ steps }) =>
    steps.map((step) => {
      const { url, cookie, set = [], after = 1 } = step;
      atMs += after * 1000;
      const sent = cookie === undefined ? headersOf(step) : { ...headersOf(step), Cookie: cookie };
      return {
        startedDateTime: new Date(atMs).toISOString(),
        time: 0,
        request: {
          method: 'GET',
          url,
          httpVersion: 'HTTP/1.1',
          headers: Object.entries(sent).map(([name, value]) => ({ name, value })),
          cookies: [],
        },
        response: {
          status: 200,
          statusText: 'OK',
          httpVersion: 'HTTP/1.1',
          headers: set.map((value) => ({ name: 'Set-Cookie', value })),
          cookies: [],
        },
      };
    }),
  );
  return JSON.stringify({ log: { version: '1.2', creator: { name: 'hand', version: '1' }, entries } });
}
