import type { LabStrings } from '../en/lab.ts';
import { bytes, count } from './words.ts';

/**
 * The Lab, where the user predicts the result of experiments, runs them and inspects them. These texts are loaded
 * together with its view.
 */
export const lab: LabStrings = {
  title: '实验室',
  lead: '先预测结果，再运行实验：实验向正在运行的站点发送真实的请求，每个请求都会记入日志。',
  list: '实验',
  progress: (done, right, all) => `${count(all)} 个中做了 ${count(done)} 个，猜对 ${count(right)} 个`,
  state: { none: '还没有做', run: '已做', wrong: '已做，结果不同', right: '猜对了' },
  variant: '变体',

  picture: '将要发生什么',
  pictureTwin: '下面的步骤用文字说明同样的内容。',
  site: '站点',
  stage: '实验使用专为它建立的浏览器，在日志里带有烧瓶标志。你自己的角色、会话、设置和密钥都保持不变。',

  run: '开始',
  runUnpredicted: '不猜，直接开始',
  runAgain: '再做一次',
  predictAnew: '重新猜',
  cancel: '取消',
  stepOf: (n, all) => `第 ${count(n)} 步，共 ${count(all)} 步`,

  held: '你猜对了',
  missed: '结果不是这样',
  cameOut: '结果如下',
  cameTrue: '实际结果',
  yours: '你的猜测',
  cameOutOddly: '都不是',
  oddly: '结果与所有答案都不同。可能同时有别的东西在起作用：看看各个步骤，再做一次。',
  rule: '规则',
  myth: '你可能读到过',

  steps: '逐步说明',
  entry: (id) => `#${count(id)}`,
  entryName: (id) => `在“实时”中查看请求 ${count(id)}`,
  noCookie: '没有 Cookie',
  cookie: (n) => `Cookie ${bytes(n)}`,
  setsCookie: 'Set-Cookie',
  storeCalls: (n) => `存储调用 ${count(n)} 次`,
  accepted: 'Cookie 被接受',
  server: (n) => `服务器 ${n}`,
  nothingRead: '（空）',
  isRead: '读到',

  cancelled: '已取消。这次实验的浏览器和它们的会话都已清除。',
  failedAt: (step, why) => `停在“${step}”：${why}`,
  failure: {
    'no-answer': '站点没有响应。它还在监听吗？底部的状态栏写着地址。',
    'site-error': '站点以错误作为响应。日志里写着是哪一个。',
    'not-recorded': '这个请求没有被记录，因此没有证据可看。请打开记录，再做一次。',
    'no-cookie': '没有可复制的 Cookie，尽管站点本应发出一个。请再做一次。',
    'too-late': '电脑太忙，请求来得太晚，说明不了什么。请再做一次。',
    unexpected: '检查器内部出了问题。终端上的日志有详细内容。',
  },
  notRecording: '记录已暂停。实验的请求就是它的证据，所以必须写入日志。',
  record: '继续记录',
  busy: (title) => `“${title}”正在进行。一次只能做一个实验。`,

  announceStep: (n, all, what) => `第 ${count(n)} 步，共 ${count(all)} 步：${what}`,
};
