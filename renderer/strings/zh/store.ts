import type { Transport } from '../../../server/contract/store-evidence.ts';
import type { StoreStoryStrings, StoreTabStrings } from '../en/store.ts';
import { alarm, code, joinPhrases, type Phrase, rowRef, say, strong, term } from '../text/phrase.ts';
import { bytes, count, dayAndTime } from './words.ts';

/** The Store tab: the calls of the session store in one request. */
export const storeTab: StoreTabStrings = {
  tab: '存储',
  lead: (n) => `这个请求访问了存储 ${count(n)} 次。`,
  leadFailed: (n) => `其中 ${count(n)} 次调用失败。`,
  noCalls: '没有访问存储：没有签名有效的 Cookie 可供查找，也没有要保存的内容。',
  noStore: '这个引擎没有存储：整个会话签名后放在 Cookie 里。可在“Cookie”标签页查看。',
  calls: '对存储的调用，按先后次序',
  phase: {
    load: '中间件，加载时',
    handler: '处理函数',
    end: '中间件，结束时',
  },
  askedBy: '由谁调用',
  atMs: '时刻',
  waited: '等待',
  inStore: { sqlite: 'SQLite 用时', redis: 'Redis 用时（含往返）', postgres: 'PostgreSQL 用时（含往返）' },
  rows: '改动的行',
  version: '版本',
  replaced: (n) => `替换了另一个请求的第 ${count(n)} 版`,
  ms: (ms) => `${ms} ms`,
  microseconds: (n) => `${count(n)} µs`,
  notRun: '没有执行语句',
  unchanged: '无',
  rowCount: (n) => count(n),
  outcome: { ok: '完成', 'not-found': '未找到', failed: '失败' },
  found: '找到的内容',
  again: '与上面相同的调用',
  sql: { sqlite: '对应的 SQL', redis: '对应的命令或脚本', postgres: '对应的 SQL' },
  rowNow: {
    sqlite: 'SQLite 中现在的这一行',
    redis: 'Redis 中现在的这个会话',
    postgres: 'PostgreSQL 中现在的这一行',
  },
  noRow: '这一行已经不在了。',
  null: 'NULL',
  told: {
    state: {
      told: '这些内容由应用自己通过 session-inspector/express 提供。',
      unhandled: '应用表明：没有任何会话中间件处理过这个请求。',
      'not-in-time': '应用已连接，但没有提供这个请求的任何信息。',
    },
    reads: '这里列出的改动是请求前后会话的差异。处理函数读取了哪些内容，这里看不到。',
    tooLarge: (n) => `会话有 ${bytes(n)}。这么大的会话，应用不会发送它的数据。`,
  },
  reading: {
    title: '从会话存储读取',
    leadUnrecognised:
      '记录这个请求时，存储的类型还没有识别出来，因此没有读取任何行。之后的请求会显示它们的行。没有写入任何内容。',
    lead: (mapping) => `在这个请求之前和之后向应用的存储查询了会话（${mapping}）。没有写入任何内容。`,
    attribution: {
      alone: '这个会话没有其他请求与它重叠，所以两侧之间若有改动，都来自这个请求。',
      shared: '这个会话有其他请求与它重叠，所以若有改动，属于这些请求整体。',
      notReadBetween:
        '前一个请求响应之后还没来得及读取记录，这个会话的下一个请求就已开始，所以不知道改动来自其中哪一个。',
      outside: '上一个请求之后，会话已被改动，而改动没有经过这个代理。',
      late: '会话在响应之后才保存。',
      unfinished: '客户端在响应发完之前断开，应用可能在之后才改动会话。',
      'not-in-time': '存储没有在 50 ms 内应答，请求已直接转发，之前的状态未知。',
      unreadable: '有一侧无法读取，所以不知道是否有改动。',
    },
    changeOf: '改动',
    sharedWith: '重叠的请求',
    notReadBetween: '另外的请求',
    lateMs: (ms) => `响应之后 ${count(Math.round(ms))} ms`,
    column: { before: '之前', after: '之后' },
    row: {
      state: '记录',
      key: '键',
      bytes: '大小',
      encoding: '编码',
      expires: '记录到期',
      cookieExpires: '值内 Cookie 的到期时间',
      detail: '原因',
    },
    state: {
      present: '已找到',
      absent: '存储中没有',
      expired: '已过期，但仍在存储中',
      'no-cookie': '没有会话 Cookie',
      'no-key': 'Cookie 中得不到键',
      'not-in-time': '没有及时读到',
      unreadable: '无法读取',
      'out-of-reach': '存储无法访问',
    },
    oldRow: {
      gone: '旧 ID 的记录已移除。',
      'still-there': '旧 ID 的记录仍在存储中：旧 ID 在那里仍然有效。',
      'not-known': '不知道旧 ID 的记录是否还在。',
    },
    dangerous: (names) => `加载这个值会调用 ${names}。这里只读取了它，没有执行任何内容。`,
    clock: (atMs) => dayAndTime(atMs),
    size: (n) => bytes(n),
    none: '–',
  },
};

const transport: Record<Transport, string> = {
  redis: 'Redis',
  sqlite: 'SQLite',
  folder: '文件',
  postgres: 'PostgreSQL',
  mysql: 'MySQL',
  memcached: 'memcached',
  app: '应用内',
};

const rows = (ids: readonly number[]): Phrase =>
  joinPhrases(
    ids.map((id) => [rowRef(id)]),
    '、',
  );

