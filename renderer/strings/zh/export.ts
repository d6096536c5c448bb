import type { ExportStrings, RecordingFactsStrings, ReportStrings } from '../en/export.ts';
import { bytes, count, dayAndTime, duration } from './words.ts';

/** The export dialog. */
export const exporting: ExportStrings = {
  title: '导出',
  lead: '把日志的一部分或全部存成本机上的一个文件。',

  what: '内容',
  scopes: { all: '整个日志', filter: '筛选的结果', session: '一个会话' },
  scopeWhy: {
    all: '记录下来并仍保留着的一切。',
    filter: (filter) => filter,
    session: '带着它进来或离开的每个请求，以及每次编辑。',
  },
  noFilter: '没有生效的筛选。可在实时视图的表格上方输入。',
  noSessions: '还没有会话。请先按 Alice 的 Set 按钮。',
  noSids: '当前是客户端引擎：会话没有 ID。请改为按角色筛选，例如 actor:alice。',
  session: '会话',
  sessionName: (sid, who) => (who === null ? sid : `${sid} · ${who}`),

  format: '格式',
  formats: {
    ndjson: { name: 'NDJSON', why: '每条记录完整保留，每行一个 JSON 对象。适合脚本处理。' },
    csv: {
      name: 'CSV',
      why: '每个请求一行，只含主要的列。适合电子表格：超出电子表格上限的单元格会截断并注明，完整内容见 NDJSON。',
    },
    har: { name: 'HAR', why: '浏览器工具和代理能读的请求与响应。' },
    report: { name: '报告', why: '用文字讲述经过的一个页面。可阅读、打印或上交。' },
  },
  secrets: '原样包含机密内容',
  secretsOff:
    '会话 ID、Cookie、签名、令牌和密码会换成化名：在这个文件里始终一致，换个文件就不同。所用的密钥随即丢弃。其余会话数据原样保留：键名，以及从名称和形式都看不出是机密的值。',
  secretsOn: '拿到这个文件的人可以接管其中的每个会话。请勿外传，用完即删。',

  preview: '文件的开头',
  previewLoading: '正在查看…',
  previewRest: (n) => `… 还有 ${count(n)} 个字符`,
  previewMore: '… 以下省略',
  entries: (n, isExact) => `${isExact ? '' : '约 '}${count(n)} 条`,
  size: (n) => `约 ${bytes(n)}`,
  emptyLog: '日志是空的。按一下 Alice 的 Set 按钮，就有内容可导出了。',
  nothingFound: '日志中没有符合这个筛选的内容。',
  nothingOfSession: '日志里没有这个会话的内容：可能已被清空，或没有记录。',
  noPreview: '检查器没有回应。它还在运行吗？请重新选择再试一次。',

  save: '保存',
  saveRaw: '连同机密一起保存',
  cancel: '取消',
  close: '关闭',
  another: '再导出一个',
  preparing: '正在准备…',

  running: (fileName) => `正在保存 ${fileName}`,
  waiting: '正在等待选择保存的位置…',
  done: {
    collecting: (n, total) => `正在查找机密内容：${count(n)} 条，共约 ${count(total)} 条`,
    writing: (n, total) => `${count(n)} 条，共约 ${count(total)} 条`,
  },
  progress: '进度',
  stop: '取消导出',
  finished: (fileName) => `${fileName} 已保存`,
  finishedEntries: (n) => `其中有 ${count(n)} 条。`,
  replacedInPlaceOnly: (n) => `日志中的机密过多：有 ${count(n)} 个只在存放机密的位置替换为化名，没有在其他文本中查找。`,
  inDownloads: '它在浏览器存放下载文件的地方。',
  isRaw: '其中有完整的机密内容：用完请删除。',
  cancelled: '已取消',
  cancelledWhy: '没有保存有用的内容。浏览器可能留下的部分文件可以删除。',
  failed: (fileName) => `${fileName} 未能保存`,
  failedWhy: '磁盘还有空间吗？有写入权限吗？确认后请重新导出。终端里有详细信息。',
};

/** The report page with the story of a session, and the form in front of it. */
export const report: ReportStrings = {
  titleField: '标题',
  authorField: '你的名字',
  heading: '页面开头写什么',
  holds: '页面包含',
  contents: [
    '一张图：谁在何时发了什么',
    '按顺序用文字讲述每个请求',
    '每个请求之前和之后的会话',
    'Cookie，以及每个决定背后的规则',
    '引擎、它的选项和词汇表',
  ],
  alone: '一个 HTML 文件：不加载任何东西，不运行脚本，适合打印。',
  newestOnly: (n) => `只讲述最新的 ${count(n)} 条。`,

  titleOfSession: '一个会话的过程',
  titleOfLog: '这些会话经历了什么',
  by: '作者：',
  lead: (requests, ms, senders) =>
    `${count(senders)} 个发送者的 ${count(requests)} 个请求${ms >= 1000 ? `，历时 ${duration(ms)}` : ''}，由 Session Inspector 记录。`,
  newest: (shown, total) => `共 ${count(total)} 条，这里是最新的 ${count(shown)} 条。`,
  facts: {
    title: '概要',
    session: '会话 ID',
    owner: '发给',
    senders: '发送者',
    when: '时间',
    fromTo: (fromMs, toMs) =>
      toMs - fromMs < 1000 ? dayAndTime(fromMs) : `${dayAndTime(fromMs)}，历时 ${duration(toMs - fromMs)}`,
    cookie: 'Cookie 名',
    predicted: '对 Cookie 的预测',
    differences: (n, all) => `${count(all)} 个预测中有 ${count(n)} 个与实际不同`,
    kept: '数据保存在哪里',
  },
  timeUnknown: '时间未知',
  glance: '一览',
  timeline: (entries, senders) => `时间线：${count(senders)} 个发送者的 ${count(entries)} 条记录，下面逐条讲述`,
  otherEntry: '备注',
  number: (id) => `#${id}`,
  happened: '经过',
  session: '会话的变化',
  unchanged: '没有变化：',
  empty: '没有键',
  cookie: 'Cookie 的往来',
  came: '携带的',
  sent: '发回的',
  options: '引擎的选项',
  optionsNow: '以制作本页时的设置为准。',
  optionColumns: { option: '选项', value: '值', meaning: '作用' },
  words: '文中用语',
  pseudonymNote:
    '会话 ID、Cookie 和签名都换成了化名，例如以“sid:”开头的短名。同一个化名在本页各处代表同一个值，用它无法接管任何会话。',
  rawNote: '本页含有完整的会话 ID 和 Cookie：拿到它的人可以接管仍然有效的会话。',
  madeWith: (product, atMs) => `由 ${product} 制作，${dayAndTime(atMs)}。`,
};

