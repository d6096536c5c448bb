import type { StoreTabStrings } from '../en/store-tab.ts';
import { count } from './words.ts';

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
  sqlite: 'SQLite 用时',
  rows: '改动的行',
  ms: (ms) => `${ms} ms`,
  microseconds: (n) => `${count(n)} µs`,
  notRun: '没有执行语句',
  unchanged: '无',
  rowCount: (n) => count(n),
  outcome: { ok: '完成', 'not-found': '未找到', failed: '失败' },
  found: '找到的内容',
  again: '与上面相同的调用',
  sql: '对应的 SQL',
  rowNow: 'SQLite 中现在的这一行',
  noRow: '这一行已经不在了。',
  null: 'NULL',
};
