import type { Strings } from '../en.ts';
import { count } from './words.ts';

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
