import type { Strings } from '../en.ts';

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
