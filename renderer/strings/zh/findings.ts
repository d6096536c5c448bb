import type { Strings } from '../en.ts';
import { alarm, code, joinPhrases, type Phrase, say, strong } from '../text/phrase.ts';
import { count } from './words.ts';

const keys = (names: readonly string[]): Phrase =>
  joinPhrases(
    names.map((name) => [code(name)]),
    '、',
  );

/** What the detectors found: what it means, why it matters, what to do. */
export const findings: Strings['findings'] = {
  list: '发现',
  mark: (titles) => `${count(titles.length)} 项发现：${titles.join('；')}`,
  count: (n) => `${count(n)} 项发现`,
  countWhy: '表格已加载的请求中出了什么问题。这样的请求带有警告标志。按下只看它们。',
  more: '为什么重要',
  todo: '怎么办：',
  evidence: '证据',
  request: (id) => `#${count(id)}`,
  requestName: (id) => `转到请求 ${count(id)}`,
  thisOne: '本请求',
  words: {
    'silent-mutation': {
      title: '一处更改悄悄丢失了',
      what: (f) => say`${keys(f.keys)} 在内存中改了，却既没有保存，也没有发送。`,
      why: '这个请求的响应里能看到更改，下一个请求就看不到了。Flask 只能察觉键的写入或移除，察觉不到列表或对象内部的变化。',
      todo: '改动内部内容之后重新写入这个键，或者写 session.modified = True。',
    },
    'lost-update': {
      title: '两个请求重叠，一处更改丢失了',
      what: (f) => say`同一会话的另一个请求改了 ${keys(f.keys)}，而这个请求又把旧值写了回去。`,
      why: '每个请求都加载整个会话，再保存整个会话。对每个键来说，最后保存的说了算。',
      todo: '把经常变化的内容（购物车、计数器）放进单独的表，而不是放在会话里。',
    },
    revived: {
      title: '已销毁的会话又回来了',
      what: () => say`它在销毁之后又被保存：登出${alarm('失效了')}。`,
      why: '一个在登出之前加载了会话的请求，在登出之后把它保存了。持有旧 Cookie 的人又成了已登录状态。',
      todo: '不要保存登出之前加载的内容：关闭 resave，并在处理函数中检查会话是否仍然存在。',
    },
    hijack: {
      title: '别的客户端的会话 Cookie',
      what: (f) =>
        say`这个 Cookie 是发给 ${strong(f.givenTo.name)} 的。现在${alarm('另一个客户端')}发来了它，服务器接受了。`,
      why: '服务器只凭会话 Cookie 认人：谁发来它，就被当作它原来的主人。被盗的 Cookie 是这样，攻击者事先放进别人浏览器的 Cookie 是这样，自己复制的请求也是这样。',
      todo: '如果 Cookie 不是自己复制的，就销毁这个会话。防盗的办法：HttpOnly、Secure、SameSite、较短的有效期，以及每次登录都换新会话 ID。',
    },
    'forged-cookie': {
      title: '不是本服务器签名的 Cookie',
      what: (reason) => say`会话 Cookie ${alarm('被拒绝')}：${reason}。它被人改过，或者不是这个应用发出的。`,
      why: '正常的客户端会原样送回 Cookie。伪造或改动过的 Cookie 是这样，损坏的 Cookie 是这样，用已不再使用的密钥签名的 Cookie、同一主机上其他应用的同名 Cookie 也是这样。',
      todo: '如果没有人伪造：检查密钥是否更换或移除过，以及同一主机上是否有其他应用使用相同的 Cookie 名。',
    },
    'cookie-not-kept': {
      title: '浏览器不会保留的 Cookie',
      what: ({ name, reasons }) => say`${code(name)} 发送给了浏览器，但不会保留下来。${reasons.join('')}`,
      why: '浏览器拒绝 Cookie 时没有任何提示，服务器以为它已经保存。下一个请求携带的是以前的 Cookie，或者没有 Cookie，刚刚存入的内容就丢失了。',
      todo: 'Cookie 太大：在会话中少存一些数据，或者把数据留在服务器上，Cookie 里只放 ID。其他原因：按说明补上属性。',
    },
    'cookie-lost': {
      title: '会话 Cookie 没有再次出现',
      what: ({ name, reason }) => say`缺少 ${code(name)}：${reason}。`,
      why: '没有会话 Cookie，服务器就不认识这个客户端：已登录的用户会被登出，而且没有任何提示。',
      todo: '打开所指的那一行，看它设置了什么，或对 Cookie 做了什么。请按实际需要的主机、路径和属性来设置 Cookie。',
    },
    'sid-unchanged': {
      title: '登录后没有换新会话 ID',
      what: (f) =>
        f.knownTo === undefined
          ? say`${keys(f.keys)} 写入了一个先前就存在的会话。`
          : say`${keys(f.keys)} 写入了一个会话，而 ${strong(f.knownTo.name)} 先前就有它的 ID：${alarm(`${f.knownTo.name} 也随之登录了`)}。`,
      why: '谁知道会话 ID，谁就拥有这个会话。攻击者如果事先把一个 ID 放进别人的浏览器，等对方登录，自己也就登录了（会话固定攻击）。只要 ID 只有一个客户端知道，就没有问题。',
      todo: '每次登录、登出和权限变化时都换新会话 ID：req.session.regenerate()。在这个应用里，可以用角色的菜单来做。',
    },
    'saved-twice': {
      title: '保存了不止一次',
      what: (f) => say`同一会话被要求保存了 ${count(f.count)} 次。`,
      why: '每次保存都写入整个会话，更新丢失的可能也随之增大。',
      todo: '保存交给中间件去做，除非处理函数必须等保存完成（例如重定向之前）。',
    },
    'save-failed': {
      title: '客户端收到了响应，会话却没有保存',
      what: (f) => say`存储的回答：${f.message}`,
      why: '响应头已经发出，保存才失败，因此客户端无从知晓。下一个请求看到的仍是之前的会话。',
      todo: '先检查存储（磁盘、锁）。如果绝不允许发生，就在处理函数中先保存，再响应。',
    },
    'cookie-repeated': {
      title: '会话 Cookie 重复出现',
      what: (f) => say`一个请求中 ${code(f.name)} 出现了 ${count(f.count)} 次。服务器读取第一个。`,
      why: '浏览器中有两个同名的 Cookie（路径或域不同）时，两个都会发送。哪一个在前不由服务器决定，所以会话可能不是应有的那一个。',
      todo: '在浏览器中清除这个主机的 Cookie，并且始终用同一个路径和域来下发它。',
    },
    'cookie-collision': {
      title: '混进了其他应用的 Cookie',
      what: (f) => say`${keys(f.names)} 也一起来了。Cookie 不区分端口：同一主机上的所有应用共用浏览器里的 Cookie。`,
      why: '两个应用如果用同一个 Cookie 名，就会互相让对方登出，而且彼此都能看到对方的 Cookie。',
      todo: '给每个应用取各自的 Cookie 名，或者用不同的主机名（127.0.0.1 和 localhost 就是两个）。',
    },
    'orphan-saved': {
      title: '一个再也找不回的会话',
      what: () => say`会话已保存，但标有 Secure 的 Cookie 在普通 http 上没有发出。`,
      why: '浏览器下次来时没有 Cookie，每次都得到新会话；存储越积越多。',
      todo: '使用 https，或者在用 http 开发时关闭 Cookie 的 Secure 选项。',
    },
  },
};
