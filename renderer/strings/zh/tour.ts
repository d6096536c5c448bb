import type { Strings } from '../en.ts';

/** The tour of the first lesson. */
export const tour: Strings['tour'] = {
  name: '导览',
  offer: '导览',
  offerWhy: '用五步看清：把一个值存进会话时发生了什么。',
  showAround: '带我看看',
  count: (at, of) => `第 ${at} 步，共 ${of} 步`,
  next: '下一步',
  back: '上一步',
  done: '完成',
  close: '结束导览',
  nothingYet: '还没有请求：按下 Alice 的 Set，它就会显示在这里。',
};
