import type { Glossary, TourStepStrings } from '../en/glossary.ts';

/** The same in Chinese. */
export const glossary: Glossary = {
  lead: '本窗口和报告里的用法。',
  terms: {
    session: { name: '会话', means: '网站在一次次请求之间为一个浏览器记住的内容，由键和值组成。' },
    cookie: {
      name: 'Cookie（浏览器保存的小文本）',
      means:
        '网站交给浏览器的一小段文字，浏览器之后每次向这个网站发送请求都会携带。其他网站收不到它；能操作这个浏览器的人可以读到它。',
    },
    setCookie: { name: 'Set-Cookie 响应头', means: '网站用来把 Cookie 交给浏览器的响应头。' },
    sid: { name: '会话 ID（sid）', means: '一长串随机文字，代表一个会话。谁拿到它和它的签名，谁就拥有这个会话。' },
    store: {
      name: '存储',
      means:
        '服务器按会话 ID 保存会话数据的地方，例如一张表或 Redis。教程站点使用 SQLite，除非你选择了别的存储。存在内存里的会话，重启后就没有了。',
    },
    serverSide: { name: '服务器端会话', means: '数据留在服务器的存储里；Cookie 中只有带签名的会话 ID，没有数据。' },
    clientSide: {
      name: '客户端会话',
      means: '数据就放在 Cookie 里往返，带有签名；服务器什么也不保存。Flask 默认采用这种方式。',
    },
    payload: { name: '载荷', means: '客户端会话写在 Cookie 里的数据：只是编码，没有加密，拿到 Cookie 的人都能读。' },
    signature: { name: '签名', means: '只有服务器算得出的校验值。它证明 Cookie 没有被改过，但不隐藏任何内容。' },
    secret: {
      name: '密钥',
      means:
        '用来计算签名的钥匙。它不能离开服务器，因为知道它的人可以伪造 Cookie。密钥一旦更换（例如应用每次启动都生成新的密钥），以前的 Cookie 都会被拒绝，会话也就丢失了。',
    },
    refused: {
      name: '被拒绝的 Cookie',
      means: '服务器不接受的 Cookie：伪造的、过期的，或者所属会话服务器不认识。请求照常处理，就像没有带 Cookie 一样。',
    },
    forged: { name: '伪造的 Cookie', means: '签名缺失或对不上的 Cookie：服务器不采用它。' },
    handler: { name: '处理函数', means: '网站中负责响应某个地址的那段代码。写入、读取和移除都由它来做。' },
    get: { name: 'Get（读取）', means: '读取会话中的一个键。' },
    set: { name: 'Set（写入）', means: '在会话的一个键下写入值。' },
    pop: {
      name: 'Pop（移除）',
      means: '从会话中移除一个键。处理函数得到它的值，会话中不再有这个键；会话本身和其他键仍在。',
    },
    touch: { name: 'touch（续期）', means: '不重写数据，只把已存会话的到期时间往后移。' },
    regenerate: { name: '换新会话 ID（regenerate）', means: '给会话一个新的 ID，旧的 ID 随即失效。登录时应当这样做。' },
    destroy: { name: '销毁', means: '彻底结束会话：服务器忘掉它的数据。' },
    expiry: { name: '过期', means: '从这一刻起会话就算结束，即使 Cookie 的签名有效。' },
    saveUninitialized: {
      name: 'saveUninitialized 选项',
      means: 'express-session 的选项：新会话中什么也没有存入时，是否仍然保存。',
    },
    resave: { name: 'resave 选项', means: 'express-session 的选项：会话没有变化时，是否仍然重新写入存储。' },
    rolling: { name: 'rolling 选项', means: 'express-session 的选项：是否每次响应都重新发送 Cookie，让过期时间后移。' },
    secureCookie: { name: 'Secure 属性', means: 'Cookie 上的一条规定：只能通过 https 传送，不能走普通 http。' },
    permanent: { name: '永久会话', means: 'Flask 的说法：Cookie 带有过期日期的会话。其他会话在浏览器关闭时结束。' },
    pseudonym: { name: '化名', means: '在本页中代替机密内容的名字，无法还原。' },
  },
};

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
