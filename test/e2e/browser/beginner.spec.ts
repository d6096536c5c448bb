/** The questions of a beginner, with each engine and in each language: every answer is on the screens. */
import { expect, type Page, test } from '@playwright/test';
import { type BrowserMode, withBrowserMode } from '../support/browser-mode.ts';
import { press, requestRows } from '../support/live-view.ts';
import { type Locale, type Words, wordsOf } from '../support/words.ts';

type Engine = 'server-side' | 'client-side';

/** Where an answer is: the request by its place in the log, and the tab. */
type Tab = 'story' | 'session' | 'cookie' | 'store';
interface Answer {
  readonly question: string;
  readonly request: keyof typeof PLACES;
  readonly tab: Tab;
  readonly says: Readonly<Record<Locale, string>>;
}

/** The requests of {@link walk}, by their place in the log. */
const PLACES = { first: 0, set: 1, get: 2, mallory: 3, forged: 5, pop: 6, afterPop: 7 } as const;

const both: readonly Answer[] = [
  {
    question: 'Why was the forged cookie refused?',
    request: 'forged',
    tab: 'cookie',
    says: {
      'en-US': 'Refused: the signature does not match the secret: forged, damaged, or signed with another secret.',
      'zh-CN': '拒绝：签名与密钥不符：伪造、损坏，或用别的密钥签名。',
    },
  },
  {
    question: "What did the server take Mallory for, with Alice's cookie?",
    request: 'mallory',
    tab: 'story',
    says: {
      'en-US': "Mallory sent Alice's cookie. It is genuine, so the server took Mallory for Alice.",
      'zh-CN': 'Mallory 发来的是 Alice 的 Cookie。签名有效，所以服务器把 Mallory 当成了 Alice。',
    },
  },
  {
    question: "Who set Alice's cookie, which Mallory sent?",
    request: 'mallory',
    tab: 'cookie',
    says: { 'en-US': 'no row of this log has set it in this client', 'zh-CN': '日志中没有哪一行为这个客户端设置过它' },
  },
  {
    question: 'What is the 4,096 about?',
    request: 'set',
    tab: 'cookie',
    says: { 'en-US': 'of 4,096 bytes, name and value', 'zh-CN': '/ 4,096 字节，含名称和值' },
  },
  {
    question: 'What happens to a longer cookie?',
    request: 'set',
    tab: 'cookie',
    says: { 'en-US': 'browsers refuse a longer cookie, silently', 'zh-CN': '更长的 Cookie 会被浏览器拒收' },
  },
  {
    question: 'Why did the first get send no cookie?',
    request: 'first',
    tab: 'story',
    says: {
      'en-US': 'Alice sent no session cookie, so a new, empty session began.',
      'zh-CN': 'Alice 没有发来会话 Cookie，于是开始了一个新的空会话。',
    },
  },
  {
    question: 'What did pop remove?',
    request: 'pop',
    tab: 'story',
    says: { 'en-US': 'removed Username', 'zh-CN': '移除了 Username' },
  },
  {
    question: 'When does the cookie end?',
    request: 'set',
    tab: 'cookie',
    says: {
      'en-US': 'until the browser closes; the server has its own limit',
      'zh-CN': '直到浏览器关闭；服务器另有自己的期限',
    },
  },
];

const answers: Readonly<Record<Engine, readonly Answer[]>> = {
  'server-side': [
    {
      question: 'Where is the session id?',
      request: 'set',
      tab: 'cookie',
      says: { 'en-US': 'points to the data, which stays on the server', 'zh-CN': '指向数据，数据留在服务器上' },
    },
    {
      question: 'What is signed?',
      request: 'set',
      tab: 'cookie',
      says: { 'en-US': 'made over the session id', 'zh-CN': '对会话 ID 计算得出' },
    },
    {
      question: 'Where is Username?',
      request: 'get',
      tab: 'story',
      says: {
        'en-US': 'the server found the session and read Username',
        'zh-CN': '服务器据此找到了会话，并读取了 Username',
      },
    },
    {
      question: 'Why did the get send no Set-Cookie?',
      request: 'get',
      tab: 'cookie',
      says: {
        'en-US': 'Withheld: nothing changed, so the client keeps its cookie.',
        'zh-CN': '未发送：没有变化，客户端继续用手里的 Cookie。',
      },
    },
    {
      question: 'Did pop delete the session?',
      request: 'pop',
      tab: 'story',
      says: { 'en-US': 'only the key is gone: the session lives on', 'zh-CN': '去掉的只是这个键：会话还在' },
    },
    {
      question: 'What is left after the pop?',
      request: 'afterPop',
      tab: 'session',
      says: { 'en-US': 'no keys', 'zh-CN': '没有键' },
    },
  ],
  'client-side': [
    {
      question: 'Where is the session id?',
      request: 'set',
      tab: 'store',
      says: {
        'en-US': 'This engine has no store: the cookie itself holds the whole session, signed.',
        'zh-CN': '这个引擎没有存储',
      },
    },
    {
      question: 'What is signed?',
      request: 'set',
      tab: 'cookie',
      says: { 'en-US': 'made over payload and timestamp', 'zh-CN': '对载荷和时间戳计算得出' },
    },
    {
      question: 'Where is Username?',
      request: 'set',
      tab: 'cookie',
      says: { 'en-US': '"Username": "Admin"', 'zh-CN': '"Username": "Admin"' },
    },
    {
      question: 'Why did the get send no Set-Cookie?',
      request: 'get',
      tab: 'cookie',
      says: { 'en-US': 'Withheld: nothing was set or removed', 'zh-CN': '未发送：没有写入或移除任何键' },
    },
    {
      question: 'Did pop delete the session?',
      request: 'pop',
      tab: 'story',
      says: {
        'en-US': 'The session is empty now, so the browser was told to delete its cookie.',
        'zh-CN': '会话现在是空的',
      },
    },
  ],
};

