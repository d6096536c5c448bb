import type { Strings } from '../en.ts';
import { count } from './words.ts';

/** A file that is opened instead of the live log. */
export const recording: Strings['recording'] = {
  open: '打开记录',
  openHint: '打开记录：本应用的 NDJSON，或任何浏览器或代理的 HAR',
  chooseAgain: '选择另一个文件',
  drop: '松开即可打开文件',
  dropWhy: '本应用的 NDJSON，或任何浏览器或代理的 HAR。实时日志不受影响。',
  reading: (fileName) => `正在打开 ${fileName}`,
  readSoFar: (n) => `已读取 ${count(n)} 条`,
  cancel: '取消',

  shown: '记录文件',
  readOnly: '只读。实时日志仍在继续。',

  failed: (fileName, why) => `无法打开 ${fileName}：${why}`,
  failedAt: (line) => `读到第 ${count(line)} 行为止。`,
  failure: {
    empty: '文件是空的。',
    gzip: '它是压缩过的。请先解压，再打开解压后的文件。',
    zip: '它是压缩包。请先解压，再打开解压后的文件。',
    'utf-16': '它是 UTF-16 编码。请另存为 UTF-8 后再打开。',
    csv: 'CSV 文件只有主要的列。要再次打开，请导出为 NDJSON。',
    'newer-format': '它由更新版本的 Session Inspector 写入。请更新本程序后再打开。',
    'not-json': '它既不是 NDJSON 也不是 HAR。',
    'cut-off': '它在中途结束，第一个条目还不完整。',
    'no-log': '它是 JSON，但既不是 HAR（没有请求列表），也不是本应用的导出文件。',
    'nothing-readable': '其中没有任何日志条目。',
    'too-large': '它大于 2 GB。请只导出日志的一部分，再打开那个文件。',
    'disk-full': '磁盘已满。请腾出空间后再打开。',
    failed: '检查器无法读取它。请再打开一次；详情见终端里的日志。',
    closed: '它已不再打开：检查器重新启动过，或打开了其他文件。请再打开一次。',
  },

  notTold: '这个文件没有说明服务器做了什么。',
  notToldWhat: {
    story: '过程需要知道服务器作了什么决定、为什么。浏览器或代理只看得到往来的报文。',
    session: '会话保存在服务器上，Cookie 里只有它的 ID。所以这个文件里找不到它的数据。',
    store: '服务器向会话存储请求了什么，不会经过网络。',
  },
  seenRole: { session: '从名称和格式看是会话的', other: '另一个' },
  fromCookie: '这是 Cookie 自己的说法，它的签名没有验证过。',
  fromVerifiedCookie: '这是 Cookie 自己的说法，它的签名已用提供的密钥验证。',
  noCookieSeen: '这个请求没有携带会话 Cookie，响应也没有设置，所以看不到会话。',
  sessionsTitle: '文件中的会话',
  sessionsLead: '文件里的请求提到的会话。服务器现在还保存着什么，文件无从得知。',
  sessionsEmpty: '文件里没有请求提到会话。',
  sessionsMore: (shown, all) => `共 ${count(all)} 个，显示最近出现的 ${count(shown)} 个`,
  columns: { session: '会话', entries: '条目', first: '首次出现', last: '最近出现' },
  sessionDetail: '会话的历史',
  closeDetail: '关闭历史',
  liveOnly: '实验在教程站点上进行，做了什么可以在教程站点的日志里看到。',
  endOfFile: '结尾',
  backToEnd: '回到结尾',
  emptyLog: '这个文件里没有请求。',
};
