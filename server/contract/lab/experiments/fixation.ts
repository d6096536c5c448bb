import { allOn, askWhoIAm, copyCookie, experiment, isAdmin, isAnonymous, logIn, send } from '../experiment.ts';

/**
 * An attacker sets a session id before the login. The login keeps the id in one variant and changes it in the other.
 */
export const fixation = experiment({
  findBy: 'regenerate login session id 固定 登录',
  steps: {
    'mallory-begins': send('mallory', { type: 'set', key: 'language', value: 'en' }),
    plant: copyCookie('mallory', 'alice'),
    'alice-renews': send('alice', { type: 'regenerate' }),
    'alice-logs-in': logIn('alice'),
    'mallory-gets': askWhoIAm('mallory'),
  },
  variants: {
    plain: { engines: allOn('server-side'), skips: ['alice-renews'] },
    fixed: { engines: allOn('server-side') },
  },
  answers: {
    anonymous: [isAnonymous('mallory-gets')],
    admin: [isAdmin('mallory-gets')],
    error: 'never',
  },
  words: {
    en: {
      title: 'Fixation',
      teaser: 'Who brought this id?',
      story:
        "Mallory gets a session from the site and plants its cookie in Alice's browser: with a link, from a subdomain, or on a shared computer. Then Alice logs in.",
      question: 'Mallory returns with the cookie that she has had all the time. Which user does the server see?',
      answers: {
        anonymous: 'Anonymous: she has not logged in',
        admin: 'Admin: the login is valid for her too',
        error: 'An error: two browsers have the same id',
      },
      steps: {
        'mallory-begins': 'Mallory begins a session',
        plant: "Her cookie is planted in Alice's browser",
        'alice-renews': "Alice's login begins with a new session id",
        'alice-logs-in': 'Alice logs in',
        'mallory-gets': 'Mallory asks who she is',
      },
      variants: {
        plain: 'Login keeps the id',
        fixed: 'Login renews the id',
      },
      because: {
        plain:
          'Alice logged in with the id that came from Mallory, and Mallory still has that id. In Live, the login has a finding that says so.',
        fixed:
          "Before the login the session got a new id, and the old one was destroyed. Mallory's cookie has a valid signature, but its session no longer exists.",
      },
      rule: 'A session id from before a login must not be valid after it. Give the session a new id at each login and each change of rights: in Express, req.session.regenerate().',
    },
    'zh-CN': {
      title: '会话固定',
      teaser: '这个 ID 是谁带来的？',
      story:
        'Mallory 从站点得到自己的会话，再把它的 Cookie 埋进 Alice 的浏览器：通过链接、子域名或公用电脑。然后 Alice 登录。',
      question: 'Mallory 带着一直持有的 Cookie 回来。她是谁？',
      answers: {
        anonymous: 'Anonymous：她没有登录',
        admin: 'Admin：这次登录对她也有效',
        error: '出错：两个浏览器用了同一个 ID',
      },
      steps: {
        'mallory-begins': 'Mallory 开始一个会话',
        plant: '她的 Cookie 被埋进 Alice 的浏览器',
        'alice-renews': 'Alice 的登录先换上新的会话 ID',
        'alice-logs-in': 'Alice 登录',
        'mallory-gets': 'Mallory 问自己是谁',
      },
      variants: {
        plain: '登录时保留 ID',
        fixed: '登录时更换 ID',
      },
      because: {
        plain: 'Alice 用 Mallory 带来的 ID 登录，而 Mallory 还持有它。在“实时”里看这次登录：它带有一项说明此事的发现。',
        fixed: '登录之前会话得到了新 ID，旧的已销毁。Mallory 的 Cookie 签名有效，却找不到会话。',
      },
      rule: '登录之前就有的会话 ID，登录之后不应再有效。每次登录、每次权限变化都换一个新 ID：在 Express 中用 req.session.regenerate()。',
    },
  },
});
