import { commandWords } from '../../../server/contract/commands/words-zh.ts';
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
  sessionsIn: (place) => `会话在 ${place}`,
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

/** Words of the small parts that every view uses. */
export const common: Strings['common'] = {
  listBetween: '，',
  /** Between a label and its value. */
  colon: '：',
  /** At the end of a sentence that others follow. */
  fullStop: '。',
  /** Of a session that two or more browsers hold. */
  heldByAll: (names) => `持有者：${names.join('、')}`,
  /** A remark after a word. */
  aside: (text) => `（${text}）`,
  unknown: '未知',
  unknownShort: '未知',
  methodUnknown: '（方法未知）',
  addressUnknown: '（地址未知）',
  versionUnknown: '（HTTP 版本未知）',
  columnWidth: (title) => `“${title}”列的宽度`,
  copy: '复制',
  copied: '已复制',
  copyFailed: '复制被拒绝',
  sessionId: '会话 ID',
  sessionIdMeans: '会话 ID（sid）是存储中一个会话的名字。谁用已签名的 Cookie 发来它，谁就拥有这个会话。',
  copySid: '复制会话 ID',
  storedAs: (json) => `存为 ${json}`,
  valueEmpty: '请输入一个值；空文本写作 ""',
  valueBroken: 'JSON 不完整：开头像是文本、列表或对象',
  keyEmpty: '请输入键名',
  loadingPart: '正在加载…',
  partNotLoaded: '窗口的这一部分没有加载到。Session Inspector 还在运行吗？',
  updated: 'Session Inspector 已更新。请重新加载此窗口，以使用新版本。',
  reloadWindow: '重新加载此窗口',
  reloadPage: '重新加载页面',
};

/** The titles of the window's commands, which the desktop's menu bar uses too, and the words around them. */
export const commands: Strings['commands'] = {
  ...commandWords,

  open: '命令',
  find: '查找命令',
  findLead: '命令、角色、设置、已保存的筛选，以及按 ID 开头查找的会话。',
  placeholder: '想做什么？',
  list: '找到的命令',
  recent: '最近用过',
  details: {
    'open-recording': '任何浏览器或代理导出的 HAR 文件，或本程序导出的文件',
    'show-sessions': '存储中的会话记录',
  },
  settings: '设置',
  filters: '已保存的筛选',
  sessions: '会话',
  none: (query) =>
    `没有与“${query}”相符的命令。命令涉及视图、站点、日志、所选的请求或会话、模拟浏览器和设置。可以试试：导出、HAR、密钥、导览。`,
  found: (n) => `${count(n)} 条命令`,
  footChoose: '选择',
  footRun: '执行',
  footClose: '关闭',
  more: { request: '这个请求可用的操作', session: '这个会话可用的操作' },
  onActor: (actor, title) => `${actor}：${title}`,
  pair: (key, value) => `${key} = ${value}`,
  optionNow: (engine, value) => `${engine}，当前为 ${value}`,

  keysTitle: '快捷键',
  keysLead: '不用鼠标也能完成一切。面板的按键在焦点位于该面板时有效。',
  keyboard: '键盘',
  singleKeys: '不带修饰键的快捷键',
  singleKeysWhy: '例如“e”和“?”。关闭后，单个按键不再触发任何操作；带修饰键的快捷键和面板的按键照常可用。',
  on: '开',
  off: '关',
  or: '或',
  close: '关闭',
  panels: { rows: '请求和会话的表格', timeline: '时间线', filter: '筛选框' },
  panelKeys: {
    rowUp: '上一行',
    rowDown: '下一行',
    rowsUp: '上移十行',
    rowsDown: '下移十行',
    firstRow: '第一行',
    lastRow: '最后一行',
    openRow: '进入详情',
    rowMenu: '这一行可用的操作',
    closeDetails: '关闭详情',
    earlier: '该会话更早的请求',
    later: '该会话更晚的请求',
    otherLane: '另一个会话',
    ends: '最早和最晚的请求',
    zoom: '放大和缩小',
    wholeView: '恢复常用缩放',
    pan: '沿时间移动',
    openMark: '进入详情',
    zoomBack: '回到缩放之前',
    takeOffer: '采用补全',
    chooseOffer: '选择补全',
    emptyFilter: '先关闭列表，再清空筛选框',
  },
};

/** The tour of the first lesson. */
export const tour: Strings['tour'] = {
  name: '导览',
  offer: '导览',
  offerWhy: '用五步看清：把一个值存进会话时发生了什么。',
  showAround: '带我看看',
  count: (at, of) => `第 ${at} 步，共 ${of} 步`,
  next: '下一步',
  back: '上一步',
  done: '完成',
  close: '结束导览',
  nothingYet: '还没有请求：按下 Alice 的 Set，它就会显示在这里。',
};

export const engine: Strings['engine'] = {
  title: '会话引擎',
  names: { 'server-side': '服务器端', 'client-side': '客户端' },
  notOurs: '你的应用',
  frameworks: { 'server-side': '与 express-session 的做法相同', 'client-side': '与 Flask 的做法相同' },
  hint: {
    'server-side': '服务器端：数据留在存储里，Cookie 中只有一个 ID。从下一个请求起生效。',
    'client-side': '客户端：数据就放在 Cookie 里，有签名但谁都能读，服务器什么也不存。从下一个请求起生效。',
  },
  places: {
    browser: '浏览器',
    server: '服务器',
  },
  picture: {
    'server-side': { browser: '持有一个签名的 ID', server: '持有数据，每个 ID 一条会话记录' },
    'client-side': { browser: '持有数据本身，有签名但可读', server: '只持有密钥' },
  },
  why: {
    'server-side': '服务器随时可以结束会话。在那之前，被盗的 Cookie 一直有效。',
    'client-side': '服务器无法收回 Cookie：旧的副本在签名过期之前一直有效。',
  },
};
