import type { Judgment } from '../../../server/contract/decision.ts';
import type { ExpectedCardStrings, StoryStrings } from '../en/story.ts';
import { alarm, code, good, optionName, type Phrase, rowRef, say, strong, term } from '../text/phrase.ts';
import { count, dayAndTime } from './words.ts';

/** Why a question about the session got its answer. Each sentence continues after "是：" or "否：". */
export const rules: StoryStrings['rules'] = {
  'no-session': () => say`当时没有${term.session('会话')}`,
  'session-destroyed': () => say`${term.handler('处理函数')}已${term.destroy('销毁')}会话`,
  'session-set-to-null': () => say`${term.handler('处理函数')}把 ${code('req.session')} 设为了 null`,
  'store-failed': () => say`无法访问${term.store('存储')}`,

  'save-modified': () => say`会话与请求开始时不同`,
  'save-new-uninitialized': (j) => say`会话是新的，也没有存入任何内容，但 ${flag('saveUninitialized', j)}`,
  'save-resave': (j) => say`内容没有变化，但 ${flag('resave', j)}，所以每次都写入`,
  'save-renewed': () => say`会话的 ${term.sid('ID')} 与开始时不同`,
  'skip-uninitialized': (j) => say`会话是新的，没有存入任何内容，而且 ${flag('saveUninitialized', j)}`,
  'skip-unmodified': (j) => say`会话与加载时相同，而且 ${flag('resave', j)}`,
  'skip-already-saved': () => say`${term.handler('处理函数')}已自行保存，之后没有再变化`,

  'touch-unmodified': ({ answer }) =>
    answer
      ? say`数据没有变化，所以只${term.touch('续期')}`
      : say`这个${term.store('存储')}没有 ${code(term.touch('touch'))}`,
  'touch-replaced-by-save': () => say`保存时已经${term.touch('续期')}`,
  'touch-not-for-new': () => say`没有收到带有这个${term.sid('会话 ID')} 的 ${term.cookie('Cookie')}`,

  'destroy-by-handler': () => say`${term.handler('处理函数')}销毁了它`,
  'destroy-unset': () =>
    say`${term.handler('处理函数')}拿走了 ${code('req.session')}，而 ${code('unset')} 为 ${code('destroy')}`,
  'keep-unset': () => say`最后 ${code('req.session')} 已不在，但 ${code('unset')} 为 ${code('keep')}`,
  'keep-alive': () => say`没有代码要求销毁它`,

  'create-saved': () => say`它是新的，并且保留了下来`,
  'create-regenerated': () => say`${term.handler('处理函数')}要求${term.regenerate('换新会话 ID')}，会话以新 ID 保存`,
  'create-not-saved': () => say`它一开始是空的，也没有留下任何内容`,
  'create-already-known': () => say`这个请求没有新建会话`,

  'cookie-new-modified': (j) => say`浏览器还没有这个 ${term.sid('ID')}，而且会话中存入了内容${besides(j)}`,
  'cookie-new-uninitialized': (j) =>
    say`浏览器还没有这个 ${term.sid('ID')}，而且 ${flag('saveUninitialized', j)}${besides(j)}`,
  'cookie-rolling': (j) => say`${flag('rolling', j)}，所以每次响应都会发送${besides(j)}`,
  'cookie-expiry-moved': (j) => say`会话有变化，而它的 Cookie 有过期时间：浏览器需要新的日期${besides(j)}`,
  'cookie-withheld-uninitialized': (j) => say`会话是新的而且是空的，${flag('saveUninitialized', j)}`,
  'cookie-withheld-unmodified': (j) => say`${term.sid('sid')} 相同，${flag('rolling', j)}，没有修改`,
  'cookie-withheld-sent-once': (j) =>
    say`${term.sid('sid')} 相同，${flag('rolling', j)}，Cookie 又没有过期日期：浏览器手里的那个仍然有效`,
  'cookie-withheld-insecure': (j) =>
    say`Cookie 标有 ${code(term.secureCookie('Secure'))}，而这个请求走的是普通 http${besides(j)}`,

  'flask-null-session': () => say`应用没有 ${code(term.secret('SECRET_KEY'))}，无法${term.signature('签名')}`,
  'flask-cookie-modified': () =>
    say`有键被写入或移除，或者处理函数要求重新签名，所以对整个会话${term.signature('签名')}`,
  'flask-cookie-refreshed': (j) =>
    say`没有修改，但会话是${term.permanent('永久的')}，而且 ${flag('SESSION_REFRESH_EACH_REQUEST', j, 'refreshEachRequest')}`,
  'flask-cookie-withheld-unmodified': (j) =>
    j.inputs.isPermanent === true
      ? say`没有键被写入或移除，而且 ${flag('SESSION_REFRESH_EACH_REQUEST', j, 'refreshEachRequest')}`
      : say`没有键被写入或移除，会话也不是${term.permanent('永久的')}`,
  'flask-cookie-deleted': () => say`会话被修改，现在是空的，所以删除它的 Cookie`,
  'flask-cookie-withheld-empty': () => say`会话是空的，也没有修改：没有可发送的内容`,
};

