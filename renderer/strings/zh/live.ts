import type { Strings } from '../en.ts';
import { bytes, count, milliseconds, timeOfDay } from './words.ts';

/** The Live view: actors, the request table, and what stands in for it. */
export const live: Strings['live'] = {
  actors: '角色',
  key: '键',
  value: '值',
  keyOf: (name) => `${name} 的键`,
  valueOf: (name) => `${name} 的值`,
  set: 'Set',
  get: 'Get',
  pop: 'Pop',
  more: (name) => `${name} 的更多操作`,
  noCookie: '还没有 Cookie',
  sid: 'sid',
  cookieIsData: 'Cookie 中就是数据',
  otherCookie: '不含 sid 的 Cookie',
  borrowed: (owner) => `${owner} 的 Cookie`,
  lastAnswer: '上次响应',
  noAnswer: '还没有请求',
  regenerate: '重新生成会话 ID',
  destroy: '销毁会话',
  clearKeys: '清除所有键',
  copyCookieTo: (name) => `把 Cookie 复制给 ${name}`,
  forget: '忘掉 Cookie',

  requests: '请求',
  columns: {
    time: '时间',
    request: '请求',
    actor: '角色',
    session: '会话',
    happened: '发生了什么',
    cookie: 'Cookie',
    ms: 'ms',
  },
  columnHints: {
    cookie: '请求带来的会话 Cookie 的字节数，含名称和值',
    ms: '从请求到达到响应结束的毫秒数',
  },
  cookieBytes: (n) => bytes(n),
  noSession: '无',
  noStatus: '无响应',
  unknownSize: '–',
  milliseconds,

  empty: '发往站点的每个请求都会出现在这里，并写明它对会话做了什么。',
  emptyButton: (name) => `按下 ${name} 的 Set`,
  emptyPaused: '记录已暂停，新的请求不会出现在这里。',
  emptyResume: '继续记录',
  loadingEarlier: '正在加载更早的请求…',
  newRequests: (n) => `${count(n)} 个新请求 ↓`,
  newest: '回到最新 ↓',
  announceMany: (n) => `${count(n)} 个新请求`,
  announceOne: (who, what) => `${who}：${what}`,

  gap: (fromMs, toMs) =>
    `${timeOfDay(fromMs)} 到 ${timeOfDay(toMs)} 之间的日志可能不全：程序没有正常关闭日志就结束了。`,
  edit: {
    set: (sid, key) => `在本窗口中设置了会话 ${sid} 的 ${key}，没有发出请求。`,
    pop: (sid, key) => `在本窗口中从会话 ${sid} 移除了 ${key}，没有发出请求。`,
    replace: (sid) => `在本窗口中替换了会话 ${sid} 的全部数据，没有发出请求。`,
    expire: (sid) => `在本窗口中让会话 ${sid} 过期，没有发出请求。`,
    destroy: (sid) => `在本窗口中销毁了会话 ${sid}，没有发出请求。`,
  },
  notice: {
    portTaken: (wanted, got) => `端口 ${wanted} 已被占用，站点改为监听 ${got}。`,
    paused: '记录已暂停。此后的请求不在日志中。',
    resumed: '已继续记录。',
    singleConnection: (version) => `SQLite ${version} 只有在单连接时才安全，因此较长的搜索可能让站点等待。`,
    secretReplaced: '密钥已更换。此后，用旧密钥签名的 Cookie 会被拒绝。',
  },
};
