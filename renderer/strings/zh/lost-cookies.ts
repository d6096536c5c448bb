import type { Strings } from '../en.ts';
import { code, rowRef, say } from '../text/phrase.ts';
import { count, timeToSecond } from './words.ts';

const SAME_SITE = {
  strict: 'SameSite=Strict',
  lax: 'SameSite=Lax',
  none: 'SameSite=None',
  default: '没有 SameSite，按 Lax 处理',
};

/** Why a cookie was not sent with a request, and what browsers do with Set-Cookie lines. */
export const lostCookies: Strings['lostCookies'] = {
  missing: (name) => `缺少 Cookie ${name}`,
  otherValue: (name) => `Cookie ${name} 的值不同`,
  refusedHere: (name, reason) => `浏览器拒绝 Cookie ${name}：${reason}`,
  story: (who, name) => say`${who} 没有发送 Cookie ${code(name)}`,
  storyOtherValue: (who, name) => say`${who} 发送的 Cookie ${code(name)} 的值不同`,
  because: '：',
  why: {
    'other-host': (domain, host) => say`属于 ${code(domain)}，而这里是 ${code(host)}`,
    path: (path) => say`路径为 ${code(path)}`,
    secure: () => say`带 Secure 属性，而这次是 http`,
    'same-site': (mode) => say`${SAME_SITE[mode]}，而请求来自其他站点`,
    expired: (atMs, attribute, row) =>
      say`${atMs === null ? '已过期' : `已于 ${timeToSecond(atMs)} 过期`}：${row === null ? '' : say`${rowRef(row)} 的 `}${attribute}`,
    deleted: (row) => say`被 ${rowRef(row)} 删除`,
    'deleted-by-hand': () => say`已从浏览器中手动移除`,
    refused: (row, reason) => (row === null ? say`被拒绝：${reason}` : say`${rowRef(row)} 设置时被拒绝：${reason}`),
    'other-app': (row, app) =>
      say`被${row === null ? '' : say` ${rowRef(row)} `}覆盖，那是 ${code(app)} 上的另一个应用：不同端口共用 Cookie`,
    'other-place': (row) => say`被 ${rowRef(row)} 取代：名称相同，路径或域不同`,
    'outside-of-log': () => say`日志中没有哪一行设置过这个值`,
    evicted: (row, rule) => say`${row === null ? '' : say`${rowRef(row)} 使 Cookie 数量超限，`}已被浏览器清除：${rule}`,
    partitioned: () => say`属于另一个分区：地址栏中是其他站点的页面`,
    unknown: () => say`日志无法说明原因`,
  },
  refusal: {
    empty: '既没有名称也没有值',
    'control-character': '含有控制字符',
    tab: '含有制表符',
    'nameless-equals': '没有名称，而值中有等号',
    'domain-not-ascii': 'Domain 不是 ASCII',
    'too-large': (bytes) => `${count(bytes)} 字节`,
    'none-not-secure': 'SameSite=None 缺少 Secure',
    'partitioned-not-secure': 'Partitioned 缺少 Secure',
    'nameless-prefix': (prefix) => `没有名称，且值以 ${prefix} 开头`,
    prefix: (prefix, missing) => `${prefix}，但${missing.join('，且')}`,
    'foreign-domain': (domain, host) => `Domain ${domain} 与 ${host} 不符`,
    'public-suffix': (domain) => `Domain ${domain} 是公共后缀`,
    'secure-over-http': '通过 http 设置 Secure',
    'http-only-from-script': '脚本不能设置 HttpOnly',
    'cross-site': '在其他站点的页面中设置，且不是 SameSite=None',
    'secure-in-the-way': '已有同名的 Secure Cookie',
    'http-only-in-the-way': '已有同名的 HttpOnly Cookie',
  },
};
