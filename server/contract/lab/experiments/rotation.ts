import {
  askWhoIAm,
  ENGINE_NAMES,
  experiment,
  isAdmin,
  isAnonymous,
  logIn,
  ON_EACH_ENGINE,
  send,
} from '../experiment.ts';

/** A new secret signs and the old one still verifies, then the old one is removed. Which cookies were signed again? */
export const rotation = experiment({
  findBy: 'secret secrets key rotate 轮换 密钥',
  steps: {
    'alice-sets': logIn('alice'),
    'bob-sets': logIn('bob'),
    rotate: { type: 'rotate' },
    'alice-gets': askWhoIAm('alice'),
    'bob-writes': send('bob', { type: 'set', key: 'colour', value: 'blue' }),
    retire: { type: 'retire' },
    'alice-gets-again': askWhoIAm('alice'),
    'bob-gets-again': askWhoIAm('bob'),
  },
  variants: ON_EACH_ENGINE,
  answers: {
    both: [isAdmin('alice-gets-again'), isAdmin('bob-gets-again')],
    alice: [isAdmin('alice-gets-again'), isAnonymous('bob-gets-again')],
    bob: [isAnonymous('alice-gets-again'), isAdmin('bob-gets-again')],
    neither: [isAnonymous('alice-gets-again'), isAnonymous('bob-gets-again')],
  },
  words: {
    en: {
      title: 'Rotation',
      teaser: 'Whose cookie is still valid?',
      story:
        'Alice and Bob are logged in. The site gets a new secret that signs from now on, while the old secret still verifies. Alice only reads; Bob writes. Then the old secret is removed.',
      question: 'Who is still logged in?',
      answers: {
        both: 'Both',
        alice: 'Only Alice',
        bob: 'Only Bob',
        neither: 'Neither',
      },
      steps: {
        'alice-sets': 'Alice logs in',
        'bob-sets': 'Bob logs in',
        rotate: 'A new secret signs, the old one still verifies',
        'alice-gets': 'Alice asks who she is',
        'bob-writes': 'Bob sets a colour',
        retire: 'The old secret is removed',
        'alice-gets-again': 'Alice asks again',
        'bob-gets-again': 'Bob asks who he is',
      },
      variants: ENGINE_NAMES.en,
      because: {
        'server-side':
          'Neither cookie was sent again, because the id in it stayed the same: both have the old signature. Their rows are still in the store, but no cookie opens them.',
        'client-side':
          "Bob's write made a new cookie, signed with the new secret. Alice only read, so she still has the old cookie.",
      },
      rule: 'A new secret signs and older secrets verify; a cookie gets the new signature only when it is sent again. Keep an old secret until the last cookie signed with it has expired.',
      setting:
        'The site uses another secret for these requests only and discards it afterwards. Your secrets do not change.',
    },
    'zh-CN': {
      title: '密钥轮换',
      teaser: '谁的 Cookie 还有效？',
      story:
        'Alice 和 Bob 已登录。站点换上新密钥，此后由它签名，旧密钥仍用来验证。Alice 只读取，Bob 写入。然后旧密钥被移除。',
      question: '谁还是登录状态？',
      answers: {
        both: '两个都是',
        alice: '只有 Alice',
        bob: '只有 Bob',
        neither: '都不是',
      },
      steps: {
        'alice-sets': 'Alice 登录',
        'bob-sets': 'Bob 登录',
        rotate: '由新密钥签名，旧密钥仍能验证',
        'alice-gets': 'Alice 问自己是谁',
        'bob-writes': 'Bob 写入 colour',
        retire: '移除旧密钥',
        'alice-gets-again': 'Alice 再问一次',
        'bob-gets-again': 'Bob 问自己是谁',
      },
      variants: ENGINE_NAMES['zh-CN'],
      because: {
        'server-side':
          '两个 Cookie 都没有重新发送过，因为其中的 ID 没有变：它们都还是旧签名。会话记录都在存储里，却没有 Cookie 能打开它们。',
        'client-side': 'Bob 的写入生成了新的 Cookie，由新密钥签名。Alice 只是读取，手里仍是旧的。',
      },
      rule: '新密钥签名，旧密钥验证；Cookie 只有在重新发送时才会换过来。旧密钥要留到由它签名的最后一个 Cookie 到期为止。',
      setting: '只对这些请求，站点有另一个密钥，结束时丢弃。你的密钥保持不变。',
    },
  },
});
