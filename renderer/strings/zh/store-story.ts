import type { Transport } from '../../../server/contract/store-evidence.ts';
import type { StoreStoryStrings } from '../en/store-story.ts';
import { alarm, code, joinPhrases, type Phrase, rowRef, say, strong, term } from '../text/phrase.ts';
import { count } from './words.ts';

const transport: Record<Transport, string> = {
  redis: 'Redis',
  sqlite: 'SQLite',
  folder: '文件',
  postgres: 'PostgreSQL',
  mysql: 'MySQL',
  memcached: 'memcached',
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
