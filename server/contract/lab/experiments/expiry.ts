import {
  allOn,
  copyCookie,
  ENGINE_NAMES,
  experiment,
  isAdmin,
  isAnonymous,
  type LabAction,
  logIn,
} from '../experiment.ts';
import type { Who } from '../lab-actors.ts';

const LIFETIME_SECONDS = 5;
/* The Expires of a cookie has whole seconds, so a browser may delete the cookie up to a second early. Flask counts the
   age in whole seconds, so it may accept the cookie up to a second longer. The visits are at least that far from both
   limits. */
const firstPauseMs = 2_900;
const secondPauseMs = 3_200;

const askSoonAfter = (step: string, who: Who): LabAction => ({
  type: 'request',
  who,
  action: { type: 'get', key: 'Username' },
  soonAfter: { step, ms: (LIFETIME_SECONDS - 1) * 1000 },
});

const serverSide = { cookie: { maxAgeMs: LIFETIME_SECONDS * 1000 } };

/**
 * One visit before the end of the lifetime and one after it. The experiment shows which of the three clocks the first
 * visit moves. It takes real seconds, because express-session and browsers read the clock of the system.
 */
export const expiry = experiment({
  findBy: 'clocks expire time 过期 时间',
  steps: {
    'alice-sets': logIn('alice'),
    copy: copyCookie('alice', 'mallory'),
    wait: { type: 'wait', ms: firstPauseMs },
    'alice-returns': askSoonAfter('alice-sets', 'alice'),
    'wait-again': { type: 'wait', ms: secondPauseMs },
    'alice-gets': askSoonAfter('alice-returns', 'alice'),
    'mallory-gets': askSoonAfter('alice-returns', 'mallory'),
  },
  variants: {
    'server-side': { engines: allOn('server-side'), serverSide },
    rolling: { engines: allOn('server-side'), serverSide: { ...serverSide, rolling: true } },
    'client-side': {
      engines: allOn('client-side'),
      clientSide: { permanent: true, permanentLifetimeSeconds: LIFETIME_SECONDS },
    },
  },
  answers: {
    both: [isAdmin('alice-gets'), isAdmin('mallory-gets')],
    alice: [isAdmin('alice-gets'), isAnonymous('mallory-gets')],
    mallory: [isAnonymous('alice-gets'), isAdmin('mallory-gets')],
    neither: [isAnonymous('alice-gets'), isAnonymous('mallory-gets')],
  },
  words: {
    en: {
      title: 'Three clocks',
      teaser: 'When is it over?',
      story:
        "Sessions live 5 seconds. Alice returns after 3 seconds and again after 6. At that time Mallory also sends a copy of Alice's first cookie, which she kept outside a browser.",
      question: 'Who is still logged in after 6 seconds?',
      answers: {
        both: 'Both',
        alice: 'Only Alice',
        mallory: 'Only Mallory, with the copy',
        neither: 'Neither',
      },
      steps: {
        'alice-sets': 'Alice logs in',
        copy: 'Mallory keeps a copy of her cookie',
        wait: 'Three seconds pass',
        'alice-returns': 'Alice returns',
        'wait-again': 'Three more seconds pass',
        'alice-gets': 'Alice returns again',
        'mallory-gets': 'Mallory sends the copy',
      },
      variants: {
        ...ENGINE_NAMES.en,
        rolling: 'Server-side, rolling',
      },
      because: {
        'server-side':
          "Alice's visit extended the row, but not her cookie: the response had no cookie, so her browser dropped the old one after 5 seconds. The copy is outside a browser and still opens the row.",
        rolling:
          'Each response sent the cookie again, so row and cookie were extended together. The copy points to the same row, and no browser drops it.',
        'client-side':
          'At her visit Alice got a newly signed cookie. The copy has the old signature, which was more than 5 seconds old: on this engine each cookie has its own clock.',
      },
      rule: "Three clocks run: the cookie's end, which only browsers obey, the row's end in the store, and the age of a signature. A visit extends the cookie only if the response sends it again: rolling, or Flask's SESSION_REFRESH_EACH_REQUEST.",
      myth: "A decoder page says that Flask's timestamps count from 2011. Since itsdangerous 1.1 they count from 1970, like Unix time.",
      setting: 'Sessions live 5 seconds for these requests only. The run takes about 6 seconds.',
    },
    'zh-CN': {
      title: '三个时钟',
      teaser: '什么时候结束？',
      story:
        '会话只有 5 秒。Alice 在 3 秒后回来，6 秒后再来一次。Mallory 留着她最初的 Cookie 的副本，不受任何浏览器的约束，这时也发来。',
      question: '6 秒之后，谁还是登录状态？',
      answers: {
        both: '两个都是',
        alice: '只有 Alice',
        mallory: '只有持有副本的 Mallory',
        neither: '都不是',
      },
      steps: {
        'alice-sets': 'Alice 登录',
        copy: 'Mallory 留下她的 Cookie 的副本',
        wait: '过了 3 秒',
        'alice-returns': 'Alice 回来',
        'wait-again': '又过了 3 秒',
        'alice-gets': 'Alice 再来一次',
        'mallory-gets': 'Mallory 发送副本',
      },
      variants: {
        ...ENGINE_NAMES['zh-CN'],
        rolling: '服务器端，rolling',
      },
      because: {
        'server-side':
          'Alice 回来时，会话记录的期限推后了，Cookie 的期限却没有：没有发出新的 Cookie，所以她的浏览器在 5 秒后丢弃了它。副本没有浏览器来丢弃，仍能打开那条会话记录。',
        rolling:
          '每个响应都重新发送 Cookie，会话记录的期限和 Cookie 的期限便一起推后。副本指向同一条会话记录，又没有浏览器来丢弃它。',
        'client-side':
          'Alice 回来时得到了重新签名的 Cookie。副本仍是旧签名，已经超过 5 秒：在这里，每个 Cookie 都有自己的时钟。',
      },
      rule: '有三个时钟：Cookie 的期限（只有浏览器遵守）、存储中会话记录的期限，以及签名的年龄。只有重新发送 Cookie，访问才会推后它的期限：rolling，或 Flask 的 SESSION_REFRESH_EACH_REQUEST。',
      myth: '有解码网页说 Flask 的时间戳从 2011 年算起。自 itsdangerous 1.1 起，它和大家一样从 1970 年算起。',
      setting: '只对这些请求，会话的期限是 5 秒。整个过程大约 6 秒。',
    },
  },
});
