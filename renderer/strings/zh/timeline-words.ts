import type { CookieEndStrings, TimelineWords } from '../en/timeline-words.ts';
import { code, rowRef, say } from '../text/phrase.ts';
import { count, duration, timeOfDay } from './words.ts';

/** The words of the timeline that come with it, and not with the window. */
export const timelineWords: TimelineWords = {
  hiddenLanes: (n) => `还有 ${count(n)} 行`,
  showHidden: '加高时间线，显示全部',
  scrollToHidden: '滚动时间线查看',
  zoomIn: '放大',
  zoomOut: '缩小',
  wholeLog: '显示全部日志',
  filterTo: '筛选到这一段',
  asList: '以列表显示',
  backToNow: '回到现在',
  lastRequest: (agoMs) => `上一个请求在 ${duration(agoMs, 1)}前`,
  empty: '每个会话在这里占一行，从第一个请求到结束。',
  emptyPaused: '记录已暂停，所以这里不会出现新内容。',
  loading: '正在加载更早的请求…',
  tooMany: (n) => `约 ${count(n)} 个请求：放大后可逐个查看`,
  shapeCount: {
    set: (n) => `写入 ${count(n)} 次`,
    get: (n) => `读取 ${count(n)} 次`,
    pop: (n) => `移除 ${count(n)} 次`,
    rejected: (n) => `拒绝 ${count(n)} 次`,
    regenerated: (n) => `换新会话 ID ${count(n)} 次`,
    destroyed: (n) => `销毁 ${count(n)} 次`,
    edited: (n) => `在本窗口编辑 ${count(n)} 次`,
    listed: (n) => `列出 ${count(n)} 次`,
    cleared: (n) => `清空 ${count(n)} 次`,
    unused: (n) => `没有用到会话 ${count(n)} 次`,
  },
  plot: '时间线上的标记',
  plotHint:
    '左右键在同一会话的请求之间移动，上下键在会话之间移动，Home 和 End 到第一个和最后一个。回车打开请求。' +
    '加号和减号缩放，0 回到现在，Page Up 和 Page Down 前后移动时间。',
  summary: (sessions, marks, fromMs, toMs) =>
    `${timeOfDay(fromMs)} 到 ${timeOfDay(toMs)} 之间有 ${count(sessions)} 个会话、${count(marks)} 个请求。`,
  lane: {
    session: (sid, who) => `会话 ${sid}，${who}`,
    cookie: (who) => `${who} 的 Cookie`,
    none: '没有会话的请求',
    life: (from, to) => `${from} 到 ${to}`,
    before: '更早',
    expires: (inMs) => `现在，${duration(inMs, 1)}后过期`,
    goesOn: '现在',
    destroyed: (at) => `${at}，已销毁`,
    deleted: (at) => `${at}，Cookie 已删除`,
    ended: (at) => `${at}，未保留`,
    closed: (at) => `${at}，浏览器已关闭`,
    expired: (at) => `${at}，已过期`,
    regenerated: (at) => `${at}，换了新 ID`,
    unknown: (at) => `${at} 之后`,
    bornFrom: (sid) => `接替 ${sid}`,
    requests: (n) => `${count(n)} 个请求`,
    showRequests: (n) => `显示 ${count(n)} 个请求`,
  },
};

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