/** The facts above an opened file: its origin and its reliability. */
export const recordingFacts: RecordingFactsStrings = {
  strip: '正在查看的文件',
  back: '返回实时日志',
  requests: (n) => `${count(n)} 个请求`,
  others: (n) => `${count(n)} 条其他条目`,
  size: (n) => bytes(n),
  writtenBy: (program) => `由 ${program} 写入`,
  exportedAt: (atMs) => `导出于 ${dayAndTime(atMs)}`,
  secrets: {
    pseudonyms: '已脱敏',
    whole: '含有机密',
    'no-cookies': '其中没有 Cookie',
    'not-told': 'Cookie 原样保留',
  },
  secretsWhy: {
    pseudonyms: '每个会话 ID、Cookie 和凭据都换成了化名。相同的值仍换成相同的化名，但任何签名都无法验证。',
    whole: '会话 ID、Cookie 和凭据都是原样。谁拿到这个文件，谁就能接管其中的会话。',
    'no-cookies':
      '其中没有 Cookie 和 Set-Cookie 头：保存前已脱敏，或者本来就没有发送。因此看不出会话，也无法验证任何内容。',
    'not-told': '其中有 Cookie，但没有说明保存前是否改动过。没有人验证过它们：关于会话的内容只是 Cookie 自己的说法。',
  },
  signatures: '签名',
  secretName: '应用的密钥',
  verify: '验证所有 Cookie',
  secretsGiven: (n) => `已给出 ${count(n)} 个密钥：每个请求都会说明其 Cookie 是否匹配。`,
  secretsStay:
    '给出应用的密钥后，文件中所有已签名的 Cookie 都会得到验证。密钥只保存在内存中，不会写入任何导出文件。密钥列表在“Cookie”视图中。',
  notObserved: '客户端所见',
  notObservedWhy: '这个文件来自浏览器或代理，没有说明服务器做了什么：没有过程、服务器上的会话数据和存储操作。',
  skipped: (n) => `${count(n)} 个条目无法读取`,
  rest: '文件的其余部分缺失',
  restUnknown: '其余部分有多少条目未知。',
  skippedLead: '其余的都已显示。',
  skippedReasons: (reasons) => `${reasons.join('，')}。`,
  skippedReason: (why, n) => `${why}（${count(n)} 处）`,
  skippedMore: (n) => `以及另外 ${count(n)} 处`,
  skippedAt: (place, why, detail) => `${place}：${why}${detail === '' ? '' : `（${detail}）`}`,
  skippedRestAt: (line, entry) =>
    entry === undefined ? `第 ${count(line)} 行` : `第 ${count(line)} 行，第 ${count(entry)} 个条目之后`,
  skippedEntryAt: (line, entry) =>
    entry === undefined ? `第 ${count(line)} 行` : `第 ${count(entry)} 个条目，第 ${count(line)} 行`,
  skippedWhy: {
    'not-json': '不是 JSON',
    'not-utf8': '不是 UTF-8',
    'not-an-entry': '不是日志条目',
    'too-large': '大于 32 MB',
    'too-deep': '嵌套过深',
    'duplicate-id': '前面已有相同编号的条目',
    'too-many': '超过两百万条，之后的不再显示',
    'cut-off': '文件在中途结束，像是被截断了',
    'broken-off': '从这里起不是 JSON，后面的内容没有读取',
    'second-document': '后面还有第二个 JSON 文档，没有读取',
  },

  notUnderstood: (n) => `${count(n)} 个值无法识别`,
  notUnderstoodLead: '相应的请求仍会显示，只是不含这些值。',
  made: '由列表生成的 Cookie 标头',
  madeLead: '文件只列出了 Cookie，没有对应的标头行。显示的标头行根据这些列表生成。',
  otherForm: '缺失或写法特殊的值',
  otherFormLead: '缺失的值显示为未知，其余的已读取。',
  part: (member, how, line, entry) =>
    `${member}：${how}（首次出现在${entry === undefined ? '' : `第 ${count(entry)} 个条目，`}第 ${count(line)} 行）`,
  partHow: {
    'left-out': (n) => `略过 ${count(n)} 项，因为缺少名称或值，或类型不符`,
    unknown: (n) => `${count(n)} 个值类型不符或不可能，显示为未知或空`,
    'only-listed': (n) => `列表中有 ${count(n)} 项未显示：标头行或地址中没有`,
    made: (n) => `${count(n)} 个请求`,
    missing: (n) => `${count(n)} 个条目中缺失`,
    repeated: (n) => `同一对象中重复出现（${count(n)} 处），显示最后一个`,
    'other-form': (n) => `${count(n)} 个条目中写成了对象或文本，而不是列表`,
  },
};
