import type { ExperimentCatalogue } from '../../../server/contract/lab/experiments.ts';

/** The names of variants that differ in the engine only. */
const engineNames = { 'server-side': '服务器端', 'client-side': '客户端' };

/** The words of the experiments of the Lab, in Simplified Chinese. */
export const experiments: ExperimentCatalogue = {
  hijack: {
    title: '会话劫持',
    teaser: '这是谁的会话？',
    story: 'Alice 已登录。Mallory 得到了她的 Cookie 文本（公用电脑、日志文件、页面上的脚本），把它放进自己的浏览器。',
    question: 'Mallory 用自己的浏览器发送 Alice 的 Cookie。服务器把她当成谁？',
    answers: {
      mallory: 'Mallory：服务器看得出这是另一个浏览器',
      anonymous: 'Anonymous：发给 Alice 的 Cookie 会被拒绝',
      admin: 'Admin，就像她是 Alice 一样',
    },
    steps: {
      'alice-sets': 'Alice 登录',
      'mallory-asks': 'Mallory 问自己是谁，没有 Cookie',
      copy: 'Alice 的 Cookie 被复制到 Mallory 的浏览器',
      'mallory-asks-again': 'Mallory 带着这个 Cookie 再问一次',
    },
    variants: engineNames,
    because: {
      'server-side': 'Cookie 里是 Alice 会话的 ID，签名也有效。服务器找到了她的会话记录，没有再检查别的。',
      'client-side': 'Cookie 里是 Alice 的数据，签名也有效。服务器从中读到 Admin，没有再检查别的。',
    },
    rule: '谁发送 Cookie，会话就是谁的。Cookie 里没有写它属于哪个浏览器，因此关键在于不让别人得到它：HttpOnly、Secure、较短的有效期。',
  },
  twins: {
    title: '双引擎',
    teaser: 'Username 在哪里？',
    story:
      '同样两个请求，两种引擎。Alice 的浏览器使用服务器端引擎，与 express-session 的做法相同；Bob 的使用客户端引擎，与 Flask 的默认做法相同。',
    question: '两个 Cookie 都用你没有的密钥签了名。从哪一个能读出 Username？',
    answers: {
      neither: '都不能：密钥把它们加密了',
      both: '都能：Cookie 只是文本',
      'client-side': '只有 Bob 的能',
    },
    steps: {
      'alice-sets': 'Alice 在服务器端引擎上写入 Username',
      'bob-sets': 'Bob 在客户端引擎上写入 Username',
      'read-alice': '不用密钥读取 Alice 的 Cookie',
      'read-bob': '不用密钥读取 Bob 的 Cookie',
      'alice-gets': 'Alice 问自己是谁',
      'bob-gets': 'Bob 问自己是谁',
    },
    variants: {
      both: '两种引擎',
    },
    because: {
      both: 'Alice 的 Cookie 里只有一个 ID：Username 在存储的会话记录里，她的每个请求都要去查。Bob 的 Cookie 里就是 base64 编码的 Username，存储一次也没有被问到。',
    },
    rule: '签名证明没有人改过 Cookie，却不隐藏任何内容。服务器端的 Cookie 指向数据，客户端的 Cookie 就是数据：不该让持有者读到的东西，绝不要放进去。',
    myth: '有教科书说 Flask 的密钥会加密会话，也有教程说 Flask 把会话存在服务器上。默认情况下两者都不对：数据就在 Cookie 里，带有签名。',
  },
  forgery: {
    title: '伪造',
    teaser: '能读，却不能改？',
    story:
      'Mallory 有 Alice 的 Cookie，其中的内容她都能读。她想由它造出另一个：改一个字符、换掉内容，或者用猜来的密钥签名。',
    question: '服务器会接受哪一个？',
    answers: {
      edit: '旧签名配上别的内容',
      guess: '她用猜来的密钥自己签名的',
      whole: '只有原样的副本',
      none: '一个也不接受，副本也不行',
    },
    steps: {
      'alice-sets': 'Alice 登录',
      read: '不用密钥读取她的 Cookie',
      flip: 'Mallory 改掉签名的一个字符后发送',
      edit: 'Mallory 在旧签名前换上别的内容后发送',
      guess: 'Mallory 发送用猜来的密钥签名的 Cookie',
      whole: 'Mallory 原样发送',
    },
    variants: engineNames,
    because: {
      'server-side': '签名由 ID 和密钥算出。别的 ID 有别的签名，没有密钥就算不出来；而在副本里，二者仍然相配。',
      'client-side': '签名由数据、时间和密钥算出。Eve 的数据有别的签名，没有密钥就算不出来；而在副本里，二者仍然相配。',
    },
    rule: '签名的 Cookie 谁都能读、能复制，只有持有密钥的人才能改。因此一切都系于密钥：词表里的密钥几秒钟就能找到，那时每一个伪造的 Cookie 签名都有效。',
  },
  replay: {
    title: '重放',
    teaser: '登出就结束了吗？',
    story: 'Alice 登录之后，她的 Cookie 留下了一个副本：在备份里、在代理的日志里、在另一个浏览器里。然后她登出了。',
    question: '登出之后有人发送这个副本。服务器认为来的是谁？',
    answers: {
      anonymous: 'Anonymous：Alice 已经登出',
      admin: '仍然是 Admin',
      error: '出错：这个 Cookie 已经用过了',
    },
    steps: {
      'alice-sets': 'Alice 登录',
      copy: 'Mallory 留下她的 Cookie 的副本',
      'alice-pops': 'Alice 登出',
      'alice-gets': 'Alice 问自己是谁',
      'mallory-gets': 'Mallory 发送副本',
    },
    variants: engineNames,
    because: {
      'server-side': '两个 Cookie 指向同一条会话记录，登出时 Username 已从中移除。副本仍能打开它，但里面没有名字了。',
      'client-side':
        '登出只是让 Alice 的浏览器删除自己的 Cookie。副本里是 Admin，签名有效，而服务器没有保存任何可以推翻它的内容。',
    },
    rule: '在服务器端，登出改变的是每个副本所指向的内容。而装着数据的签名 Cookie 在签名过期之前一直有效（Flask 是 31 天），无法单独收回其中一个。',
  },
  fixation: {
    title: '会话固定',
    teaser: '这个 ID 是谁带来的？',
    story:
      'Mallory 从站点得到自己的会话，再把它的 Cookie 埋进 Alice 的浏览器：通过链接、子域名或公用电脑。然后 Alice 登录。',
    question: 'Mallory 带着一直持有的 Cookie 回来。她是谁？',
    answers: {
      anonymous: 'Anonymous：她没有登录',
      admin: 'Admin：这次登录对她也有效',
      error: '出错：两个浏览器用了同一个 ID',
    },
    steps: {
      'mallory-begins': 'Mallory 开始一个会话',
      plant: '她的 Cookie 被埋进 Alice 的浏览器',
      'alice-renews': 'Alice 的登录先换上新的会话 ID',
      'alice-logs-in': 'Alice 登录',
      'mallory-gets': 'Mallory 问自己是谁',
    },
    variants: {
      plain: '登录时保留 ID',
      fixed: '登录时更换 ID',
    },
    because: {
      plain: 'Alice 用 Mallory 带来的 ID 登录，而 Mallory 还持有它。在“实时”里看这次登录：它带有一项说明此事的发现。',
      fixed: '登录之前会话得到了新 ID，旧的已销毁。Mallory 的 Cookie 签名有效，却找不到会话。',
    },
    rule: '登录之前就有的会话 ID，登录之后不应再有效。每次登录、每次权限变化都换一个新 ID：在 Express 中用 req.session.regenerate()。',
  },
  'lost-update': {
    title: '更新丢失',
    teaser: '两个请求谁赢？',
    story:
      'Alice 的页面同时发出两个请求：一个写入 colour，一个写入 size。第一个加载了会话之后很慢；第二个很快，在第一个继续之前就得到了响应。',
    question: '最后会话里有什么？',
    answers: {
      both: 'colour 和 size 都有',
      colour: '有 colour，size 丢了',
      size: '有 size，colour 丢了',
      error: '出错：站点会发现冲突',
    },
    steps: {
      'alice-sets': 'Alice 登录',
      'first-begins': '写入 colour 的请求开始，加载会话，然后很慢',
      second: '写入 size 的请求到来并得到响应',
      'first-ends': '写入 colour 的请求继续并得到响应',
      'alice-lists': 'Alice 列出会话里的内容',
    },
    variants: engineNames,
    because: {
      'server-side':
        '第一个请求加载会话时，里面还没有 size。它保存时，把自己所知道的整个会话写了回去，覆盖了含有 size 的会话记录。在“实时”里，它带有一项指明这两个请求的发现。',
      'client-side':
        '两个请求携带的是同一个 Cookie。第一个最后才得到响应，新 Cookie 由它携带的内容生成，而浏览器保留最后一个。',
    },
    rule: '会话是整个加载、整个保存的：两个请求重叠时，对每个键来说，最后结束的说了算。经常变化的内容（购物车、计数器）要放进单独的表。',
  },
  expiry: {
    title: '三个时钟',
    teaser: '什么时候结束？',
    story:
      '会话只有 5 秒。Alice 在 3 秒后回来，6 秒后再来一次。Mallory 留着她最初的 Cookie 的副本，不受任何浏览器的约束，这时也发来。',
    question: '6 秒之后，谁还是登录状态？',
    answers: {
      both: '两个都是',
      alice: '只有 Alice',
      mallory: '只有持有副本的 Mallory',
      neither: '都不是',
    },
    steps: {
      'alice-sets': 'Alice 登录',
      copy: 'Mallory 留下她的 Cookie 的副本',
      wait: '过了 3 秒',
      'alice-returns': 'Alice 回来',
      'wait-again': '又过了 3 秒',
      'alice-gets': 'Alice 再来一次',
      'mallory-gets': 'Mallory 发送副本',
    },
    variants: {
      ...engineNames,
      rolling: '服务器端，rolling',
    },
    because: {
      'server-side':
        'Alice 回来时，会话记录的期限推后了，Cookie 的期限却没有：没有发出新的 Cookie，所以她的浏览器在 5 秒后丢弃了它。副本没有浏览器来丢弃，仍能打开那条会话记录。',
      rolling:
        '每个响应都重新发送 Cookie，会话记录的期限和 Cookie 的期限便一起推后。副本指向同一条会话记录，又没有浏览器来丢弃它。',
      'client-side':
        'Alice 回来时得到了重新签名的 Cookie。副本仍是旧签名，已经超过 5 秒：在这里，每个 Cookie 都有自己的时钟。',
    },
    rule: '有三个时钟：Cookie 的期限（只有浏览器遵守）、存储中会话记录的期限，以及签名的年龄。只有重新发送 Cookie，访问才会推后它的期限：rolling，或 Flask 的 SESSION_REFRESH_EACH_REQUEST。',
    myth: '有解码网页说 Flask 的时间戳从 2011 年算起。自 itsdangerous 1.1 起，它和大家一样从 1970 年算起。',
    setting: '只对这些请求，会话的期限是 5 秒。整个过程大约 6 秒。',
  },
  rotation: {
    title: '密钥轮换',
    teaser: '谁的 Cookie 还有效？',
    story:
      'Alice 和 Bob 已登录。站点换上新密钥，此后由它签名，旧密钥仍用来验证。Alice 只读取，Bob 写入。然后旧密钥被移除。',
    question: '谁还是登录状态？',
    answers: {
      both: '两个都是',
      alice: '只有 Alice',
      bob: '只有 Bob',
      neither: '都不是',
    },
    steps: {
      'alice-sets': 'Alice 登录',
      'bob-sets': 'Bob 登录',
      rotate: '由新密钥签名，旧密钥仍能验证',
      'alice-gets': 'Alice 问自己是谁',
      'bob-writes': 'Bob 写入 colour',
      retire: '移除旧密钥',
      'alice-gets-again': 'Alice 再问一次',
      'bob-gets-again': 'Bob 问自己是谁',
    },
    variants: engineNames,
    because: {
      'server-side':
        '两个 Cookie 都没有重新发送过，因为其中的 ID 没有变：它们都还是旧签名。会话记录都在存储里，却没有 Cookie 能打开它们。',
      'client-side': 'Bob 的写入生成了新的 Cookie，由新密钥签名。Alice 只是读取，手里仍是旧的。',
    },
    rule: '新密钥签名，旧密钥验证；Cookie 只有在重新发送时才会换过来。旧密钥要留到由它签名的最后一个 Cookie 到期为止。',
    setting: '只对这些请求，站点有另一个密钥，结束时丢弃。你的密钥保持不变。',
  },
  'kept-and-sent': {
    title: '保存与发送',
    teaser: '浏览器会保存它吗？会发送它吗？',
    story:
      '网站用 Set-Cookie 响应 Alice。之后如何处理由她的浏览器决定，网站不会得到任何通知。后来，Alice 通过另一个网站上的链接回来。各个变体只有一处不同：Cookie 带 SameSite=Strict；Cookie 带 Secure，而网站是本机上的 http；Cookie 超过 5,000 字节，因为 Alice 在会话中存了一段很长的笔记。',
    question: 'Alice 的浏览器如何处理这个 Cookie？',
    answers: {
      sent: '保存，并且发送',
      'held-back': '保存，但不随这次请求发送',
      'not-kept': '不保存',
    },
    steps: {
      'alice-sets': 'Alice 登录',
      'alice-stores': 'Alice 存入一段 5,000 个字符的笔记',
      look: '查看 Alice 的浏览器中的 Cookie',
      'alice-returns': 'Alice 通过另一个网站上的链接回来',
    },
    variants: {
      strict: 'SameSite=Strict',
      secure: 'http 上的 Secure',
      large: '超过 4,096 字节',
    },
    because: {
      strict:
        'Cookie 在浏览器里，也留在了那里：凡是由其他站点发起的请求，即使是用户点击的链接，SameSite=Strict 的 Cookie 都不会随之发送。换成 Lax，这个链接就会带上它。',
      secure:
        'Secure 要求安全的连接，而 Chromium 把发往本机的 http 视为安全，因为没有人能在中途窃听。换成其他主机，它会拒绝这个 Cookie。Safari 在本机上也不会发送它。',
      large: '名称和值合计超过 4,096 字节，所以浏览器拒绝了整个 Cookie，也没有通知任何人。而网站的响应看上去一切正常。',
    },
    rule: 'Set-Cookie 只是对浏览器的请求。浏览器决定保存还是拒绝（RFC 6265bis §5.7），并在每次请求时重新决定是否发送（§5.8.3）。想了解其他 Cookie，请把它的 Set-Cookie 行粘贴到“Cookie”视图中。',
    myth: '有教程说，过大的 Cookie 会在 4,096 字节处被截断。其实不会截断：浏览器会把它整个丢弃。',
    setting: 'Cookie 的这些选项只对这些请求有效。',
  },
  'two-servers': {
    title: '两台服务器',
    teaser: '谁认识这个会话？',
    story:
      '一台服务器已经太慢，于是第二台服务器也为同一个站点应答。两台的代码和密钥都相同，前面的负载均衡器决定每个请求由谁处理。Alice 登录。之后，她登录时所在的那台服务器被停掉。',
    question: 'Alice 什么时候失去登录？',
    answers: {
      'at-once': '下一个请求就失去',
      'with-server': '那台服务器停掉的时候',
      never: '不会失去',
      error: '第二台服务器报错：这个 Cookie 不是它设置的',
    },
    steps: {
      'servers-start': '两台服务器启动，各有一个端口',
      'alice-sets': 'Alice 在服务器 1 上登录',
      'alice-gets': 'Alice 问自己是谁',
      'alice-gets-again': 'Alice 再问一次',
      'server-stops': '服务器 1 停掉：端口和连接都已关闭',
      'alice-returns': 'Alice 问自己是谁',
    },
    variants: { turns: '轮流', sticky: '粘性', shared: '共享存储' },
    because: {
      turns:
        '她的 Cookie 的签名在两台服务器上都有效，但其中的 id 指向服务器 1 内存里的会话，服务器 2 没有这个会话。第三个请求又轮到服务器 1，它还认识她：登录时有时无，正是这个错误的标志。',
      sticky:
        '只要一台服务器还在运行，负载均衡器就把同一个浏览器一直送到那一台。这掩盖了错误，直到那台服务器停掉（例如更新时）：会话在它的内存里，随之消失。',
      shared:
        '会话在服务器之外的存储里。每台服务器都能凭 Cookie 中的 id 在那里找到它，所以由哪一台应答、其中一台是否还在，都没有关系。',
    },
    rule: '只要有两台服务器为一个站点应答，会话就应放进两台都能访问的存储，例如 Redis 或数据库。只靠粘性路由，服务器一停，它上面的登录就全部丢失。本站点也能这样做，方法见“设置”。',
    setting:
      '没有共享存储时，每台服务器把会话放在自己的内存里（MemoryStore）。共享存储是专为这个实验运行的 Redis；如果这台电脑没有 Redis，则是 SQLite。第一步会说明是哪一种。',
  },
};
