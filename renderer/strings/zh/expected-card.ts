import type { ExpectedCardStrings } from '../en/expected-card.ts';
import { rowRef, say } from '../text/phrase.ts';
import { count } from './words.ts';

/** The card of the cookies that were expected with a request. */
export const expectedCard: ExpectedCardStrings = {
  title: '应当携带的 Cookie',
  columns: { name: '名称', came: '是否携带', why: '原因' },
  came: '是',
  missing: '否',
  setBy: (row) => say`由 ${rowRef(row)} 设置`,
  setBefore: () => say`日志中没有哪一行设置过它`,
  unexpected: '意料之外',
  differs: '客户端的行为与浏览器规则不同',
  ofOtherSites: (n) => `另有 ${count(n)} 个属于其他站点`,
};
