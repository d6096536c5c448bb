import { describe, expect, it } from 'vitest';
import { lostCookieReason } from '../../renderer/sentences/lost-cookie.ts';
import { storyLead } from '../../renderer/sentences/story-lead.ts';
import { whatHappened, whatHappenedText } from '../../renderer/sentences/what-happened.ts';
import { en } from '../../renderer/strings/en.ts';
import { phraseText } from '../../renderer/strings/text/phrase.ts';
import { withLater } from '../../renderer/strings/with-later.ts';
import { zh } from '../../renderer/strings/zh.ts';
import type { ExpectedCookie } from '../../server/contract/expected-cookie.ts';
import { makeAnonymous } from './support/make-record.ts';

const lost = (members: Partial<ExpectedCookie>): ExpectedCookie => ({
  name: 'session',
  came: false,
  why: 'unknown',
  rule: null,
  decidedBy: null,
  ...members,
});
const at = new Date(2026, 10, 20, 12, 1, 20, 5).getTime();

describe('why a cookie did not come, in words', () => {
  it.each<[Partial<ExpectedCookie>, string, string]>([
    [
      { why: 'other-host', decidedBy: 1, about: { domain: 'localhost', host: '127.0.0.1' } },
      'belongs to localhost, this is 127.0.0.1',
      '属于 localhost，而这里是 127.0.0.1',
    ],
    [{ why: 'path', decidedBy: 1, about: { path: '/admin' } }, 'path /admin', '路径为 /admin'],
    [{ why: 'secure', decidedBy: 1 }, 'Secure, and this is http', '带 Secure 属性，而这次是 http'],
    [
      { why: 'same-site', decidedBy: 1, about: { sameSite: 'strict' } },
      'SameSite=Strict, and the request came from another site',
      'SameSite=Strict，而请求来自其他站点',
    ],
    [
      { why: 'expired', decidedBy: 12, about: { endedAtMs: at, maxAgeSeconds: 20 } },
      'expired at 12:01:20: Max-Age=20 of #12',
      '已于 12:01:20 过期：#12 的 Max-Age=20',
    ],
    [{ why: 'deleted', decidedBy: 17 }, 'deleted by #17', '被 #17 删除'],
    [{ why: 'deleted' }, 'taken out of the browser by hand', '已从浏览器中手动移除'],
    [
      { why: 'refused', decidedBy: 12, about: { refusal: { code: 'too-large', bytes: 6103 } } },
      'refused when #12 set it: 6,103 bytes, more than 4,096',
      '#12 设置时被拒绝：6,103 字节，超过 4,096',
    ],
    [
      { why: 'replaced', decidedBy: 14, about: { app: 'localhost:5080' } },
      'overwritten by #14, another app at :5080: ports share cookies',
      '被 #14 覆盖，那是 :5080 上的另一个应用：不同端口共用 Cookie',
    ],
    [
      { why: 'replaced', decidedBy: 14 },
      'replaced by #14: same name, another path or domain',
      '被 #14 取代：名称相同，路径或域不同',
    ],
    [{ why: 'replaced' }, 'no row of this log has set the received value', '日志中没有哪一行设置过收到的值'],
    [
      { why: 'evicted', decidedBy: 181, rule: 'Chromium: 180 cookies of one site' },
      'dropped when #181 was one too many: Chromium: 180 cookies of one site',
      '#181 使 Cookie 数量超限，已被浏览器清除：Chromium: 180 cookies of one site',
    ],
    [
      { why: 'partitioned', decidedBy: 1 },
      'partitioned, and the page in the address bar is of another site',
      '属于另一个分区：地址栏中是其他站点的页面',
    ],
    [{}, 'the log does not show why', '日志无法说明原因'],
  ])('%j', (members, english, chinese) => {
    expect(phraseText(lostCookieReason(lost(members), en))).toBe(english);
    expect(phraseText(lostCookieReason(lost(members), zh))).toBe(chinese);
  });

  it('names rows by numbers that lead to them', () => {
    const rows = lostCookieReason(lost({ why: 'deleted', decidedBy: 17 }), en).filter(({ row }) => row !== undefined);
    expect(rows).toEqual([{ style: 'plain', text: '#17', row: 17 }]);
  });

  it('is in the row and first in the Story, in both languages', () => {
    const cookie = lost({ why: 'deleted', decidedBy: 17, about: { isSession: true } });
    const record = makeAnonymous({ expectedCookies: [cookie] });
    expect(whatHappenedText(whatHappened(record, null, en), ', ')).toContain('cookie session missing: deleted by #17');
    expect(whatHappenedText(whatHappened(record, null, zh), '，')).toContain('缺少 Cookie session：被 #17 删除');
    expect(phraseText(storyLead(record, null, withLater(en)))).toMatch(
      /^Alice did not send the cookie session: deleted by #17\./,
    );
    expect(phraseText(storyLead(record, null, withLater(zh)))).toMatch(/^Alice 没有发送 Cookie session：被 #17 删除。/);
  });

  it('says that another value came where one did', () => {
    const cookie = lost({ why: 'replaced', about: { isSession: true } });
    const record = makeAnonymous({ expectedCookies: [cookie, lost({ came: true, why: null })] });
    expect(whatHappenedText(whatHappened(record, null, en), ', ')).toContain(
      'cookie session has another value: no row of this log has set the received value',
    );
    expect(whatHappenedText(whatHappened(record, null, zh), '，')).toContain(
      'Cookie session 的值不同：日志中没有哪一行设置过收到的值',
    );
    expect(phraseText(storyLead(record, null, withLater(en)))).toMatch(
      /^Alice sent another value of the cookie session: no row of this log has set the received value\./,
    );
    expect(phraseText(storyLead(record, null, withLater(zh)))).toMatch(/^Alice 发送的 Cookie session 的值不同：/);
  });

  it('says in the row of the response that its cookie is refused, in the place of it being sent', () => {
    const setCookieFates = [
      {
        name: 'session',
        fate: 'refused' as const,
        why: 'too-large' as const,
        rule: 'RFC 6265bis §5.6 step 5',
        decidedBy: 1,
        refusals: [{ code: 'too-large' as const, bytes: 6103 }],
      },
    ];
    const seen = { verdict: { kind: 'not-observed' as const }, cookieName: 'session', setCookie: 'session=x' };
    const record = makeAnonymous({ ...seen, setCookieFates });
    const text = (t: typeof en) => whatHappenedText(whatHappened(record, null, t), t.common.listBetween);
    expect(text(en)).toBe('browsers refuse the cookie session: 6,103 bytes, more than 4,096');
    expect(text(zh)).toBe('浏览器拒绝 Cookie session：6,103 字节，超过 4,096');
  });

  it('names the keys that the cookies of a recording add and remove', () => {
    const record = makeAnonymous({
      verdict: { kind: 'not-observed' },
      sessionBefore: { Username: 'Admin', cart: 1 },
      sessionAfter: { cart: 1, role: 'x' },
      setCookie: 'session=x',
      cookieName: 'session',
    });
    expect(whatHappenedText(whatHappened(record, null, en), ', ')).toBe(
      '−Username, +role, was sent the cookie session',
    );
  });

  it('is not shown for a request that needs no session, for a path or for another site', () => {
    const other = lost({ name: 'theirs', why: 'other-host', about: { isOfOtherSite: true } });
    const record = makeAnonymous({ expectedCookies: [other] });
    expect(whatHappenedText(whatHappened(record, null, en), ', ')).not.toContain('theirs');
  });
});
