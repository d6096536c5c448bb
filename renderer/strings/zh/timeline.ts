import type { Strings } from '../en.ts';
import { count, timeOfDay } from './words.ts';

/** The timeline: lanes of sessions, their lives, and the requests that made them. */
export const timeline: Strings['timeline'] = {
  title: '时间线',
  axisLocale: 'zh-CN',
  key: '图例',
  shapes: {
    set: '写入',
    get: '读取',
    pop: '移除',
    rejected: '被拒绝或出错',
    regenerated: '换新会话 ID',
    destroyed: '销毁',
    edited: '在此编辑',
    listed: '列出',
    cleared: '清空',
    unused: '没有用到会话',
  },
  /** The same words for a file of another program, which does not show whether a session continued. */
  seenShapes: { rejected: '出错', unused: '请求' },
  collapse: '隐藏时间线',
  expand: '显示时间线',
  resize: '时间线的高度',
  paused: '未记录',
  now: '现在',
  noSession: '无会话',
  inCookie: 'Cookie',
  unknownActor: '未知',

  destroyed: '已销毁',
  deleted: 'Cookie 已删除',
  ended: '未保留',
  closed: '浏览器已关闭',
  expired: '已过期',
  gone: '已不在',
  becomes: (sid) => `→ ${sid}`,
  gap: '日志不完整',

  mark: (atMs, who, what) => `${atMs === null ? '时间未知' : timeOfDay(atMs)}，${who}：${what}`,
  window: '本窗口',
  list: '时间线上的会话列表',
  more: (n) => `还有 ${count(n)} 个`,
};
