import type { RecordingFactsStrings } from '../en/recording-facts.ts';
import { bytes, count, dayAndTime } from './words.ts';

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
  skipped: (n) => `略过 ${count(n)} 处`,
  skippedLead: '这些内容无法读取，其余的都已显示。',
  skippedReasons: (reasons) => `${reasons.join('，')}。`,
  skippedReason: (why, n) => `${why}（${count(n)} 处）`,
  skippedMore: (n) => `以及另外 ${count(n)} 处`,
  skippedAt: (line, why, detail) => `第 ${count(line)} 行：${why}${detail === '' ? '' : `（${detail}）`}`,
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
  },

  notUnderstood: (n) => `${count(n)} 个值无法识别`,
  notUnderstoodLead: '相应的请求仍会显示，只是不含这些值。',
  made: '由列表生成的 Cookie 标头',
  madeLead: '文件只列出了 Cookie，没有对应的标头行。显示的标头行根据这些列表生成。',
  part: (member, how, line) => `${member}：${how}（首次出现在第 ${count(line)} 行）`,
  partHow: {
    'left-out': (n) => `略过 ${count(n)} 项，因为缺少名称或值，或类型不符`,
    unknown: (n) => `${count(n)} 个值类型不符，显示为未知或空`,
    'only-listed': (n) => `列表中有 ${count(n)} 项未显示：标头行或地址中没有`,
    made: (n) => `${count(n)} 个请求`,
  },
};
