import { askWhoIAm, experiment, logIn, readCookie } from '../experiment.ts';

/** The same two requests on both engines: where the data is, and how much of it can be read without the secret. */
export const twins = experiment({
  findBy: 'compare server-side client-side 对比 引擎',
  steps: {
    'alice-sets': logIn('alice'),
    'bob-sets': logIn('bob'),
    'read-alice': readCookie('alice'),
    'read-bob': readCookie('bob'),
    'alice-gets': askWhoIAm('alice'),
    'bob-gets': askWhoIAm('bob'),
  },
  variants: { both: { engines: { alice: 'server-side', bob: 'client-side' } } },
  answers: {
    neither: [
      { step: 'read-alice', lacks: 'Admin' },
      { step: 'read-bob', lacks: 'Admin' },
    ],
    both: [
      { step: 'read-alice', contains: 'Admin' },
      { step: 'read-bob', contains: 'Admin' },
    ],
    'client-side': [
      { step: 'read-alice', lacks: 'Admin' },
      { step: 'read-bob', contains: 'Admin' },
    ],
  },
  words: {
    en: {
      title: 'Twin engines',
      teaser: 'Where is Username?',
      story:
        "The same two requests on two engines. Alice's browser uses the server-side engine, which works like express-session. Bob's browser uses the client-side engine, which works like Flask by default.",
      question: 'Both cookies are signed with a secret that you do not have. From which one can you read Username?',
      answers: {
        neither: 'From neither: the secret encrypts them',
        both: 'From both: a cookie is only text',
        'client-side': "Only from Bob's",
      },
      steps: {
        'alice-sets': 'Alice sets Username on the server-side engine',
        'bob-sets': 'Bob sets Username on the client-side engine',
        'read-alice': "Alice's cookie is read without the secret",
        'read-bob': "Bob's cookie is read without the secret",
        'alice-gets': 'Alice asks who she is',
        'bob-gets': 'Bob asks who he is',
      },
      variants: {
        both: 'Both engines',
      },
      because: {
        both: "Alice's cookie contains only an id: Username is in a row of the store, and each of her requests has to read that row. Bob's cookie contains Username itself in base64, and the store was never read.",
      },
      rule: 'A signature proves that a cookie was not changed; it does not hide its content. Server-side the cookie points to the data, client-side it is the data: never put anything into it that its owner must not read.',
      myth: "A textbook says that Flask's key encrypts the session, and tutorials say that Flask keeps it on the server. By default Flask does neither: the data is in the cookie, signed.",
    },
    'zh-CN': {
      title: '双引擎',
      teaser: 'Username 在哪里？',
      story:
        '同样两个请求，两种引擎。Alice 的浏览器使用服务器端引擎，与 express-session 的做法相同；Bob 的使用客户端引擎，与 Flask 的默认做法相同。',
      question: '两个 Cookie 都用你没有的密钥签了名。从哪一个能读出 Username？',
      answers: {
        neither: '都不能：密钥把它们加密了',
        both: '都能：Cookie 只是文本',
        'client-side': '只有 Bob 的能',
      },
      steps: {
        'alice-sets': 'Alice 在服务器端引擎上写入 Username',
        'bob-sets': 'Bob 在客户端引擎上写入 Username',
        'read-alice': '不用密钥读取 Alice 的 Cookie',
        'read-bob': '不用密钥读取 Bob 的 Cookie',
        'alice-gets': 'Alice 问自己是谁',
        'bob-gets': 'Bob 问自己是谁',
      },
      variants: {
        both: '两种引擎',
      },
      because: {
        both: 'Alice 的 Cookie 里只有一个 ID：Username 在存储的会话记录里，她的每个请求都要去查。Bob 的 Cookie 里就是 base64 编码的 Username，存储一次也没有被问到。',
      },
      rule: '签名证明没有人改过 Cookie，却不隐藏任何内容。服务器端的 Cookie 指向数据，客户端的 Cookie 就是数据：不该让持有者读到的东西，绝不要放进去。',
      myth: '有教科书说 Flask 的密钥会加密会话，也有教程说 Flask 把会话存在服务器上。默认情况下两者都不对：数据就在 Cookie 里，带有签名。',
    },
  },
});