const seconds = (ms: number): string => (ms < 100 ? `${count(Math.round(ms))} ms` : `${(ms / 1000).toFixed(1)} 秒`);

/** The Story of a request to a watched app whose session store is attached: what its row held, and who changed it. */
export const storeStory: StoreStoryStrings = {
  app: '你的应用',
  store: (of) => `存储（${transport[of]}）`,
  sentenceBetween: '',
  keyBetween: '、',
  moreKeys: (n) => say`等另外 ${count(n)} 个键`,

  lead: {
    before: {
      present: (who) => say`${who} 发送了${term.cookie('会话 Cookie')}，${term.store('存储')}中有对应的记录。`,
      absent: (who) =>
        say`${who} 发送了${term.cookie('会话 Cookie')}，但${term.store('存储')}中${alarm('没有对应的记录')}。`,
      expired: (who) => say`${who} 发送了${term.cookie('会话 Cookie')}，对应的记录${alarm('已过期')}，应用不再使用它。`,
      'no-cookie': (who) => say`${who} 没有发送${term.cookie('会话 Cookie')}。`,
      'no-key': () => say`不知道这个 Cookie 对应哪条记录。`,
      'not-in-time': () =>
        say`${term.store('存储')}${alarm('没有在 50 ms 内应答')}，请求已直接转发：请求之前的记录未知。`,
      unreadable: () => say`请求之前的记录${alarm('无法读取')}。`,
      'out-of-reach': () => say`请求之前${alarm('无法访问')}${term.store('存储')}。`,
    },
    outside: () => say`从上一个请求到现在，这条记录${alarm('被改动过，而改动没有经过这里')}。`,
    by: {
      request: () => say`这个请求`,
      together: (ids) => say`这个请求与重叠的 ${rows(ids)} 一起`,
      either: (ids) => say`这个请求或 ${rows(ids)}（一个请求之后还没有读取记录，另一个就已开始）`,
    },
    nothing: (who) => say`${who}没有改动会话。`,
    created: (who, keys) => say`${who}新建了一条记录，内有 ${keys}。`,
    createdEmpty: (who) => say`${who}新建了一条空记录。`,
    gone: (who) => say`${who}移除了这条记录：${strong('会话已结束')}。`,
    renewed: (who) => say`${who}给会话换了${strong('新的 ID')}，也就有了新的记录。`,
    changed: (who, deeds) => say`${who}${deeds}。`,
    deed: {
      added: (names) => say`${term.set('新增了')} ${names}`,
      changed: (names) => say`${term.set('更改了')} ${names}`,
      removed: (names) => say`${term.pop('移除了')} ${names}`,
    },
    deedBetween: '，',
    deedLast: '，',
    late: (ms) => say`更改在${alarm(`响应之后 ${seconds(ms)} 才保存`)}。`,
    inTime: () => say`响应发完时，更改已在存储中。`,
    afterUnknown: () => say`之后的记录${alarm('未知')}，所以也不知道是否有改动。`,
    changeUnknown: () => say`所以${alarm('不知道')}这个请求改动了什么。`,
    oldRow: {
      gone: () => say`旧 ID 的记录已移除。`,
      'still-there': () => say`旧 ID 的记录${alarm('仍在存储中')}。`,
      'not-known': () => say`不知道旧 ID 的记录是否还在。`,
    },
    dangerous: (names) => say`加载这条记录会调用 ${alarm(names)}。这里只读取了它，没有执行任何内容。`,
  },

  step: {
    before: {
      present: (data) => say`之前：${code(data)}`,
      absent: () => say`之前：没有记录`,
      expired: () => say`之前：记录已过期`,
      'no-cookie': () => say`之前：没有 Cookie，也就没有记录`,
      'no-key': (detail) => say`之前：未知。${detail}`,
      'not-in-time': () => say`之前：未知，50 ms 内没有应答`,
      unreadable: (detail) => say`之前：无法读取。${detail}`,
      'out-of-reach': (detail) => say`之前：未知。${detail}`,
    },
    after: {
      present: (data) => say`之后：${code(data)}`,
      absent: () => say`之后：没有记录`,
      expired: () => say`之后：记录已过期`,
      'no-cookie': () => say`之后：没有 Cookie，也就没有记录`,
      'no-key': (detail) => say`之后：未知。${detail}`,
      'not-in-time': () => say`之后：未知，没有及时应答`,
      unreadable: (detail) => say`之后：无法读取。${detail}`,
      'out-of-reach': (detail) => say`之后：未知。${detail}`,
    },
    unchanged: () => say`之后：没有变化`,
    outside: () => say`上一个请求之后被外部改动`,
    shared: (ids) => say`同时进行：${rows(ids)}`,
    notReadBetween: (ids) => say`在这个请求与 ${rows(ids)} 之间没有读取记录`,
    newRow: (sid) => say`新记录 ${code(sid)}`,
    rowGone: () => say`■ 记录已移除`,
    added: (key, value) => say`▲ ${key} = ${code(value)}`,
    changed: (key, from, to) => say`▲ ${key}：${code(from)} → ${code(to)}`,
    removed: (key) => say`▼ 移除 ${key}`,
    more: (n) => say`另外 ${count(n)} 个键`,
    late: (ms) => say`响应之后 ${seconds(ms)} 才保存`,
    oldRow: {
      gone: () => say`旧记录：已移除`,
      'still-there': () => say`✕ 旧记录：仍在`,
      'not-known': () => say`旧记录：未知`,
    },
    dangerous: (names) => say`✕ 会调用 ${names}；没有执行`,
  },
};
