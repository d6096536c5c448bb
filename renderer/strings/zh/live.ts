import type { Strings } from '../en.ts';
import { bytes, count, duration, milliseconds, timeOfDay } from './words.ts';

const whose = { site: '站点', inspector: '检查器' };

/** The Live view: actors, the request table, and the screens that replace the table. */
export const live: Strings['live'] = {
  actors: '角色',
  key: '键',
  value: '值',
  keyOf: (name) => `${name} 的键`,
  valueOf: (name) => `${name} 的值`,
  pathOf: (name) => `${name} 要访问的路径`,
  visit: '访问',
  badPath: '路径以 / 开头，只能含 ASCII 字符',
  set: 'Set',
  get: 'Get',
  pop: 'Pop',
  more: (name) => `${name} 的更多操作`,
  noCookie: '没有 Cookie',
  onlyOtherEngines: '只有另一个引擎的 Cookie',
  sid: 'sid',
  cookieIsData: 'Cookie 中就是数据',
  /** The verdict of the site on the cookie of an actor, if the site would not accept it. */
  refused: (reason) => `拒绝：${reason}`,
  noSecretFits: '提供的密钥都不匹配',
  notRead: '不会读取：应用没有密钥',
  unchecked: '无法检查：读不了存储',
  borrowed: (owner) => `${owner} 的 Cookie`,
  /** Of a cookie that the user put into a browser's jar. */
  putIn: {
    copied: (owner) => `已复制 ${owner} 的 Cookie`,
    byHand: '已手动放入 Cookie',
    short: '手动放入',
  },
  announceJar: {
    copied: (who, owner) => `${who} 现在有一份 ${owner} 的 Cookie。没有发送请求，所以站点并不知道。`,
    byHand: (who) => `已手动把一个 Cookie 放入 ${who} 的浏览器。没有发送请求。`,
    forgotten: (who) => `${who} 的浏览器不再有 Cookie。站点并不知道。`,
  },
  lastAnswer: '上次响应',
  noAnswer: '还没有请求',
  copyCookieTo: (name) => `把 Cookie 复制给 ${name}`,

  requests: '请求',
  columns: {
    id: '编号',
    time: '时间',
    method: '方法',
    request: '请求',
    status: '状态码',
    actor: '角色',
    engine: '引擎',
    session: '会话',
    happened: '发生了什么',
    cookie: 'Cookie',
    cookies: 'Cookie 数',
    'set-cookies': 'Set-Cookie 数',
    size: '大小',
    store: '存储',
    ms: 'ms',
  },
  chooseColumns: '选择列',
  defaultColumns: '恢复默认的列与宽度',
  columnHints: {
    cookies: '请求携带多少个 Cookie',
    'set-cookies': '响应有多少行 Set-Cookie',
    size: '响应正文的字节数',
    store: '会话存储被调用多少次',
    cookie: '请求携带的会话 Cookie 的字节数，含名称和值',
    ms: '从请求到达到响应结束的毫秒数',
  },
  cookieBytes: (n) => bytes(n),
  noSession: '无',
  noStatus: '无响应',
  unknownSize: '–',
  milliseconds,

  /** The request or session that another is to be compared with. */
  comparing: {
    marked: (what) => `A：${what}`,
    markedHow: '再选一个请求，然后比较。',
    markedHowSession: '再选一个会话，然后比较。',
    with: (what) => `与 ${what} 比较`,
    forget: '取消 A',
  },
  /** Fills an empty log. */
  first: {
    title: '开始的方式',
    what: 'Session Inspector 展示网站怎样记住访问者：每一个请求、它携带的 Cookie，以及网站为它保存的会话。',
    tutorial: '试用教程站点',
    tutorialWhy:
      '上面的 Alice、Bob 和 Mallory 是三个模拟浏览器。每点一次按钮，就会向在本机运行的小站点发送一个真实的请求，请求随即出现在这里。',
    app: '你自己的应用',
    appWhy: '观察你自己的应用的会话，任何框架都可以。应用不需要改动：只要通过另一个端口打开它。',
    recording: '打开记录',
    recordingWhy: '任何浏览器或代理导出的 HAR 文件，或者本程序导出的文件。',
  },
  rowHint: '选择一行，查看它的过程。',
  /** For a file that does not describe the server, so that there is no story. */
  rowHintSeen: '选择一行，查看它的 Cookie 和标头。',
  emptyButton: (name) => `按下 ${name} 的 Set`,
  emptyPaused: '记录已暂停，新的请求不会出现在这里。',
  emptyResume: '继续记录',
  loadingEarlier: '正在加载更早的请求…',
  newRequests: (n) => `${count(n)} 个新请求 ↓`,
  newest: '回到最新 ↓',
  announceMany: (n) => `${count(n)} 个新请求`,
  announceOne: (who, what) => `${who}：${what}`,

  unreadable: {
    row: (id, why) => `日志的第 ${id} 行无法读取：${why}。这一行仍保存在数据库中。`,
    notJson: '内容不是 JSON，说明有字节被改动或截断',
    newer: (version) => `它由更新版本的 Session Inspector 写入（格式 ${version}）`,
    misfit: (member) => `成员“${member}”不符合要求`,
    noEntry: '内容是 JSON，但不是日志条目',
  },
  gap: (fromMs, toMs) =>
    `${timeOfDay(fromMs)} 到 ${timeOfDay(toMs)} 之间的日志可能不全：程序没有正常关闭日志就结束了。`,
  edit: {
    set: (sid, key) => `在本窗口中写入了会话 ${sid} 的 ${key}，没有发出请求。`,
    pop: (sid, key) => `在本窗口中从会话 ${sid} 移除了 ${key}，没有发出请求。`,
    replace: (sid) => `在本窗口中替换了会话 ${sid} 的全部数据，没有发出请求。`,
    expire: (sid) => `在本窗口中让会话 ${sid} 过期，没有发出请求。`,
    destroy: (sid) => `在本窗口中销毁了会话 ${sid}，没有发出请求。`,
  },
  putAwayByLab: (sid) => `实验室在实验结束后销毁了会话 ${sid}，没有发出请求。`,
  notice: {
    portTaken: (wanted, got) => `端口 ${wanted} 已被占用，站点改为监听 ${got}。`,
    paused: '记录已暂停。此后的请求不在日志中。',
    resumed: '已继续记录。',
    singleConnection: (version) => `SQLite ${version} 只有在单连接时才安全，因此较长的搜索可能让站点等待。`,
    secretsChanged: {
      rotated: (n) => `此后由一个新密钥签名。现在共有 ${count(n)} 个密钥：用旧密钥签名的 Cookie 仍能通过验证。`,
      added: (n) => `此后由你自己的一个密钥签名。现在共有 ${count(n)} 个密钥：用旧密钥签名的 Cookie 仍能通过验证。`,
      given: (n) => `已提供这个应用的一个密钥，现在共有 ${count(n)} 个。此后用它验证 Cookie。`,
      withdrawn: (n) => `已移除这个应用的一个密钥，还剩 ${count(n)} 个。`,
      moved: () => '密钥的次序已更改：此后由第一个签名，所有密钥都用来验证。',
      removed: (n) => `已移除一个密钥，还剩 ${count(n)} 个。此后，由它签名的 Cookie 会被拒绝。`,
    },
    siteMoved: (port) => `此后站点监听端口 ${port}。会话不受影响：Cookie 不区分端口。`,
    cookieRenamed: {
      'server-side': (name) => `此后服务器端引擎的 Cookie 名称为 ${name}。会话仍在存储中，但不再读取旧名称的 Cookie。`,
      'client-side': (name) => `此后客户端引擎的 Cookie 名称为 ${name}。不再读取旧名称的 Cookie。`,
    },
    requestsRefused: (status, n) => `另有 ${count(n)} 个请求以 ${status} 被拒绝。它们来得太快，没有逐个记录。`,
    connectionsClosed: {
      idle: (at, n) => `${whose[at]}的连接数已达上限，因此关闭了 ${count(n)} 个空闲连接来腾出位置。`,
      full: (at, n) => `${whose[at]}的连接数已达上限，而且都在使用中，因此关闭了 ${count(n)} 个新连接。`,
      unanswered: (at, n) => `${whose[at]}关闭了 ${count(n)} 个连接：它们不等响应就发送了超过 128 个请求。`,
    },
    settingsUnreadable: (keptAside, dropped) =>
      `${dropped.length === 0 ? '设置' : `部分设置（${dropped.join('、')}）`}无法读取，改用默认值。${keptAside === null ? '' : `原文件保存为 ${keptAside}。`}`,
    settingsNotKept: (reason) => `对设置的更改未能写入磁盘，只在程序关闭之前有效：${reason}`,
    keptAside: {
      what: (file, found) => `数据文件夹中的文件 ${file} ${found}。`,
      found: {
        folder: '是一个文件夹',
        pipe: '是一个管道',
        socket: '是一个套接字',
        device: '是一个设备',
        'broken-link': '是一个指向不存在位置的链接',
        empty: '是空的',
        'too-large': '过大',
        'not-text': '不是文本',
        'not-a-database': '不是数据库',
        unreadable: '无法读取',
        sealed: '无法由操作系统解封',
      },
      notRenamed: (what) => `${what}它也无法重命名，因此没有使用。`,
      renamed: (what, keptAs, isSecret) =>
        `${what}原文件保存为 ${keptAs}，并已新建一个文件代替。${isSecret ? '此后，用该文件中的密钥签名的 Cookie 会被拒绝。' : ''}`,
    },
    sessionsRemoved: {
      count: (max, removed) =>
        `存储超过了 ${count(max)} 个会话的上限，最久未使用的 ${count(removed)} 个会话已被删除。上限可在设置中更改。`,
      bytes: (max, removed) =>
        `会话超过了 ${bytes(max)} 的上限，最久未使用的 ${count(removed)} 个会话已被删除。上限可在设置中更改。`,
    },
    logShortened: {
      entries: (max, removed) =>
        `日志超过了 ${count(max)} 条的上限，最旧的 ${count(removed)} 条已被删除。上限可在设置中更改。`,
      bytes: (max, removed) =>
        `日志超过了 ${bytes(max)} 的上限，最旧的 ${count(removed)} 条已被删除。上限可在设置中更改。`,
      age: (max, removed) =>
        `日志超过了 ${duration(max)} 的时间上限，最旧的 ${count(removed)} 条已被删除。上限可在设置中更改。`,
    },
    settingNames: {
      recording: '记录',
      engine: '引擎',
      serverSide: 'express-session 的选项',
      clientSide: 'Flask 的选项',
      idleLimitMs: '闲置上限',
      sessionStore: '会话的存放位置',
      retention: '日志大小',
      sessionLimits: '会话的数量和大小',
      port: '端口',
      language: '语言',
      theme: '主题',
      contrast: '对比度',
      layout: '布局',
    },
  },
};