/** When the session ends, in the view of the sessions. */
const ENDS: Readonly<Record<Engine, Readonly<Record<Locale, RegExp>>>> = {
  'server-side': { 'en-US': /Expires in[\s\S]*23 h/, 'zh-CN': /剩余时间[\s\S]*23 小时/ },
  'client-side': { 'en-US': /The server refuses it after \d/, 'zh-CN': /服务器在 .+ 之后拒绝它/ },
};

for (const locale of ['en-US', 'zh-CN'] satisfies Locale[]) {
  test.describe(locale, () => {
    test.use({ locale });
    for (const engine of ['server-side', 'client-side'] satisfies Engine[]) {
      test(`the screens answer a beginner: ${engine}`, async ({ page }) => {
        test.slow();
        await withBrowserMode(async (mode) => {
          const t = wordsOf(locale);
          await walk(page, mode, engine, t);
          const all = [...both, ...answers[engine]];
          for (const [request, place] of Object.entries(PLACES)) {
            const ofRequest = all.filter((answer) => answer.request === request);
            await requestRows(page, t.live.requests).nth(place).click();
            for (const { question, tab, says } of ofRequest) {
              const name = tabName(tab, t);
              await page.getByRole('tab', { name, exact: true }).click();
              const panel = page.getByRole('tabpanel', { name, exact: true });
              await expect(panel, question).toContainText(says[locale]);
            }
          }
          await page.getByRole('navigation').getByRole('link', { name: t.shell.sessions }).click();
          await expect(page.getByRole('main'), 'When does the session end?').toContainText(ENDS[engine][locale]);
        });
      });
    }
  });
}

/** Get, set and get as Alice, get with her cookie as Mallory, a forged cookie from outside, pop and get as Alice. */
async function walk(page: Page, { inspector, site }: BrowserMode, engine: Engine, t: Words): Promise<void> {
  await page.goto(inspector);
  const rows = requestRows(page, t.live.requests);
  let count = 0;
  const sent = async (send: () => Promise<unknown>): Promise<void> => {
    await send();
    await expect(rows).toHaveCount(++count);
  };
  if (engine === 'client-side') {
    const choice = page.getByRole('banner').getByRole('group', { name: t.engine.title });
    await choice.getByText(t.engine.names[engine]).click();
    await expect(choice.getByRole('radio', { name: t.engine.names[engine] })).toBeChecked();
  }
  for (const action of ['Get', 'Set', 'Get'] as const) await sent(() => press(page, 'Alice', action));
  const alice = page.getByRole('group', { name: 'Alice', exact: true });
  await alice.getByRole('button', { name: t.live.more('Alice') }).click();
  await page.getByRole('menuitem', { name: t.live.copyCookieTo('Mallory') }).click();
  const borrowed = page
    .getByRole('group', { name: 'Mallory', exact: true })
    .getByText(t.live.borrowed('Alice'), { exact: true });
  await expect(borrowed).toBeVisible();
  await sent(() => press(page, 'Mallory', 'Get'));
  let cookie = '';
  await sent(async () => {
    const { headers } = await fetch(`${site}/setsession`);
    cookie = headers.getSetCookie()[0]?.split(';')[0] ?? '';
  });
  const place = cookie.indexOf('=') + 12;
  const forged = `${cookie.slice(0, place)}${cookie[place] === 'A' ? 'B' : 'A'}${cookie.slice(place + 1)}`;
  await sent(() => fetch(`${site}/getsession`, { headers: { cookie: forged } }));
  for (const action of ['Pop', 'Get'] as const) await sent(() => press(page, 'Alice', action));
}

function tabName(tab: Tab, t: Words): string {
  switch (tab) {
    case 'story':
      return t.story.tab;
    case 'store':
      return t.storeTab.tab;
    default:
      return t.details.tabs[tab];
  }
}
