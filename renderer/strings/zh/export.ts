import type { Strings } from '../en.ts';

/** The export dialog. */
export const exporting: Strings['exporting'] = {
  title: '导出',
  lead: '整个日志，存成一个文件。',
  format: '格式',
  formats: {
    ndjson: { name: 'NDJSON', why: '每条记录完整保留，每行一个 JSON 对象。适合脚本处理。' },
    csv: { name: 'CSV', why: '每个请求一行，只含主要的列。适合电子表格。' },
    har: { name: 'HAR', why: '浏览器工具和代理能读的请求与响应。' },
  },
  secrets: '原样包含机密内容',
  secretsOff: '会话 ID、Cookie 和签名都会被替换；原本相同的仍然对得上。',
  secretsOn: '拿到这个文件的人可以接管其中的每个会话。请勿外传，用完即删。',
  save: '保存',
  cancel: '取消',
  saving: '正在准备…',
};
