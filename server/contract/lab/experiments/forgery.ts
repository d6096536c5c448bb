import {
  type Condition,
  ENGINE_NAMES,
  experiment,
  type Forgery,
  type LabAction,
  logIn,
  ON_EACH_ENGINE,
  readCookie,
} from '../experiment.ts';

const sendForged = (how: Forgery): LabAction => ({ type: 'forge', from: 'alice', who: 'mallory', how });

const FORGERIES = ['flip', 'edit', 'guess', 'whole'] as const satisfies readonly Forgery[];
/** The conditions for "the site accepted only this forgery". With null, the site accepted none of them. */
const onlyAccepted = (how: Forgery | null): Condition<Forgery>[] =>
  FORGERIES.map((step) => ({ step, accepted: step === how }));

/** Without the secret, a signed cookie can be read and copied, but not changed. */
export const forgery = experiment({
  findBy: 'forge forged tamper fake signature cookie 伪造 篡改 签名',
  steps: {
    'alice-sets': logIn('alice'),
    read: readCookie('alice'),
    flip: sendForged('flip'),
    edit: sendForged('edit'),
    guess: sendForged('guess'),
    whole: sendForged('whole'),
  },
  variants: ON_EACH_ENGINE,
  answers: {
    edit: onlyAccepted('edit'),
    guess: onlyAccepted('guess'),
    whole: onlyAccepted('whole'),
    none: onlyAccepted(null),
  },
  words: {
    en: {
      title: 'Forgery',
      teaser: 'Readable, but not changeable?',
      story:
        "Mallory has Alice's cookie and can read its content. She tries to make another cookie from it: with a changed character, with other content, and with a guessed secret.",
      question: 'Which of these does the server accept?',
      answers: {
        edit: 'Other content under the old signature',
        guess: 'A cookie that she signed with a guessed secret',
        whole: 'Only an unchanged copy',
        none: 'None of them, not even a copy',
      },
      steps: {
        'alice-sets': 'Alice logs in',
        read: 'Her cookie is read without the secret',
        flip: 'Mallory sends it with one character of the signature changed',
        edit: 'Mallory sends it with other content under the old signature',
        guess: 'Mallory sends a cookie that she signed with a guessed secret',
        whole: 'Mallory sends it unchanged',
      },
      variants: ENGINE_NAMES.en,
      because: {
        'server-side':
          'The signature is computed from the id and the secret. Another id has another signature, which cannot be computed without the secret. In the copy, id and signature still match.',
        'client-side':
          "The signature is computed from the data, the time and the secret. Eve's data has another signature, which cannot be computed without the secret. In the copy, data and signature still match.",
      },
      rule: 'Anyone can read and copy a signed cookie; changing it takes the secret. A secret from a word list is found in seconds, and then every forged cookie has a valid signature.',
    },
    'zh-CN': {
      title: '伪造',
      teaser: '能读，却不能改？',
      story:
        'Mallory 有 Alice 的 Cookie，其中的内容她都能读。她想由它造出另一个：改一个字符、换掉内容，或者用猜来的密钥签名。',
      question: '服务器会接受哪一个？',
      answers: {
        edit: '旧签名配上别的内容',
        guess: '她用猜来的密钥自己签名的',
        whole: '只有原样的副本',
        none: '一个也不接受，副本也不行',
      },
      steps: {
        'alice-sets': 'Alice 登录',
        read: '不用密钥读取她的 Cookie',
        flip: 'Mallory 改掉签名的一个字符后发送',
        edit: 'Mallory 在旧签名前换上别的内容后发送',
        guess: 'Mallory 发送用猜来的密钥签名的 Cookie',
        whole: 'Mallory 原样发送',
      },
      variants: ENGINE_NAMES['zh-CN'],
      because: {
        'server-side': '签名由 ID 和密钥算出。别的 ID 有别的签名，没有密钥就算不出来；而在副本里，二者仍然相配。',
        'client-side':
          '签名由数据、时间和密钥算出。Eve 的数据有别的签名，没有密钥就算不出来；而在副本里，二者仍然相配。',
      },
      rule: '签名的 Cookie 谁都能读、能复制，只有持有密钥的人才能改。因此一切都系于密钥：词表里的密钥几秒钟就能找到，那时每一个伪造的 Cookie 签名都有效。',
    },
  },
});
