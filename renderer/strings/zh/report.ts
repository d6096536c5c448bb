import type { ReportStrings } from '../en/report.ts';
import { count, dayAndTime, duration } from './words.ts';

/** The report page with the story of a session, and the form in front of it. */
export const report: ReportStrings = {
  titleField: '标题',
  authorField: '你的名字',
  heading: '页面开头写什么',
  holds: '页面包含',
  contents: [
    '一张图：谁在何时发了什么',
    '按顺序用文字讲述每个请求',
    '每个请求之前和之后的会话',
    'Cookie，以及每个决定背后的规则',
    '引擎、它的选项和词汇表',
  ],
  alone: '一个 HTML 文件：不加载任何东西，不运行脚本，适合打印。',
  newestOnly: (n) => `只讲述最新的 ${count(n)} 条。`,

  titleOfSession: '一个会话的过程',
  titleOfLog: '这些会话经历了什么',
  by: '作者：',
  lead: (requests, ms, senders) =>
    `${count(senders)} 个发送者的 ${count(requests)} 个请求${ms >= 1000 ? `，历时 ${duration(ms)}` : ''}，由 Session Inspector 记录。`,
  newest: (shown, total) => `共 ${count(total)} 条，这里是最新的 ${count(shown)} 条。`,
  facts: {
    title: '概要',
    session: '会话 ID',
    owner: '发给',
    senders: '发送者',
    when: '时间',
    fromTo: (fromMs, toMs) =>
      toMs - fromMs < 1000 ? dayAndTime(fromMs) : `${dayAndTime(fromMs)}，历时 ${duration(toMs - fromMs)}`,
    cookie: 'Cookie 名',
    predicted: '对 Cookie 的预测',
    differences: (n, all) => `${count(all)} 个预测中有 ${count(n)} 个与实际不同`,
    kept: '数据保存在哪里',
  },
  glance: '一览',
  timeline: (entries, senders) => `时间线：${count(senders)} 个发送者的 ${count(entries)} 条记录，下面逐条讲述`,
  otherEntry: '备注',
  number: (id) => `#${id}`,
  happened: '经过',
  session: '会话的变化',
  unchanged: '没有变化：',
  empty: '没有键',
  cookie: 'Cookie 的往来',
  came: '携带的',
  sent: '发回的',
  options: '引擎的选项',
  optionsNow: '以制作本页时的设置为准。',
  optionColumns: { option: '选项', value: '值', meaning: '作用' },
  words: '文中用语',
  pseudonymNote:
    '会话 ID、Cookie 和签名都换成了化名，例如以“sid:”开头的短名。同一个化名在本页各处代表同一个值，用它无法接管任何会话。',
  rawNote: '本页含有完整的会话 ID 和 Cookie：拿到它的人可以接管仍然有效的会话。',
  madeWith: (product, atMs) => `由 ${product} 制作，${dayAndTime(atMs)}。`,
};
