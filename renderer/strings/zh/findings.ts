import type { Strings } from '../en.ts';
import { alarm, code, joinPhrases, type Phrase, say } from '../text/phrase.ts';
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
  countWhy: '表格已加载的请求中，有值得了解之处的请求。它们带有警告标志。按下只看这样的请求。',
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
      why: '这个请求的响应里能看到更改，下一个请求就看不到了。Flask 只能察觉键的设置或移除，察觉不到列表或对象内部的变化。',
      todo: '改动内部内容之后重新设置这个键，或者写 session.modified = True。',
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
    'sid-unchanged': {
      title: '名字进入了更早的会话',
      what: (f) =>
        say`${keys(f.keys)} 进入了一个会话，而会话的 ID 比它更早：此前知道这个 ID 的人，现在也顶着这个名字。`,
      why: '登录就是这样：用户的名字进入会话。如果有人事先在浏览器里埋下了这个 ID，那么他也随之登录（会话固定攻击）。如果你只是又按了一次 Set，那就没有问题。',
      todo: '在自己的应用里，每次登录、登出和权限变化时都给会话换新 ID：req.session.regenerate()。在这里，可以用角色的菜单来做。',
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
    'cookie-collision': {
      title: '混进了其他应用的 Cookie',
      what: (f) => say`${keys(f.names)} 也一起来了。Cookie 不区分端口：同一主机上的所有应用共用一个 Cookie 罐。`,
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
