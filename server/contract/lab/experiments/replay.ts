import {
  askWhoIAm,
  copyCookie,
  ENGINE_NAMES,
  experiment,
  isAdmin,
  isAnonymous,
  logIn,
  ON_EACH_ENGINE,
  send,
} from '../experiment.ts';

/** A copy of a cookie is sent after the logout. */
export const replay = experiment({
  findBy: 'old again logout 重放 旧',
  steps: {
    'alice-sets': logIn('alice'),
    copy: copyCookie('alice', 'mallory'),
    'alice-pops': send('alice', { type: 'pop', key: 'Username' }),
    'alice-gets': askWhoIAm('alice'),
    'mallory-gets': askWhoIAm('mallory'),
  },
  variants: ON_EACH_ENGINE,
  answers: {
    anonymous: [isAnonymous('mallory-gets')],
    admin: [isAdmin('mallory-gets')],
    error: 'never',
  },
  words: {
    en: {
      title: 'Replay',
      teaser: 'Is a logout the end?',
      story:
        'Alice logs in, and a copy of her cookie stays behind: in a backup, in the log of a proxy, in another browser. Then she logs out.',
      question: 'The copy is sent after the logout. Which user does the server see?',
      answers: {
        anonymous: 'Anonymous: Alice has logged out',
        admin: 'Admin, still',
        error: 'An error: this cookie was used before',
      },
      steps: {
        'alice-sets': 'Alice logs in',
        copy: 'Mallory keeps a copy of her cookie',
        'alice-pops': 'Alice logs out',
        'alice-gets': 'Alice asks who she is',
        'mallory-gets': 'Mallory sends the copy',
      },
      variants: ENGINE_NAMES.en,
      because: {
        'server-side':
          'Both cookies name the same row, and the logout removed Username from that row. The copy still opens it, but there is no name in it.',
        'client-side':
          "The logout told Alice's browser to delete its cookie. The copy contains Admin with a valid signature, and the server stores nothing that contradicts it.",
      },
      rule: 'Server-side, a logout changes what every copy of the cookie points to. A signed cookie that contains the data is valid until its signature is too old (31 days in Flask), and a single cookie cannot be revoked.',
    },
    'zh-CN': {
      title: '重放',
      teaser: '登出就结束了吗？',
      story: 'Alice 登录之后，她的 Cookie 留下了一个副本：在备份里、在代理的日志里、在另一个浏览器里。然后她登出了。',
      question: '登出之后有人发送这个副本。服务器认为来的是谁？',
      answers: {
        anonymous: 'Anonymous：Alice 已经登出',
        admin: '仍然是 Admin',
        error: '出错：这个 Cookie 已经用过了',
      },
      steps: {
        'alice-sets': 'Alice 登录',
        copy: 'Mallory 留下她的 Cookie 的副本',
        'alice-pops': 'Alice 登出',
        'alice-gets': 'Alice 问自己是谁',
        'mallory-gets': 'Mallory 发送副本',
      },
      variants: ENGINE_NAMES['zh-CN'],
      because: {
        'server-side': '两个 Cookie 指向同一条会话记录，登出时 Username 已从中移除。副本仍能打开它，但里面没有名字了。',
        'client-side':
          '登出只是让 Alice 的浏览器删除自己的 Cookie。副本里是 Admin，签名有效，而服务器没有保存任何可以推翻它的内容。',
      },
      rule: '在服务器端，登出改变的是每个副本所指向的内容。而装着数据的签名 Cookie 在签名过期之前一直有效（Flask 是 31 天），无法单独收回其中一个。',
    },
  },
});