/** The Story of one request: the lead in plain words, the picture's steps, and why it was decided so. */
export const story: StoryStrings = {
  tab: '过程',
  rules,

  /** Followed by a link to the entry. */
  origin: {
    set: (key, who) => say`${code(key)} 由 ${who} 写入，见`,
    removed: (key, who) => say`${code(key)} 已被 ${who} 移除，见`,
    edited: (key) => say`${code(key)} 在本窗口中被编辑，见`,
  },

  lead: {
    none: (who) => say`${who} 没有发来${term.cookie('会话 Cookie')}`,
    found: (who) =>
      say`${who} 的 ${term.cookie('Cookie')} ${good(term.signature('签名有效'))}，服务器据此找到了${term.session('会话')}`,
    foundData: (who) =>
      say`${who} 的 ${term.cookie('Cookie')} ${good(term.signature('签名有效'))}，服务器把${term.clientSide('其中的数据')}当作${term.session('会话')}`,
    borrowed: (who, owner) =>
      say`${who} 发来的是 ${alarm(`${owner} 的 Cookie`)}。${term.signature('签名有效')}，所以服务器把 ${who} 当成了 ${owner}`,
    malformed: (who, reason) => say`${who} 发来的${alarm(term.forged('不是有效的会话 Cookie'))}（${reason}）`,
    'bad-signature': (who) => say`${who} 的 ${term.cookie('Cookie')} ${alarm(term.forged('签名不符'))}`,
    'unknown-sid': (who) =>
      say`${who} 的 Cookie ${term.signature('签名有效')}，但${term.store('存储')}中${alarm(term.refused('没有这个会话'))}`,
    expired: (who, atMs) =>
      say`${who} 的 Cookie ${term.signature('签名有效')}，但它的${term.session('会话')}已于 ${dayAndTime(atMs)} ${alarm(term.expiry('过期'))}`,
    'from-the-future': (who, atMs) =>
      say`${who} 的 Cookie 的${term.signature('签名')}时间 ${dayAndTime(atMs)} ${alarm('还没有到')}`,
    'wrong-engine': (who, name) => say`${who} 只发来了 ${code(name)}，它属于另一个引擎，已忽略`,
    unchecked: (who) => say`${who} 的 Cookie ${term.signature('签名有效')}，但${alarm(term.store('无法访问存储'))}`,
    'not-observed': (who) => say`这个文件没有说明服务器如何处理 ${who} 的请求`,
    'not-verifiable': (who) => say`从外部看不到应用如何处理 ${who} 的请求`,
    noKey: () =>
      say`应用${alarm(term.secret('没有密钥'))}，既不能读取${term.session('会话')}，也不能${term.signature('签名')}`,

    and: (opening, deeds) => say`${opening}，并${deeds}。`,
    unused: (opening) => say`${opening}。${term.handler('处理函数')}没有用到它。`,
    unchanged: (opening) => say`${opening}。${term.handler('处理函数')}没有改动它。`,
    began: (opening) => say`${opening}，于是开始了一个新的空${term.session('会话')}。`,
    beganRefused: (opening) =>
      say`${opening}，于是服务器${term.refused('按没有 Cookie 处理')}：开始了一个新的空${term.session('会话')}。`,
    full: (opening) => say`${opening}。`,
    withoutSession: (opening) => say`${opening}，所以这个请求没有${term.session('会话')}。`,
    handler: (deeds) => say`${term.handler('处理函数')}${deeds}。`,
    handlerIdle: () => say`${term.handler('处理函数')}没有用到它。`,
    handlerUnchanged: () => say`${term.handler('处理函数')}没有改动它。`,
    noPage: () => say`站点没有这个地址的页面。`,

    deed: {
      read: (keys) => say`${term.get('读取了')} ${keys}`,
      missed: (keys) => say`${term.get('查找了')} ${keys}，但没有找到`,
      wrote: (keys) => say`${term.set('写入了')} ${keys}`,
      wroteSame: (keys) => say`再次${term.set('写入了')} ${keys}`,
      changed: (keys) => say`${term.set('更改了')} ${keys}`,
      removed: (keys) => say`${term.pop('移除了')} ${keys}`,
      removedNone: (keys) => say`试图${term.pop('移除')} ${keys}，但它本来就没有`,
      listed: () => say`${term.get('读取了')}所有键`,
      cleared: () => say`${term.pop('移除了')}所有键`,
      regenerated: () => say`给它${strong(term.regenerate('换新会话 ID'))}`,
      signedAgain: () => say`让它${strong(term.signature('重新签名'))}`,
      destroyed: () => say`${strong(term.destroy('销毁了'))}它`,
      more: (n) => say`又做了 ${count(n)} 件事`,
    },
    deedBetween: '，',
    keyBetween: '、',
    moreKeys: (n) => say`等另外 ${count(n)} 个`,
    deedLast: '，并',
    sentenceBetween: '',

    aborted: (who) => say`响应发出之前，${alarm(`${who} 已经离开`)}。`,
    cutOff: (who) => say`响应还没有发完，${alarm(`${who} 就离开了`)}。`,
    threw: (status) => say`随后处理函数${alarm('出错')}，所以响应是 ${status}。`,
    notSaved: (status, message) =>
      say`客户端收到了 ${status}，但会话${alarm('没有保存')}：${message}。更改的内容丢失了。`,
    notDeleted: (says) => say`页面上写着“${says}”，但去掉的只是这个键：${strong('会话还在')}。`,
    destroyed: () =>
      say`它的会话记录已从${term.store('存储')}中删除。浏览器仍持有 Cookie，但它现在${strong('什么也不指向')}。`,
    destroyedNew: () => say`它从未存入存储，所以什么也没有留下，也${strong(term.setCookie('没有发送 Cookie'))}。`,
    unset: () => say`会话被拿走了，所以${strong(term.setCookie('没有发送 Cookie'))}。`,
    renewed: () =>
      say`同样的数据保存在新 ${term.sid('ID')} 之下：${strong(term.setCookie('发送了新的 Cookie'))}，旧的现在毫无用处。`,
    renewedOther: () =>
      say`会话换了新 ${term.sid('ID')}，数据也不同：${strong(term.setCookie('发送了新的 Cookie'))}，旧的现在毫无用处。`,
    insecure: () =>
      say`Cookie 标有 ${code(term.secureCookie('Secure'))}，而这次走的是普通 http，所以${alarm('没有发出')}：浏览器再也找不到这个会话。`,
    silent: (keys) => say`${keys} 的内部有改动，但没有被察觉：没有发送 Cookie，${alarm('改动丢失了')}。`,
    notKept: (who, reason) => say`${alarm(`${who} 的浏览器没有保留它。`)}${reason}`,
    sameValue: () => say`值没有变化，所以${strong(term.setCookie('没有发送新的 Cookie'))}。`,
    ending: {
      'cookie-new-modified': () =>
        say`于是会话被${term.store('保存')}，并${strong(term.setCookie('发送了带有其 ID 的 Cookie'))}。`,
      'cookie-new-uninitialized': () =>
        say`${code(term.saveUninitialized('saveUninitialized'))} 已开启，所以连空会话也被保存，并${strong(term.setCookie('发送了 Cookie'))}。`,
      'cookie-rolling': () =>
        say`${code(term.rolling('rolling'))} 已开启，所以和每次响应一样，${strong(term.setCookie('再次发送了 Cookie'))}。`,
      'cookie-expiry-moved': () =>
        say`更改已${term.store('保存')}，并${strong(term.setCookie('再次发送了 Cookie'))}，带有新的过期时间。`,
      'cookie-withheld-uninitialized': () =>
        say`没有存入任何内容，所以它随即被丢弃，${strong(term.setCookie('没有发送 Cookie'))}。`,
      'cookie-withheld-unmodified': () => say`没有变化，所以${strong(term.setCookie('没有发送新的 Cookie'))}。`,
      'cookie-withheld-sent-once': () =>
        say`更改已${term.store('保存')}。Cookie 中只有 ${term.sid('ID')}，而 ID 没有变，所以${strong(term.setCookie('没有发送新的 Cookie'))}。`,
      'flask-null-session': () => say`${strong(term.setCookie('没有发送 Cookie'))}。`,
      'flask-cookie-modified': () =>
        say`于是对整个会话${term.signature('签名')}，${strong(term.setCookie('作为新的 Cookie 发送'))}。`,
      'flask-cookie-refreshed': () =>
        say`没有变化，但${term.permanent('永久会话')}每次响应都会${strong(term.setCookie('重新发送'))}。`,
      'flask-cookie-withheld-unmodified': () =>
        say`没有变化，所以${strong(term.setCookie('没有发送 Cookie'))}：浏览器继续用手里的那个。`,
      'flask-cookie-deleted': () => say`会话现在是空的，所以让浏览器${strong(term.setCookie('删除它的 Cookie'))}。`,
      'flask-cookie-withheld-empty': () => say`没有要保存的内容，所以${strong(term.setCookie('没有发送 Cookie'))}。`,
    },
  },

  picture: '发生了什么，逐步来看',
  pictureHint: '方向键在步骤之间移动；Enter 完整显示较长的步骤。',
  meaningHint: '点击查看这个词的含义。',
  ms: 'ms',
  atMs: (ms) => `${ms} ms 时，`,
  browserOf: (who) => `${who} 的浏览器`,
  server: '服务器',
  store: '存储',
  path: (from, to) => `${from} 到 ${to}：`,
  place: (at) => `${at}：`,
  showAll: (n) => `显示全部 ${count(n)} 步`,

  step: {
    request: (target, hasCookie) =>
      hasCookie ? say`${code(target)} + Cookie` : say`${code(target)}，${strong('没有 Cookie')}`,
    genuine: (secret) => say`✓ 签名有效，密钥 ${count(secret)}`,
    refused: (reason) => say`✕ ${reason}`,
    noCookie: () => say`没有 Cookie 可检查`,
    otherEngine: (name) => say`${code(name)} 属于另一个引擎：已忽略`,
    fromCookie: (data) => say`来自 Cookie：${code(data)}`,
    call: (op, sid, took) => say`${op} ${code(sid)} · ${took}`,
    microseconds: (n) => `${count(n)} µs`,
    waited: (ms) => `${ms} ms`,
    callFailed: (op, message) => say`✕ ${op} 失败：${message}`,
    loaded: (data) => say`${code(data)}`,
    notFound: () => say`没有这个会话`,
    expiredRow: (atMs) => say`已于 ${dayAndTime(atMs)} 过期`,
    failed: (message) => say`✕ ${message}`,
    began: () => say`一个新的空会话`,
    forgotten: () => say`新会话被丢弃`,
    read: (mark, key, value) => say`${mark} get ${key} → ${code(value)}`,
    missed: (mark, key) => say`${mark} get ${key}：没有`,
    wrote: (mark, key, value) => say`${mark} set ${key} = ${code(value)}`,
    wroteSame: (mark, key) => say`${mark} set ${key}：值相同`,
    popped: (mark, key, value) => say`${mark} pop ${key} → ${code(value)}`,
    poppedNone: (mark, key) => say`${mark} pop ${key}：本来就没有`,
    listed: (mark) => say`${mark} 读取所有键`,
    cleared: (mark) => say`${mark} 移除所有键`,
    regenerated: (mark, sid) => (sid === null ? say`${mark} 重新签名` : say`${mark} 新 ID ${code(sid)}`),
    destroyed: (mark) => say`${mark} 会话已销毁`,
    handlerFailed: (message) => say`✕ 处理函数出错：${message}`,
    sessionFailed: (message) => say`✕ ${message}`,
    answer: (status) => say`${status}`,
    answerCookie: (status) => say`${status}，${strong('Set-Cookie')}`,
    answerDeletes: (status) => say`${status}，${strong('Set-Cookie 删除它')}`,
    answerBare: (status) => say`${status}，${strong('没有 Set-Cookie')}`,
    left: (who) => say`✕ ${who} 已离开`,
    refusesCookie: () => say`✕ 拒收这个 Cookie`,
    holds: (data) => say`现在持有 ${code(data)}`,
    holdsNone: () => say`Cookie 已删除`,
  },
  valueCut: (text, length) => `${text}…（共 ${count(length)} 个字符；“会话”标签页完整显示）`,

  why: '为什么',
  whyColumns: { answer: '回答', question: '问题', rule: '规则' },
  noDecision: '这个请求没有会话引擎参与。',
  question: {
    created: '创建了吗？',
    saved: '保存了吗？',
    touched: '续期了吗？',
    destroyed: '销毁了吗？',
    'set-cookie': '发送 Set-Cookie 吗？',
  },
  yes: '是',
  no: '否',
  sent: '已发送',
  withheld: '未发送',
  inputs: '显示判断依据',
  ruleName: '规则',
};

