import type { SettingsStrings } from '../en/settings.ts';
import { count, duration } from './words.ts';

/** The options of the engines. */
export const settings: SettingsStrings = {
  title: '设置',
  lead: '每项更改从下一个请求起生效。',
  reach: {
    'server-side': 'express-session 把 Cookie 的选项（cookie.…）保存在每个会话里：更改只对之后新建的会话生效。',
    'client-side': 'Flask 每次发送 Cookie 时都读取选项：更改对所有会话生效。',
  },

  optionsOf: { 'server-side': 'express-session 的选项', 'client-side': 'Flask 的选项' },
  active: '使用中',
  inactive: '切换到它之后使用',
  changed: '已更改',
  defaultIs: (code) => `默认值：${code}`,
  defaultsAre: (code, framework, frameworkCode) => `此处默认值：${code}，${framework} 的默认值：${frameworkCode}`,
  reset: (name) => `把 ${name} 恢复为默认值`,
  resetAll: '全部恢复默认值',
  presets: (name) => `${name} 的常用时长`,
  lengthOf: (name) => `${name} 的数值`,
  units: { ms: '毫秒', s: '秒' },
  browserSession: 'null',
  nothing: '直到浏览器关闭',
  sameAs: (ms) => `${duration(ms)} =`,
  preset: (ms) => duration(ms, 1),
  outOfRange: (min, max, unit) =>
    `请输入 ${count(min)} 到 ${count(max)} ${unit}之间的整数；浏览器最多把 Cookie 保留 400 天。`,

  cookieNameWrong: '只能使用字母、数字以及“.”“_”“-”，不能有空格：Cookie 名称必须是一个 token。',
  options: {
    'serverSide.name':
      '会话 Cookie 的名称。Cookie 不区分端口，localhost 上同名的两个应用会使对方的会话失效。端口不是 5000 时，默认名称会带上端口号。',
    'clientSide.cookieName':
      '会话 Cookie 的名称。Flask 自己用的名称是 session。注意：Cookie 不区分端口，用这个名称时，本站点与 localhost 上的每个 Flask 应用都会使对方的会话失效；密钥相同时，双方则会接受对方的 Cookie。端口不是 5000 时，默认名称会带上端口号。',
    'serverSide.resave': '每个请求结束时都保存会话，即使内容没有变化。这样，两个同时进行的请求可能互相覆盖。',
    'serverSide.saveUninitialized': '新会话即使是空的也保存：每位访客都会得到一条会话记录和一个 Cookie。',
    'serverSide.rolling': '每次响应都重新发送 Cookie，过期时间随使用而延后。',
    'serverSide.unset': '处理函数把 req.session 设为 null 时，存储中的会话记录保留还是销毁。',
    'serverSide.cookie.maxAgeMs': '浏览器保留 Cookie 多久。设为 null 则没有过期时间，浏览器关闭后即消失。',
    'serverSide.cookie.secure':
      '只通过 https 发送 Cookie。设为 auto 则取决于每个请求的来路。本站点使用 http，X-Forwarded-Proto 也不算数，因为它没有信任代理（trust proxy）。',
    'serverSide.cookie.sameSite': '由其他网站引起的请求，浏览器是否也带上这个 Cookie。',
    'serverSide.cookie.httpOnly': '不让页面中的脚本接触 Cookie，脚本就无法把它读走。',
    'clientSide.httpOnly': '不让页面中的脚本接触 Cookie，脚本就无法把它读走。',
    'clientSide.secure': '标明 Cookie 只用于 https。本站点使用 http。',
    'clientSide.sameSite': '由其他网站引起的请求，浏览器是否也带上这个 Cookie。设为 None 则不写这个属性。',
    'clientSide.permanentLifetimeSeconds': '永久会话能持续多久。这也是签名的最长有效期：更旧的 Cookie 按空会话处理。',
    'clientSide.refreshEachRequest': '每次响应都重新发送永久会话的 Cookie，过期时间随使用而延后。',
    'clientSide.permanent': '写入键时把会话标为永久。它的 Cookie 便有过期时间；否则只持续到浏览器关闭。',
    'clientSide.hasSecret': '用本站点的密钥签名。设为 None 就像应用没有密钥一样：读取时什么也没有，写入会失败。',
  },

  notes: {
    'none-without-secure': 'SameSite=None 却没有 Secure：浏览器会拒收这个 Cookie，于是每个请求都会开始一个新会话。',
    'secure-over-http':
      '本站点使用 http，因此 express-session 不会发出 Cookie。每次 Set 都会留下一条再也找不回的会话记录。',
    'secure-auto-none': '在 http 上，auto 等于没有 Secure；再加上 SameSite=None，浏览器就会拒收这个 Cookie。',
    'flask-secure-over-http':
      '虽然本站点使用 http，Flask 仍会发出 Cookie。客户端只有信任 localhost 才会保留它；在别处就会丢失。',
    'max-age-zero': 'Cookie 一到就已过期，因此没有请求能把它带回来。',
    'rolling-without-expiry':
      'Cookie 没有可以延后的过期时间：rolling 只是把同一个 Cookie 再发一遍。给 maxAge 一个值才能看到它的作用。',
    'refresh-not-permanent':
      '只有永久会话才会重新发送，而现在没有会话会被标为永久。打开 session.permanent 才能看到它的作用。',
    'no-secret': '每个会话读出来都是空的，写入的请求会得到状态码 500。',
    'scripts-can-read': '页面中的脚本可以读取 Cookie：只要被注入一个脚本，会话就可能被盗。',
    'resave-races': '两个同时进行的请求会各自写入整个会话：后结束的会覆盖先结束的，哪怕它什么也没改。',
    'max-age-below-second': 'Expires 以整秒计：存活不到一秒的 Cookie 可能在到达之前就已过期。',
    'auto-over-http': '本站点使用 http，所以 auto 在这里等于没有 Secure。在 https 之后则等于 Secure。',
    'strict-from-links': '从其他网站点链接进来时不带 Cookie，因此第一个页面会把访客当作陌生人。',
    'same-site-unset': '没有这个属性时由各浏览器决定：Chrome 当作 Lax，Firefox 和 Safari 会带上 Cookie。',
    'lifetime-for-all': '现在没有会话会被标为永久，但签名早于这个时长的 Cookie 仍会按空会话处理。',
    'rows-for-everyone': '每个不带 Cookie 的请求都会留下一条会话记录，爬虫和健康检查也不例外。',
  },
};
