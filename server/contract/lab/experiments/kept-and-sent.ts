import { allOn, experiment, logIn } from '../experiment.ts';

/** More than a browser keeps, even after Flask has compressed it. */
const NOTE_LENGTH = 5_000;

/** A text that looks random, the same in every run (a linear congruential generator, Numerical Recipes). */
function note(length: number): string {
  let state = 1;
  let text = '';
  while (text.length < length) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    text += state.toString(36);
  }
  return text.slice(0, length);
}

const engines = allOn('client-side');

/**
 * One cookie with another attribute in each variant, and the browser that keeps it, sends it, or does neither. The
 * simulated browsers follow the rules of Chromium.
 */
export const keptAndSent = experiment({
  findBy: 'browser cookie refused SameSite Secure size 4096 浏览器 拒绝 大小',
  steps: {
    'alice-sets': logIn('alice'),
    'alice-stores': {
      type: 'request',
      who: 'alice',
      action: { type: 'set', key: 'note', value: note(NOTE_LENGTH) },
    },
    look: { type: 'look', at: 'alice' },
    'alice-returns': {
      type: 'request',
      who: 'alice',
      action: { type: 'get', key: 'Username' },
      isFromAnotherSite: true,
    },
  },
  variants: {
    strict: { engines, clientSide: { sameSite: 'strict' }, skips: ['alice-stores'] },
    secure: { engines, clientSide: { secure: true }, skips: ['alice-stores'] },
    large: { engines, skips: ['alice-sets'] },
  },
  answers: {
    sent: [
      { step: 'look', contains: 'Path=' },
      { step: 'alice-returns', accepted: true },
    ],
    'held-back': [
      { step: 'look', contains: 'Path=' },
      { step: 'alice-returns', accepted: false },
    ],
    'not-kept': [
      { step: 'look', lacks: 'Path=' },
      { step: 'alice-returns', accepted: false },
    ],
  },
  words: {
    en: {
      title: 'Kept and sent',
      teaser: 'Would a browser keep it? Would it send it?',
      story:
        'The site answers Alice with a Set-Cookie. What becomes of it is up to her browser, and the site is not told. Later Alice returns by a link on another site. Each variant differs in one thing: the cookie is SameSite=Strict; the cookie is Secure, and the site is plain http on this machine; the cookie has more than 5,000 bytes, since Alice stored a long note in her session.',
      question: "What does Alice's browser do with the cookie?",
      answers: {
        sent: 'It keeps the cookie and sends it',
        'held-back': 'It keeps the cookie, but does not send it with this request',
        'not-kept': 'It does not keep the cookie',
      },
      steps: {
        'alice-sets': 'Alice logs in',
        'alice-stores': 'Alice stores a note of 5,000 characters',
        look: "A look at the cookies in Alice's browser",
        'alice-returns': 'Alice returns by a link on another site',
      },
      variants: {
        strict: 'SameSite=Strict',
        secure: 'Secure over http',
        large: 'Over 4,096 bytes',
      },
      because: {
        strict:
          'The cookie is in the browser, and stayed there: SameSite=Strict keeps a cookie from every request that another site began, even from a link that the user follows. With Lax the link would have brought it.',
        secure:
          'Secure asks for a secure connection, and Chromium takes plain http to this machine for one, since nobody can listen in. On any other host it would have refused the cookie. Safari does not send it here either.',
        large:
          'Name and value together have more than 4,096 bytes, so the browser refused the whole cookie and told nobody. The site had answered as if all was well.',
      },
      rule: 'A Set-Cookie is a request to the browser. The browser keeps the cookie or refuses it (RFC 6265bis §5.7), and decides anew with each request whether it goes along (§5.8.3). To ask about any other cookie, paste its Set-Cookie line in Cookies.',
      myth: 'A tutorial says that a cookie that is too large is cut at 4,096 bytes. It is not cut: the browser drops all of it.',
      setting: 'The options of the cookie apply to these requests only.',
    },
    'zh-CN': {
      title: '保存与发送',
      teaser: '浏览器会保存它吗？会发送它吗？',
      story:
        '网站用 Set-Cookie 响应 Alice。之后如何处理由她的浏览器决定，网站不会得到任何通知。后来，Alice 通过另一个网站上的链接回来。各个变体只有一处不同：Cookie 带 SameSite=Strict；Cookie 带 Secure，而网站是本机上的 http；Cookie 超过 5,000 字节，因为 Alice 在会话中存了一段很长的笔记。',
      question: 'Alice 的浏览器如何处理这个 Cookie？',
      answers: {
        sent: '保存，并且发送',
        'held-back': '保存，但不随这次请求发送',
        'not-kept': '不保存',
      },
      steps: {
        'alice-sets': 'Alice 登录',
        'alice-stores': 'Alice 存入一段 5,000 个字符的笔记',
        look: '查看 Alice 的浏览器中的 Cookie',
        'alice-returns': 'Alice 通过另一个网站上的链接回来',
      },
      variants: {
        strict: 'SameSite=Strict',
        secure: 'http 上的 Secure',
        large: '超过 4,096 字节',
      },
      because: {
        strict:
          'Cookie 在浏览器里，也留在了那里：凡是由其他站点发起的请求，即使是用户点击的链接，SameSite=Strict 的 Cookie 都不会随之发送。换成 Lax，这个链接就会带上它。',
        secure:
          'Secure 要求安全的连接，而 Chromium 把发往本机的 http 视为安全，因为没有人能在中途窃听。换成其他主机，它会拒绝这个 Cookie。Safari 在本机上也不会发送它。',
        large:
          '名称和值合计超过 4,096 字节，所以浏览器拒绝了整个 Cookie，也没有通知任何人。而网站的响应看上去一切正常。',
      },
      rule: 'Set-Cookie 只是对浏览器的请求。浏览器决定保存还是拒绝（RFC 6265bis §5.7），并在每次请求时重新决定是否发送（§5.8.3）。想了解其他 Cookie，请把它的 Set-Cookie 行粘贴到“Cookie”视图中。',
      myth: '有教程说，过大的 Cookie 会在 4,096 字节处被截断。其实不会截断：浏览器会把它整个丢弃。',
      setting: 'Cookie 的这些选项只对这些请求有效。',
    },
  },
});
