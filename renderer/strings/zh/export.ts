import type { ExportStrings } from '../en/export.ts';
import { bytes, count } from './words.ts';

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
