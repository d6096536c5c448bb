import type { TourStepStrings } from '../en/tour-steps.ts';

/** The steps of the tour of the first lesson. */
export const tourSteps: TourStepStrings = {
  actors: {
    title: '三个浏览器，一个站点',
    text: 'Alice、Bob 和 Mallory 各自保存自己的 Cookie。按下 Alice 的 Set：一个真实的请求会发往站点，站点把这个值存进她的会话。',
  },
  row: {
    title: '每个请求是一行',
    text: '谁发的、用的哪个会话、对会话做了什么。选中一行可看详情；右键单击可查看可用的操作。',
  },
  story: {
    title: '为什么这样回答',
    text: '“过程”按顺序画出浏览器、服务器和存储之间的每条消息，下面写着每个决定所依据的规则。',
  },
  cookie: {
    title: '浏览器手里有什么',
    text: '把 Cookie 拆成几部分来看。服务器端模式下它只是一个带签名的会话 ID，值本身在存储里。指向某一部分，可看它是怎么来的。',
  },
  engine: {
    title: '现在把值放进 Cookie',
    text: '切换到客户端，再按一次 Set，比一比：同样的值，却在谁都能读的 Cookie 里。旁边的筛选框可以重新找到任何请求。',
  },
};
