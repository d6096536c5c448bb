import {
  askWhoIAm,
  copyCookie,
  ENGINE_NAMES,
  experiment,
  isAdmin,
  isAnonymous,
  logIn,
  ON_EACH_ENGINE,
} from '../experiment.ts';

/** A cookie is not bound to a browser: any browser that sends the cookie has the session. */
export const hijack = experiment({
  findBy: 'steal stolen hijacking session cookie 劫持 偷 盗用',
  steps: {
    'alice-sets': logIn('alice'),
    'mallory-asks': askWhoIAm('mallory'),
    copy: copyCookie('alice', 'mallory'),
    'mallory-asks-again': askWhoIAm('mallory'),
  },
  variants: ON_EACH_ENGINE,
  answers: {
    mallory: [{ step: 'mallory-asks-again', says: 'Welcome Mallory' }],
    anonymous: [isAnonymous('mallory-asks-again')],
    admin: [isAdmin('mallory-asks-again')],
  },
  words: {
    en: {
      title: 'Hijack',
      teaser: 'Whose session is it?',
      story:
        'Alice is logged in. Mallory gets hold of the text of her cookie (a shared computer, a log file, a script on the page) and puts it into her own browser.',
      question: "Mallory sends Alice's cookie from her own browser. Which user does the server see?",
      answers: {
        mallory: 'Mallory: the server notices the other browser',
        anonymous: 'Anonymous: a cookie that was given to Alice is refused',
        admin: 'Admin, as if she were Alice',
      },
      steps: {
        'alice-sets': 'Alice logs in',
        'mallory-asks': 'Mallory asks who she is, without a cookie',
        copy: "Alice's cookie is copied into Mallory's browser",
        'mallory-asks-again': 'Mallory asks again, with that cookie',
      },
      variants: ENGINE_NAMES.en,
      because: {
        'server-side':
          "The cookie contains the id of Alice's session, and its signature is valid. The server found her row and checked nothing else.",
        'client-side':
          "The cookie contains Alice's data, and its signature is valid. The server read Admin from it and checked nothing else.",
      },
      rule: 'Any browser that sends the cookie has the session. The cookie does not say which browser it was made for, so keep it from everyone else: HttpOnly, Secure, a short lifetime.',
    },
    'zh-CN': {
      title: '会话劫持',
      teaser: '这是谁的会话？',
      story: 'Alice 已登录。Mallory 得到了她的 Cookie 文本（公用电脑、日志文件、页面上的脚本），把它放进自己的浏览器。',
      question: 'Mallory 用自己的浏览器发送 Alice 的 Cookie。服务器把她当成谁？',
      answers: {
        mallory: 'Mallory：服务器看得出这是另一个浏览器',
        anonymous: 'Anonymous：发给 Alice 的 Cookie 会被拒绝',
        admin: 'Admin，就像她是 Alice 一样',
      },
      steps: {
        'alice-sets': 'Alice 登录',
        'mallory-asks': 'Mallory 问自己是谁，没有 Cookie',
        copy: 'Alice 的 Cookie 被复制到 Mallory 的浏览器',
        'mallory-asks-again': 'Mallory 带着这个 Cookie 再问一次',
      },
      variants: ENGINE_NAMES['zh-CN'],
      because: {
        'server-side': 'Cookie 里是 Alice 会话的 ID，签名也有效。服务器找到了她的会话记录，没有再检查别的。',
        'client-side': 'Cookie 里是 Alice 的数据，签名也有效。服务器从中读到 Admin，没有再检查别的。',
      },
      rule: '谁发送 Cookie，会话就是谁的。Cookie 里没有写它属于哪个浏览器，因此关键在于不让别人得到它：HttpOnly、Secure、较短的有效期。',
    },
  },
});
