import type { Strings } from '../en.ts';
import { alarm, say } from '../text/phrase.ts';
import { count } from './words.ts';

/** Requests that were refused before their session was read. */
export const earlyRefusals: Strings['earlyRefusals'] = {
  lead: (who, reason) => say`${who} 的请求在读取会话之前就${alarm('被拒绝')}了：${reason}。`,
  manyCookies: () => say`浏览器会把同一主机所有端口的 Cookie 一起发送，所以 localhost 上其他程序的 Cookie 也算在内。`,
  cameUnknown: '未知：这个请求的请求头无法读取。',

  reason: {
    tooManyCookies: (cookies, limit) =>
      `Cookie 太多：Cookie 头有 ${count(cookies)} 字节，而整个请求头必须小于 ${count(limit)} 字节`,
    headTooLarge: (octets, limit) => `请求头有 ${count(octets)} 字节，必须小于 ${count(limit)} 字节`,
    headFarTooLarge: (limit) => `请求头超过 ${count(limit)} 字节，没有继续读取`,
    tooManyLines: (lines, limit) => `请求头有 ${count(lines)} 行，最多允许 ${count(limit)} 行`,
    malformedHead: (detail) => `请求头不是有效的 HTTP（${detail}）`,
    malformedBody: (detail) => `请求体无效（${detail}）`,
    otherProtocol: (protocol) =>
      `客户端对这个纯 http 端口使用了 ${protocol}${protocol === 'TLS' ? '（请用 http://，不要用 https://）' : ''}`,
    slowHead: (seconds) => `${count(seconds)} 秒之后请求头仍不完整`,
    slowBody: (seconds) => `${count(seconds)} 秒之后请求体仍不完整`,
    noHost: '没有 Host 头',
    badHost: (host) => `Host 头无效（${host}）`,
    hosts: (n) => `有 ${count(n)} 个 Host 头`,
    expectation: (text) => `它期望的行为本服务器不支持（${text}）`,
    bodyTooLarge: (limit) => `请求体超过 ${count(limit)} 字节`,
    bodyAnnounced: (bytes, limit) => `声明的请求体有 ${count(bytes)} 字节，最多允许 ${count(limit)} 字节`,
    encoding: (name) => `本服务器无法解开请求体的编码（${name}）`,
    foreignPage: (header, value) => `由其他来源的页面发出（${header}：${value}）`,
  },
};
