import type { CookieEndStrings } from '../en/cookie-ends.ts';
import { code, rowRef, say } from '../text/phrase.ts';

/** The ends of cookies on the timeline. */
export const cookieEnds: CookieEndStrings = {
  shape: 'Cookie 失效',
  words: {
    expired: 'Cookie 过期',
    deleted: 'Cookie 被删除',
    refused: 'Cookie 被拒绝',
    replaced: 'Cookie 被替换',
    evicted: 'Cookie 被清除',
  },
  told: (at, name, reason) => say`${at}，Cookie ${code(name)} 失效：${reason}`,
  opens: (row) => say`按 Enter 打开 ${rowRef(row)}。`,
  lost: (at) => `${at}，Cookie 已失效`,
};
