import type { FindingStrings } from '../en/finding-words.ts';
import { alarm, code, joinPhrases, type Phrase, say, strong } from '../text/phrase.ts';
import { count, dayAndTime } from './words.ts';

const keys = (names: readonly string[]): Phrase =>
  joinPhrases(
    names.map((name) => [code(name)]),
    '、',
  );

const sameAs = {
  status: '状态码相同，而没有 Cookie 时不是这样',
  etag: 'ETag 相同，而没有 Cookie 时不同',
  length: '字节数相同，而没有 Cookie 时不同',
} as const;

/** The texts of the findings: what each means, why it matters, and what to do. */
export const findingWords: FindingStrings = {
  'silent-mutation': {
    what: (f) => say`${keys(f.keys)} 在内存中改了，却既没有保存，也没有发送。`,
    why: '这个请求的响应里能看到更改，下一个请求就看不到了。Flask 只能察觉键的写入或移除，察觉不到列表或对象内部的变化。',
    todo: '改动内部内容之后重新写入这个键，或者写 session.modified = True。',
  },
  'lost-update': {
    what: (f) =>
      f.elsewhere === undefined
        ? say`同一会话的另一个请求改了 ${keys(f.keys)}，而这个请求又把旧值写了回去。`
        : say`另一台服务器上的请求改了 ${keys(f.keys)}，而这个请求又把旧值写了回去：它读到的是会话的第 ${count(f.elsewhere.readVersion)} 版，却替换了第 ${count(f.elsewhere.replacedVersion)} 版。`,
    why: '每个请求都加载整个会话，再保存整个会话。对每个键来说，最后保存的说了算。',
    todo: '把经常变化的内容（购物车、计数器）放进单独的表，而不是放在会话里。',
  },
  revived: {
    what: () => say`它在销毁之后又被保存：登出${alarm('失效了')}。`,
    why: '一个在登出之前加载了会话的请求，在登出之后把它保存了。持有旧 Cookie 的人又成了已登录状态。',
    todo: '不要保存登出之前加载的内容：关闭 resave，并在处理函数中检查会话是否仍然存在。',
  },
  hijack: {
    what: (f) =>
      say`这个 Cookie 是发给 ${strong(f.givenTo.name)} 的。现在${alarm('另一个客户端')}发来了它，服务器接受了。`,
    why: '服务器只凭会话 Cookie 认人：谁发来它，就被当作它原来的主人。被盗的 Cookie 是这样，攻击者事先放进别人浏览器的 Cookie 是这样，自己复制的请求也是这样。',
    todo: '如果 Cookie 不是自己复制的，就销毁这个会话。防盗的办法：HttpOnly、Secure、SameSite、较短的有效期，以及每次登录都换新会话 ID。',
  },
  'forged-cookie': {
    what: (reason) => say`会话 Cookie ${alarm('被拒绝')}：${reason}。它被人改过，或者不是这个应用发出的。`,
    why: '正常的客户端会原样送回 Cookie。伪造或改动过的 Cookie 是这样，损坏的 Cookie 是这样，用已不再使用的密钥签名的 Cookie、同一主机上其他应用的同名 Cookie 也是这样。',
    todo: '如果没有人伪造：检查密钥是否更换或移除过，以及同一主机上是否有其他应用使用相同的 Cookie 名。',
  },
  'cookie-not-kept': {
    what: ({ name, reasons }) => say`${code(name)} 发送给了浏览器，但不会保留下来。${reasons.join('')}`,
    why: '浏览器拒绝 Cookie 时没有任何提示，服务器以为它已经保存。下一个请求携带的是以前的 Cookie，或者没有 Cookie，刚刚存入的内容就丢失了。',
    todo: 'Cookie 太大：在会话中少存一些数据，或者把数据留在服务器上，Cookie 里只放 ID。其他原因：按说明补上属性。',
  },
  'cookie-lost': {
    what: ({ name, hasOtherValue, reason }) =>
      hasOtherValue ? say`${code(name)} 的值不同：${reason}。` : say`缺少 ${code(name)}：${reason}。`,
    why: '没有会话 Cookie，服务器就不认识这个客户端：已登录的用户会被登出，而且没有任何提示。',
    todo: '打开所指的那一行，看它设置了什么，或对 Cookie 做了什么。请按实际需要的主机、路径和属性来设置 Cookie。',
  },
  'sid-unchanged': {
    what: (f) =>
      f.knownTo === undefined
        ? say`${keys(f.keys)} 写入了一个先前就存在的会话。`
        : say`${keys(f.keys)} 写入了一个会话，而 ${strong(f.knownTo.name)} 先前就有它的 ID：${alarm(`${f.knownTo.name} 也随之登录了`)}。`,
    why: '谁知道会话 ID，谁就拥有这个会话。攻击者如果事先把一个 ID 放进别人的浏览器，等对方登录，自己也就登录了（会话固定攻击）。只要 ID 只有一个客户端知道，就没有问题。',
    todo: '每次登录、登出和权限变化时都换新会话 ID：req.session.regenerate()。在这个应用里，可以用角色的菜单来做。',
  },
  'saved-twice': {
    what: (f) => say`同一会话被要求保存了 ${count(f.count)} 次。`,
    why: '每次保存都写入整个会话，更新丢失的可能也随之增大。',
    todo: '保存交给中间件去做，除非处理函数必须等保存完成（例如重定向之前）。',
  },
  'save-failed': {
    what: (f) => say`存储的回答：${f.message}`,
    why: '响应头已经发出，保存才失败，因此客户端无从知晓。下一个请求看到的仍是之前的会话。',
    todo: '先检查存储（磁盘、锁）。如果绝不允许发生，就在处理函数中先保存，再响应。',
  },
  'cookie-repeated': {
    what: (f) => say`一个请求中 ${code(f.name)} 出现了 ${count(f.count)} 次。服务器读取第一个。`,
    why: '浏览器中有两个同名的 Cookie（路径或域不同）时，两个都会发送。哪一个在前不由服务器决定，所以会话可能不是应有的那一个。',
    todo: '在浏览器中清除这个主机的 Cookie，并且始终用同一个路径和域来下发它。',
  },
  'cookie-collision': {
    what: (f) => say`${keys(f.names)} 也一起来了。Cookie 不区分端口：同一主机上的所有应用共用浏览器里的 Cookie。`,
    why: '两个应用如果用同一个 Cookie 名，就会互相让对方登出，而且彼此都能看到对方的 Cookie。',
    todo: '给每个应用取各自的 Cookie 名，或者用不同的主机名（127.0.0.1 和 localhost 就是两个）。',
  },
  'orphan-saved': {
    what: () => say`会话已保存，但标有 Secure 的 Cookie 在普通 http 上没有发出。`,
    why: '浏览器下次来时没有 Cookie，每次都得到新会话；存储越积越多。',
    todo: '使用 https，或者在用 http 开发时关闭 Cookie 的 Secure 选项。',
  },
  'login-kept-id': {
    what: (f) =>
      f.knownTo === undefined
        ? say`在看起来是登录的请求前后，${code(f.name)} 中是${alarm('同一个会话 ID')}。`
        : say`在看起来是登录的请求前后，${code(f.name)} 中是${alarm('同一个会话 ID')}，而 ${strong(f.knownTo.name)} 先前就有这个 ID。`,
    why: '谁知道会话 ID，谁就拥有这个会话。攻击者如果事先把一个 ID 放进别人的浏览器，等对方登录，自己也就登录了（会话固定攻击）。这里只能从外部观察应用：响应离开了登录页，所以登录很可能成功了。',
    todo: '每次登录都换新会话 ID：express-session 用 req.session.regenerate()，PHP 用 session_regenerate_id(true)，Rails 用 reset_session。django.contrib.auth.login() 和 Laravel 的入门套件会自动更换。',
  },
  'logout-left-valid': {
    what: (f) => say`登出之后又收到了 ${code(f.name)}，应用的${alarm('响应与登出之前相同')}：${sameAs[f.by]}。`,
    why: '只从浏览器中移除 Cookie 的登出，在服务器上什么也没有结束。持有 Cookie 副本的人仍是已登录状态。会话存放在 Cookie 里时（Flask、cookie-session），服务器如果没有自己的名单，就无法结束它。',
    todo: '在存放会话的地方结束它：req.session.destroy()、session_destroy()、request.session.flush()。如果会话就在 Cookie 里，就在服务器上为每个用户保存一个 ID 或最后一次登出的时间，并进行比较。',
  },
  'cookie-set-each-time': {
    what: (f) => say`连续 ${count(f.count)} 个响应都重新设置了 ${code(f.name)}，而会话没有变化。`,
    why: '带有 Set-Cookie 的响应不宜缓存，较慢的响应还可能带回旧的 Cookie。有些框架是有意这样做的，好让会话的有效期重新计时：Laravel、使用 session.permanent 的 Flask、启用 rolling 的 express-session。',
    todo: '如果会话应当在最后一次请求之后一段时间才结束，就不用处理。否则请关闭：rolling: false、SESSION_REFRESH_EACH_REQUEST = False、SESSION_SAVE_EVERY_REQUEST = False。',
  },
  'cookie-keeps-changing': {
    what: (f) => say`连续 ${count(f.count)} 个响应都在 ${code(f.name)} 中给了会话${alarm('新的 ID')}。`,
    why: '只有登录和登出才需要新 ID。如果每个请求都换 ID，两个同时发出的请求就会丢失会话：第二个请求携带的 ID 已被第一个请求换掉。',
    todo: '只在登录和权限变化时更换 ID。检查每个请求都会执行的代码里有没有 regenerate()、session_regenerate_id() 或 cycle_key()。',
  },
  'cookie-unprotected': {
    what: (f) => say`${code(f.name)} 没有 ${keys(f.lacks)} 属性。${alarm('页面中的脚本可以读取它')}。`,
    why: '混入页面的脚本（跨站脚本攻击）可以读取没有 HttpOnly 的 Cookie，并把它发送出去。没有 SameSite 时，有些浏览器会在其他网站发起的请求中携带这个 Cookie。',
    todo: '在会话的配置里加上 HttpOnly 和 SameSite=Lax：PHP 的 session.cookie_httponly，express-session 的 cookie.httpOnly，Flask 和 Django 的 SESSION_COOKIE_HTTPONLY。',
  },
  'cookie-sent-cross-site': {
    what: (f) => say`这个 ${code(f.method)} 请求由${alarm('另一个网站')}的页面发出，并携带了 ${code(f.name)}。`,
    why: '浏览器处于已登录状态，另一个网站利用了这一点（跨站请求伪造）。没有 SameSite 时，Firefox 和 Safari 会在这类请求中发送 Cookie，Chrome 则在最初两分钟内发送。',
    todo: '给会话 Cookie 设置 SameSite=Lax，并在每个表单里要求防伪造令牌。',
  },
  'cookie-secure-on-http': {
    what: (f) => say`${code(f.name)} 带有 Secure，却是通过${alarm('普通 http')} 设置的。`,
    why: '只有来自 localhost 时，Chrome 和 Firefox 才会保留这样的 Cookie。Safari 不保留；换成别的主机名或地址，任何浏览器都不保留：登录状态无法维持，也没有任何提示。',
    todo: '用 http 开发时去掉 Secure：SESSION_COOKIE_SECURE = False，cookie.secure: "auto"。通过 https 访问应用时再加上。',
  },
  'cookie-on-many-paths': {
    what: (f) =>
      say`${code(f.name)} 设置在 ${joinPhrases(
        f.places.map(({ path, domain }) => [code(domain === null ? path : `${domain}${path}`)]),
        '、',
      )} 上。浏览器中${alarm('每处各有一个 Cookie')}。`,
    why: '名称相同、路径不同的 Cookie 是几个不同的 Cookie。浏览器会发送所有匹配的 Cookie，路径最长的在前，服务器只读取其中一个：会话看起来随页面而变。没有 Path 的 Set-Cookie 只用于当前页面所在的目录。',
    todo: '始终用 Path=/、不带 Domain 来设置这个 Cookie，并用当初设置时的路径把其余的移除一次。',
  },
  'session-changed-host': {
    what: ({ name, reason }) => say`${code(name)} 没有发来：它${reason}。`,
    why: '对浏览器来说，localhost 和 127.0.0.1 是两个主机，www.example.org 和 example.org 也是。没有 Domain 的 Cookie 只属于设置它的主机：用户点击指向另一个名称的链接，就在那里处于未登录状态。',
    todo: '在链接、重定向和配置（APP_URL、SERVER_NAME、回调地址）中统一使用一个名称。同一个域名下有多个主机时，为 Cookie 设置该 Domain。',
  },
  'host-refused': {
    what: (f) =>
      say`应用对 ${code(f.host)} 的每个请求都回应 ${code(String(f.status))}，而用 ${code('localhost')} 可以访问：这与${alarm('只接受名单内主机名')}的服务器相符。`,
    why: '开发服务器会拒绝未知的主机名，以免其他网站的页面用自己的名称访问到它（DNS 重绑定）。Session Inspector 按浏览器发送的原样转发 Host，所以应用的判断与没有代理时相同。',
    todo: '用 localhost 打开应用，或把这个名称加入名单：Django 的 ALLOWED_HOSTS、Rails 的 config.hosts、Vite 的 server.allowedHosts、webpack 的 allowedHosts。',
  },
  'cookie-name-shared': {
    what: (f) => say`这个 ${code(f.name)} 是由${alarm('同一主机上的另一个应用')} ${strong(f.app)} 设置的。`,
    why: '浏览器不区分同一主机的端口：localhost 上的所有应用，每个名称只共用一个 Cookie，彼此会互相覆盖。用户使用一个应用，就会在另一个应用中被登出。',
    todo: '给其中一个应用换一个 Cookie 名（SESSION_COOKIE_NAME、express-session 的 name、PHP 的 session.name），或者一个用 127.0.0.1 打开，另一个用 localhost 打开。',
  },
  'changed-outside': {
    what: (f) =>
      f.isGone
        ? say`两个请求之间，这个会话的记录（含 ${keys(f.keys)}）${alarm('被移除')}，而经过这里的请求都没有这样做。`
        : say`${keys(f.keys)} ${alarm('在两个请求之间变了')}，而经过这里的请求都没有改它。`,
    why: '有别的程序在写会话存储：后台任务、脚本、另一台服务器，或者直接打开应用自身地址的浏览器。在此之前加载了会话的请求，可能又把旧值写回去。',
    todo: '找出是哪个程序在写，并且只通过一个地址打开应用。后台任务的结果放到单独的地方，不要放进会话。',
  },
  'expiry-stale': {
    what: (f) => say`值里写着会话已于 ${dayAndTime(f.cookieAtMs)} 结束，而记录到 ${dayAndTime(f.rowAtMs)} 才到期。`,
    why: '没有改动会话的请求只推迟记录的到期时间，connect-redis 就是这样（touch 只执行 EXPIRE），值里的 cookie.expires 保持不变。以记录为准：会话仍然有效。只读这个值的程序会以为会话已经结束。',
    todo: '以记录的到期时间为准（Redis 中用 PTTL 查看）。如果有别的程序读取 cookie.expires，就不时保存一次会话，例如使用 resave 或 rolling。',
  },
  'expiry-too-far': {
    what: (f) => say`从这个请求算起，记录的剩余时间是值内 Cookie 的 ${alarm(`${count(f.times)} 倍`)}。`,
    why: '相差 1,000 倍，说明把毫秒当成了秒，better-sqlite3-session-store 0.0.2 就这样处理 maxAge。永不到期的记录会占满存储，旧 Cookie 多年以后仍被接受。',
    todo: '更新存储包，并把存储选项中的有效期与 maxAge 对照：一个按秒，一个按毫秒。删除旧记录。',
  },
  'rows-orphaned': {
    what: (f) =>
      say`同一客户端的 ${count(f.count)} 个请求各${alarm('新建了一条记录')}，而 ${code(f.name)} 再也没有送回来。`,
    why: '每个不带 Cookie 的访问者都存了一个会话：健康检查、爬虫、不能保存 Cookie 的客户端。没有人会再用到这些记录，它们要到过期才消失。',
    todo: '有内容时才保存会话：express-session 中设 saveUninitialized: false，健康检查不要访问会话。如果是浏览器，请在“Cookie”标签页查看它为什么不保存。',
  },
  'id-adopted': {
    what: (f) => say`${code(f.name)} 带来一个存储中没有记录的 ID，应用却${alarm('用这个 ID 新建了记录')}。`,
    why: '接受任意 ID 的应用，等于让攻击者来选 ID：事先放好的 Cookie 会变成攻击者知道的会话（会话固定攻击）。这个 ID 也可能是应用以前发出的，只是记录已经结束。',
    todo: '只接受应用自己生成的 ID：PHP 中设 session.use_strict_mode = 1。每次登录都换新会话 ID。',
  },
  'logout-left-row': {
    what: (f) => say`登出之后，${alarm('记录仍在存储中')}，其中还有 ${keys(f.keys)}。`,
    why: '应用照样能找到这条记录，所以持有 Cookie 副本的人仍是已登录状态。登出必须在服务器上结束会话，而不只是删除浏览器里的 Cookie。',
    todo: '在保存会话的地方结束它：req.session.destroy()、session_destroy()、request.session.flush()，Flask 中用 session.clear()。',
  },
  'waited-for-lock': {
    what: (f) =>
      say`同一会话的另一个请求${strong('刚一结束')}，这个请求才开始得到响应，共等了 ${count(f.waitedMs)} ms：与${alarm('会话锁')}相符。`,
    why: 'PHP 从 session_start() 到脚本结束一直锁住会话文件。同一浏览器的请求因此互相等待，一个慢请求会拖住其他请求。一次只处理一个请求的服务器（例如没有设 PHP_CLI_SERVER_WORKERS 的 php -S）看起来也一样。',
    todo: "不再写入会话时就调用 session_write_close()；只读的地方用 session_start(['read_and_close' => true])。",
  },
};
