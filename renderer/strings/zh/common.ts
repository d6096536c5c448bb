import type { Strings } from '../en.ts';

/** Words of the small parts that every view uses. */
export const common: Strings['common'] = {
  listBetween: '，',
  /** Between a label and its value. */
  colon: '：',
  /** At the end of a sentence that others follow. */
  fullStop: '。',
  /** Of a session that two or more browsers hold. */
  heldByAll: (names) => `持有者：${names.join('、')}`,
  /** A remark after a word. */
  aside: (text) => `（${text}）`,
  unknown: '未知',
  unknownShort: '未知',
  methodUnknown: '（方法未知）',
  addressUnknown: '（地址未知）',
  versionUnknown: '（HTTP 版本未知）',
  columnWidth: (title) => `“${title}”列的宽度`,
  copy: '复制',
  copied: '已复制',
  copyFailed: '复制被拒绝',
  sessionId: '会话 ID',
  sessionIdMeans: '会话 ID（sid）是存储中一个会话的名字。谁用已签名的 Cookie 发来它，谁就拥有这个会话。',
  copySid: '复制会话 ID',
  storedAs: (json) => `存为 ${json}`,
  valueEmpty: '请输入一个值；空文本写作 ""',
  valueBroken: 'JSON 不完整：开头像是文本、列表或对象',
  keyEmpty: '请输入键名',
  loadingPart: '正在加载…',
  partNotLoaded: '窗口的这一部分没有加载到。Session Inspector 还在运行吗？',
  updated: 'Session Inspector 已更新。请重新加载此窗口，以使用新版本。',
  reloadWindow: '重新加载此窗口',
  reloadPage: '重新加载页面',
};
