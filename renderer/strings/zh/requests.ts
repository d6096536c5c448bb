import type { DraftProblem } from '../../model/request-draft.ts';
import type { Strings } from '../en.ts';
import { count } from './words.ts';

const problems: Record<DraftProblem['code'], string> = {
  method: '方法只能由大写字母组成，并且不能是 CONNECT。',
  'target-empty': '请输入路径，例如 /getsession。',
  'target-characters': '只能使用可见的 ASCII 字符：空格写作 %20，其他字符也要编码。',
  'no-colon': '名称与值之间没有冒号。',
  'header-name': '标头名称只能包含字母、数字和 -。',
  'header-value': '标头的值只能是 Latin-1 的可打印字符，这样它就不会变成另一行。',
  framing: '这一行由正文决定，会自动写入。',
  'cookie-line': 'Cookie 在下方有单独的字段。',
  'cookie-characters': '只能是一行 Latin-1 的可打印字符。',
  'too-long': '太长，无法发送。',
};

/** What can be done with a recorded request: send again, edit, copy, pin. */
export const requests: Strings['requests'] = {
  tools: '此请求的工具',
  pin: '置顶',
  unpin: '取消置顶',
  resend: '原样重新发送',
  resentFrom: (id) => `由 #${id} 重新发送`,
  resentFromLink: (id) => `显示请求 #${id}，本请求由它而来`,

  languages: { curl: 'curl', fetch: 'fetch', python: 'Python' },
  copyNote: {
    'method-unknown': '文件里没有这个请求的方法，这里使用最常见的方法。',
    'body-unknown': '其中没有正文：日志不保存正文。',
    'session-cookie': '其中含有会话 Cookie：谁拿到它，谁就拥有这个会话。',
    'target-tidied': '路径会被整理后再发送：这个程序不会原样发送它。',
    'lines-joined': '同名的标头行被合并为一行。',
    'not-in-a-page': '供 Node 使用，Node 会自行添加一些标头。在网页中，发送的是网页自己的 Cookie，而不是这些。',
    refused: 'fetch 不允许使用这个方法。',
  },
  copied: (language) => `已复制为 ${language}。`,
  sentenceBetween: '',
  sent: (id, status) => `已作为请求 #${id} 发送，响应为 ${status}。`,
  sentUnrecorded: (status) => `已发送，响应为 ${status}。记录已暂停，因此它不在日志中。`,
  notPinned: {
    'not-found': '这个请求已不在日志中，因此无法置顶。',
    'too-many': '最多置顶 50 个请求。请先取消一个。',
    'too-large': '置顶的请求总大小已到上限。请先取消一个。',
  },

  pinned: '置顶的请求',
  pinnedCount: (n) => `置顶（${count(n)}）`,
  pinnedWhy: '它们一直留在这里，清空日志后也在，直到您取消置顶。',
  unpinThis: (id) => `取消置顶请求 #${id}`,

  editTitle: (id) => `编辑请求 #${id} 并发送`,
  composeTitle: '编写请求',
  editLead: '每一行都按这里的样子，通过真实连接发送给站点，绝不会发往别处。',
  sender: '发送者',
  senderOutside: '外部程序',
  method: '方法',
  target: '路径与查询',
  headers: '标头',
  headersHint: '每行一个“名称: 值”，按发送的顺序。',
  cookies: 'Cookie',
  cookiesAsSent: '与原来相同',
  cookiesWritten: '在此填写',
  cookiesOfJar: (name) => `${name} 现在的 Cookie`,
  cookiesNone: '无',
  cookieLine: 'Cookie 行',
  cookieHint: '“名称=值”，之间用“; ”隔开。',
  body: '正文',
  bodyHint: '以 UTF-8 发送，长度会自动添加。',
  bodyUntyped: '没有 Content-Type，站点不会把它当作 JSON 读取。',
  bodyWas: {
    rebuilt: '日志不保存正文。这里的正文由当时设置的值重新生成，长度与原来相同。',
    unknown: '这个请求带有正文，但日志不保存正文：请在此填写。',
  },
  addJsonType: '添加 Content-Type: application/json',
  cancel: '取消',
  send: '发送',
  sending: '正在发送…',
  problem: ({ code, line }) => (line === undefined ? problems[code] : `第 ${line} 行：${problems[code]}`),
};
