import type { Strings } from '../en.ts';
import { bytes, count } from './words.ts';

/** The Sessions view of a watched app, where its words differ from those of a recording. */
export const watchedSessions: Strings['watchedSessions'] = {
  sessionsTitle: '这个应用的会话',
  sessionsLead: '这个应用的 Cookie 所指或所含的会话。应用的服务器上保存了什么，从外部看不到。',
  sessionsEmpty:
    '目前还没有 Cookie 用 ID 指明会话。数据在 Cookie 里的会话没有 ID：在“实时”中选择一个请求，它的“会话”标签页会显示数据。',
  notTold: '从应用外部看不到这一点。',
  notToldWhat: {
    story: '完整的过程需要知道应用做了什么决定、为什么。代理只能看到往来的消息。',
    session: '会话保存在服务器上，Cookie 里只有它的 ID，所以数据不会经过这里。',
    store: '应用向会话存储发出的操作不会经过这个代理。',
  },
};

/** The list of workspaces in the bar. */
export const workspaces: Strings['workspaces'] = {
  shown: '显示的是：',
  tutorial: '教程站点',
  tutorialDetail: '本程序自带的站点，有模拟浏览器和实验室',
  recordingDetail: (n) => `记录文件，${count(n)} 个请求`,
  running: (open, app) => `请打开 ${open}，而不是 ${app}`,
  paused: (open, app) => `${open} → ${app}，记录已暂停`,
  stopped: (app) => `${app}，没有监听`,
  portTaken: (app) => `${app}：无法打开端口`,
  notReachable: (app) => `${app} 没有响应，每秒重试一次`,
  failing: (app) => `${app}：上一个请求失败`,
  watching: (app, open) => `在 ${open} 观察 ${app}`,
};

/** The frame of the window: bar, rail, status line, and the screens that replace it. */
export const shell: Strings['shell'] = {
  product: 'Session Inspector',
  skipToMain: '跳到主要内容',
  views: '视图',
  live: '实时',
  sessions: '会话',
  settings: '设置',
  lab: '实验室',
  cookies: 'Cookie',
  toolbar: '站点与日志',

  site: '正在观察的站点',
  copyAddress: '复制地址',
  openSite: '在浏览器中打开站点',
  portTaken: (wanted) => `端口 ${wanted} 已被占用`,
  portTakenWhy: (wanted, got) => `另一个程序已在监听端口 ${wanted}，站点改用下一个空闲端口 ${got}。`,

  recording: '正在记录',
  recordingHint: '，按下可暂停',
  paused: '已暂停',
  pausedHint: '，按下可继续记录',
  clear: '清空',
  clearAsk: (n) => `要从日志中删除 ${count(n)} 个请求吗？`,
  clearYes: '删除日志',
  clearNo: '保留',
  export: '导出',

  listening: (port) => `正在监听 ${port}`,
  sessionCount: (n) => `${count(n)} 个会话`,
  rowCount: (n) => `存储中 ${count(n)} 条会话记录`,
  requestCount: (n) => `${count(n)} 个请求`,
  notSaved: (n) => `${count(n)} 个未保存`,
  notSavedWhy: '启动以来，客户端已收到响应、但会话未能保存的请求。',
  notDrawn: (n) => `${count(n)} 行未显示`,
  notDrawnWhy: '请求来得太快，来不及逐行显示。所有请求都已记录：向上滚动即可查看。',
  lostRecords: (n) => `丢失 ${count(n)} 条记录`,
  lostRecordsWhy: '启动以来，未能写入日志的请求。',
  unreadableRows: (n) => `${count(n)} 行无法读取`,
  unreadableRowsWhy:
    '数据库中有些行还在，但内容无法读取：字节被改动过，或由其他版本写入。其余一切照常。在日志的筛选里按条目种类即可找到其中的日志行。',
  logBytes: (used, max) => `日志 ${bytes(used)} / ${bytes(max)}`,
  sessionBytes: (used, max) => `会话 ${bytes(used)} / ${bytes(max)}`,
  connection: {
    connecting: '正在连接',
    live: '实时',
    lost: '连接已断开',
    failing: '实时数据流出错',
    refused: '被拒绝',
  },
  notRecording: '未在记录',

  connectingTitle: '正在连接检查器…',
  unreachableTitle: '检查器没有响应',
  unreachableWhy: 'Session Inspector 还在运行吗？本页会自动重试，恢复后继续工作。',
  failingTitle: '检查器返回了错误',
  failingWhy: 'Session Inspector 仍在运行，但无法为此窗口提供数据。本页会自动重试。',
  failingBanner: (why) => `检查器返回了错误，暂时收不到新内容：${why} 正在重试…`,
  lostBanner: '连接已断开。眼前是最后收到的内容；正在重试…',
  refusedTitle: '此页面需要新的链接',
  refusedWhy:
    '日志里有会话 Cookie，因此检查器只能通过链接打开。每个链接只能使用一次；已打开的页面可以一直使用，直到关闭标签页或 Session Inspector 退出。',
  refusedHow:
    '要获得新链接，请在启动 Session Inspector 时所在的目录里运行下面的命令；启动时若指定了 --data-dir，这里也要加上：',

  saving: (fileName) => `正在保存 ${fileName}`,
  saved: (fileName) => `已保存 ${fileName}`,
  saveFailed: (fileName) => `${fileName} 未能保存。磁盘还有空间吗？请重新导出。`,
  showFile: '在文件夹中显示',

  problems: '问题',
  dismiss: '知道了',
  unreadableMessage: (what) =>
    `检查器发来了本页无法读懂的内容（${what}）。页面与检查器的版本可能不一致：请重新加载页面。`,
  commandFailed: (why) => `操作没有成功：${why}`,
  unanswered: '检查器没有响应。它还在运行吗？',
};