const flag = (option: string, { inputs }: Judgment, input = option): Phrase =>
  say`${optionName(option)} 已${inputs[input] === true ? '开启' : '关闭'}`;

/** An additional remark on the rule that sent or withheld a cookie. Empty for most rules. */
const besides = ({ inputs }: Judgment): Phrase => {
  const { optionsOfSession, forwardedProto } = inputs;
  const options =
    typeof optionsOfSession === 'string'
      ? say`。${code(optionsOfSession)} 用的是这个会话自己的值：express-session 把 Cookie 的选项保存在会话里，更改只对新会话生效`
      : [];
  const proxy =
    typeof forwardedProto === 'string'
      ? say`。请求带有 ${code(`X-Forwarded-Proto: ${forwardedProto}`)}，但不算数，因为应用没有信任代理（${code('trust proxy')}）`
      : [];
  return [...options, ...proxy];
};

/** The card of the cookies that were expected with a request. */
export const expectedCard: ExpectedCardStrings = {
  title: '应当携带的 Cookie',
  columns: { name: '名称', came: '是否携带', why: '原因' },
  came: '是',
  missing: '否',
  setBy: (row) => say`由 ${rowRef(row)} 设置`,
  setBefore: () => say`日志中没有哪一行为这个客户端设置过它`,
  unexpected: '意料之外',
  differs: '客户端的行为与浏览器规则不同',
  ofOtherSites: (n) => `另有 ${count(n)} 个属于其他站点`,
};
