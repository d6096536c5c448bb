import type { Strings } from '../en.ts';
import { count, dayAndTime, timeOfDay } from './words.ts';

export const storage: Strings['storage'] = {
  setAside: (what, keptAs, how) => `${what}原文件保留为 ${keptAs}，${how}。`,
  defect: {
    'not-a-file': '数据库的位置上不是一个文件。',
    'not-a-database': '数据库的位置上是一个不是数据库的文件。',
    foreign: '数据库的位置上是另一个程序的数据库。',
    damaged: '数据库已损坏。',
    empty: '数据库是空文件，正常情况下不会这样。',
    missing: '数据库不见了，只剩下它的日志文件。',
  },
  begunFrom: {
    mainFile: '并用其中的内容新建了数据库，没有采用旁边那个不属于它的日志文件',
    rescued: (sessions, entries, unreadable) =>
      `并用能读出的内容新建了数据库：${count(sessions)} 个会话和 ${count(entries)} 条日志${unreadable === 0 ? '' : `（${count(unreadable)} 行无法读取，只留在保存下来的文件中）`}`,
    backup: (madeAtMs) => `并用 ${dayAndTime(madeAtMs)} 的备份新建了数据库`,
    copy: (copy) => `并用 ${copy} 新建了数据库，其中是上次运行保存下来的内容`,
    nothing: '并新建了数据库',
  },
  missing: (copy) =>
    `数据库不见了，已新建一个。之前保存下来的内容在数据文件夹中的 ${copy}。要使用该副本，请结束 Session Inspector，并把副本重命名为 inspector.db。`,
  temporary: (path, why) => `${why}${path} 保持原样。现在发生的一切只保留到 Session Inspector 结束为止。`,
  obstacle: {
    newer: '数据库由更新版本的 Session Inspector 写入；请更新本程序后再使用它。',
    locked: '数据库正被另一个程序占用；请关闭那个程序并重新启动。',
    'not-writable': '数据库无法写入。',
    'disk-full': '磁盘已满；请腾出空间并重新启动。',
    'io-error': '数据库无法读取；磁盘可能有故障。',
    'broken-link': '数据库是一个指向不存在位置的链接；请连接它所指向的磁盘，或删除该链接，然后重新启动。',
  },
  refused: (why) =>
    `${why}在此之前，站点照常应答，但会话和记录都不会保存，现在看到的内容只存在于本窗口中。程序会自动重试写入。`,
  refusal: {
    'disk-full': '磁盘已满，请腾出空间。',
    locked: '数据库正被另一个程序占用，请关闭那个程序。',
    'not-writable': '数据库无法写入，请检查该文件及其文件夹的权限。',
  },
  wereRefused: (why, { fromMs, toMs, lostRecords, notSaved }) =>
    `${timeOfDay(fromMs)} 到 ${timeOfDay(toMs)} 期间${why}：有 ${count(lostRecords)} 条记录不在日志中，有 ${count(notSaved)} 个请求的会话未能保存。`,
  refusalPast: {
    'disk-full': '磁盘已满',
    locked: '数据库被另一个程序占用',
    'not-writable': '数据库无法写入',
  },
  failed: (what, detail, next) =>
    `${what}（${detail}）。不再写入任何内容，访问者也没有会话。这里显示的是仍能读出的部分。${next}`,
  failure: {
    damaged: '数据库已损坏',
    'io-error': '数据库所在的磁盘出错',
    gone: '数据库文件或其所在文件夹在使用中被删除或重命名',
    replaced: '使用中的数据库被换成了另一个文件',
    overwritten: '另一个程序改写了使用中的数据库',
    cut: '使用中的数据库文件被截短',
    'journal-gone': '使用中的数据库的日志文件被删除或替换',
  },
  next: {
    startAgain: '请重新启动 Session Inspector：原文件会保留，能读出的内容会转入新的数据库。',
    stillOpen:
      '在 Session Inspector 结束之前，其中的全部内容仍保留在已打开的文件中。程序每隔几秒会尝试在数据文件夹中保存副本；你也可以把副本保存到别处。副本包含完整的会话。',
    inDatabase: '此前保存的内容都在数据库中：请重新启动 Session Inspector。',
    fromCopy: (copy) =>
      `其中的全部内容已复制到数据文件夹中的 ${copy}。要使用该副本，请结束 Session Inspector，并把副本重命名为 inspector.db。`,
  },
  storeAway: (place, sinceMs, why, isTriedAgain) =>
    `会话存放在 ${place}，从 ${timeOfDay(sinceMs)} 起无法访问。${why}在此之前，站点以状态码 503 应答，列表显示最后已知的会话。${isTriedAgain ? '程序会自动重试，间隔逐渐延长，最长 5 秒。' : '程序不会自动重试。'}`,
  storeSaid: (sentence, quote) => `${sentence}它的消息：“${quote}”。`,
  tryStoreAgain: '重试',
  storeWasAway: (place, fromMs, toMs) =>
    `${timeOfDay(fromMs)} 到 ${timeOfDay(toMs)} 期间无法访问会话存储 ${place}。需要会话的请求得到状态码 503。`,
  storeFault: {
    refused: '那里没有程序在监听。请启动该存储，或检查端口。',
    'wrong-password':
      '它拒绝了用户名或密码。请把正确的密码放进环境变量 SESSION_INSPECTOR_STORE_PASSWORD，然后重新启动本程序。',
    'no-permission': '该用户没有读写会话的权限。请授予权限。',
    'not-there': '没有这个名称的数据库。请先创建它。',
    'no-database': '服务器上没有这个名称或编号的数据库。请创建它，或检查地址。',
    'bad-address': '这个地址无法使用。请在设置中检查。',
    busy: '它正忙，暂不接受连接。',
    'too-old': '它的版本太旧：需要 Redis 6 或更新的版本。',
    untrusted:
      '它的证书不受信任。请在地址后加上 sslrootcert=文件（其 CA 的证书），或加上 sslmode=no-verify 以接受任何证书。',
    gone: '连接已断开，或者它没有应答。',
    'not-a-store': '那里的内容不是由 Session Inspector 写入的。请在设置中检查地址。',
    failed: '它报告了错误。',
  },
  saveCopy: '保存副本',
  copied: (copy) =>
    `数据库中的全部内容已复制到数据文件夹中的 ${copy}。要使用该副本，请结束 Session Inspector，并把副本重命名为 inspector.db。`,
  notCopied: (reason) =>
    `已打开的数据库中的内容无法复制到数据文件夹：${reason}。程序每隔几秒会重试。在 Session Inspector 结束之前，你可以在窗口中用“保存副本”把它保存到别处。`,
  closedOff: {
    file: '数据库文件在使用中被改为不允许所有者访问，现已恢复访问权限。',
    folder: '数据文件夹不再可写。数据库继续使用；设置、密钥和搜索索引无法保存。',
  },
};

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
    'not-found': '找不到这个文件。',
    'not-a-file': '它不是文件。',
    'not-readable': '你没有读取它的权限。',
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