/** The timeline: lanes of sessions, their lives, and the requests that made them. */
export const timeline: Strings['timeline'] = {
  title: '时间线',
  axisLocale: 'zh-CN',
  key: '图例',
  shapes: {
    set: '写入',
    get: '读取',
    pop: '移除',
    rejected: '被拒绝或出错',
    regenerated: '换新会话 ID',
    destroyed: '销毁',
    edited: '在此编辑',
    listed: '列出',
    cleared: '清空',
    unused: '没有用到会话',
  },
  /** The same words for a file of another program, which does not show whether a session continued. */
  seenShapes: { rejected: '出错', unused: '请求' },
  collapse: '隐藏时间线',
  expand: '显示时间线',
  resize: '时间线的高度',
  paused: '未记录',
  now: '现在',
  noSession: '无会话',
  inCookie: 'Cookie',
  unknownActor: '未知',

  destroyed: '已销毁',
  deleted: 'Cookie 已删除',
  ended: '未保留',
  closed: '浏览器已关闭',
  expired: '已过期',
  gone: '已不在',
  becomes: (sid) => `→ ${sid}`,
  gap: '日志不完整',

  mark: (atMs, who, what) => `${atMs === null ? '时间未知' : timeOfDay(atMs)}，${who}：${what}`,
  window: '本窗口',
  list: '时间线上的会话列表',
  more: (n) => `还有 ${count(n)} 个`,
};

/** The cookie of a simulated browser, changed by hand or dragged to another. */
export const actorCookie: Strings['actorCookie'] = {
  edit: '编辑它的 Cookie…',
  compose: '编写请求…',
  drag: (name) => `${name} 的 Cookie：拖到另一个角色上，就会复制给它。用菜单也可以。`,

  title: (name) => `${name} 的会话 Cookie`,
  lead: '此后这个浏览器发送这里填写的内容。保存时不发出请求，服务器不会知道这次更改。',
  valueOf: (name) => `${name} 的值`,
  hint: '写法与 Cookie 标头相同，保留百分号编码。',
  badCharacters: 'Cookie 的值只能是一行 Latin-1 的可打印字符，不能有分号。',
  tooLong: (n) => `浏览器最多保存 ${count(n)} 个字符。`,
  takeApart: '在“Cookie”视图中解析',
  cancel: '取消',
  save: (name) => `放入 ${name} 的浏览器`,
};
