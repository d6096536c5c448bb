import type { CompareStrings } from '../en/compare.ts';

/** Two requests, or two sessions, side by side. */
export const compare: CompareStrings = {
  requestsTitle: '比较两个请求',
  requestsLead: '不同之处已标出。不比较时刻与耗时。',
  sessionsTitle: '比较两个会话',
  sessionsLead: '以存储中现在的内容为准。',
  onlyDifferences: '只看不同',
  sides: ['A', 'B'] as const,
  swap: '交换 A 与 B',
  same: '相同',
  different: '不同',
  nothing: '两边都没有',
  differ: (n, all) => (n === 0 ? '两者没有不同。' : `${all} 个部分中有 ${n} 个不同。`),
  noCookie: '没有携带 Cookie',
  untilClosed: '浏览器关闭时',

  requestParts: {
    request: '请求行',
    headers: '请求标头',
    cookies: 'Cookie（按组成部分）',
    decision: '决定',
    session: '之后的会话',
    store: '存储调用',
    response: '响应',
  },
  sessionParts: { data: '数据', life: '寿命', owners: '归属', cookie: 'Cookie', size: '大小' },
  fields: {
    actor: '发送者',
    engine: '引擎',
    method: '方法',
    path: '路径',
    query: '查询',
    httpVersion: 'HTTP 版本',
    status: '状态码',
    verdict: 'Cookie',
    created: '创建于',
    used: '上次使用',
    expires: '存储中到期',
    cookieExpires: 'Cookie 结束',
    bytes: '字节数',
  },

  markSession: '将此会话与另一个比较',
};
