import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CookieFact, setCookieFacts } from '../../renderer/model/set-cookie-facts.ts';
import { parseSetCookie } from '../../server/contract/http/parse-set-cookie.ts';

const now = Date.UTC(2026, 10, 22);
const factOf = (header: string, name: string): CookieFact | undefined =>
  setCookieFacts(parseSetCookie(header), now).find((row) => row.name === name)?.fact;

describe('the facts of a Set-Cookie', () => {
  it('name every attribute that decides, those left out included, in one order', () => {
    const rows = setCookieFacts(parseSetCookie('inspector.sid=s%3Aa.b; Path=/; HttpOnly; SameSite=Lax'), now);
    expect(rows.map(({ name, value, isCaution }) => [name, value, isCaution])).toEqual([
      ['HttpOnly', '', false],
      ['SameSite', 'Lax', false],
      ['Secure', null, true],
      ['Path', '/', false],
      ['Domain', null, false],
      ['Expires', null, false],
    ]);
  });

  it.each<[string, string, CookieFact]>([
    ['a=1; SameSite=STRICT', 'SameSite', { code: 'same-site', mode: 'strict' }],
    ['a=1; SameSite=None', 'SameSite', { code: 'same-site', mode: 'none-refused' }],
    ['a=1; SameSite=None; Secure', 'SameSite', { code: 'same-site', mode: 'none' }],
    ['a=1; SameSite=Whatever', 'SameSite', { code: 'same-site', mode: 'unknown' }],
    ['a=1', 'SameSite', { code: 'same-site', mode: 'absent' }],
    ['a=1; path=/admin', 'Path', { code: 'path', path: '/admin' }],
    ['a=1; Path=admin', 'Path', { code: 'path-default' }],
    ['a=1; Domain=.example.com', 'Domain', { code: 'domain', domain: 'example.com' }],
    ['a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT', 'Expires', { code: 'lasts', until: 'deleted' }],
    ['a=1; Expires=Mon, 23 Nov 2026 00:00:00 GMT', 'Expires', { code: 'lasts-until', atMs: now + 86_400_000 }],
    ['a=1; Expires=Mon, 23 Nov 2099 00:00:00 GMT', 'Expires', { code: 'lasts', until: 'capped' }],
    ['a=1; Expires=soon', 'Expires', { code: 'lasts', until: 'unreadable' }],
    ['a=1; Expires=Mon, 23 Nov 2099 00:00:00 GMT; Max-Age=60', 'Max-Age', { code: 'lasts-seconds', seconds: 60 }],
    ['a=1; Max-Age=0', 'Max-Age', { code: 'lasts', until: 'deleted' }],
    ['a=1; Max-Age=abc', 'Expires', { code: 'lasts', until: 'browser-closes' }],
    ['a=1; Path=/a; Path=/b', 'Path', { code: 'path', path: '/b' }],
    ['a=1; Partitioned', 'Partitioned', { code: 'partitioned-refused' }],
    ['a=1; Partitioned; Secure', 'Partitioned', { code: 'partitioned' }],
    ['a=1; Foo=bar', 'Foo', { code: 'unknown-attribute' }],
    ['a=1; Priority=High', 'Priority', { code: 'priority' }],
    ['a=1; Max-Age=abc', 'Max-Age', { code: 'invalid', of: 'max-age', isAfterValid: false }],
    ['a=1; Max-Age=60; max-age=', 'max-age', { code: 'invalid', of: 'max-age', isAfterValid: true }],
    ['a=1; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT', 'Expires', { code: 'max-age-counts' }],
    ['a=1; Max-Age=-0', 'Max-Age', { code: 'lasts', until: 'deleted' }],
    ['a=1; Max-Age=34560001', 'Max-Age', { code: 'lasts', until: 'capped' }],
    ['a=1; Domain=; Path', 'Path', { code: 'path-default' }],
    ['a=1; PATH=/a; Path=/b', 'PATH', { code: 'repeated' }],
    [`a=1; path=/b; Path=/${'x'.repeat(1024)}`, 'Path', { code: 'path', path: '/b' }],
    [`a=1; Expires=${'1'.repeat(1025)}`, 'Expires', { code: 'lasts', until: 'browser-closes' }],
  ])('of %s say of %s', (header, name, fact) => {
    expect(factOf(header, name)).toEqual(fact);
  });

  it.each<[string, CookieFact]>([
    // What the window once read by rules of its own: as deleted, as a date of another zone, or as no date.
    ['0', { code: 'lasts', until: 'unreadable' }],
    ['-1', { code: 'lasts', until: 'unreadable' }],
    ['2037-12-31T23:59:59Z', { code: 'lasts', until: 'unreadable' }],
    ['Thu, 31 Dec 2026 23:59:59', { code: 'lasts-until', atMs: Date.UTC(2026, 11, 31, 23, 59, 59) }],
    ['Thu, 31 Dec 2026 23:59:59 +0200', { code: 'lasts-until', atMs: Date.UTC(2026, 11, 31, 23, 59, 59) }],
    ['Thu Dec 31 2026 23:59:59 GMT+0100 (CET)', { code: 'lasts-until', atMs: Date.UTC(2026, 11, 31, 23, 59, 59) }],
    ['Thu, 31 Dec 2037 23:59:59', { code: 'lasts', until: 'capped' }],
    ['Sat, 15-Apr-17 21:01:22 DST', { code: 'lasts', until: 'deleted' }],
  ])('with Expires=%s say what browsers do', (date, fact) => {
    const row = setCookieFacts(parseSetCookie(`a=1; Expires=${date}`), now).at(-1);
    expect(row).toMatchObject({ name: 'Expires', value: date, fact });
  });

  it('name each attribute of the line once', () => {
    const line = 'a=1; Secure; Path=/a; Path=/b; Expires=0; Max-Age=x; ; Max-Age=5; Foo; SameSite';
    const rows = setCookieFacts(parseSetCookie(line), now);
    expect(rows.slice(6).map(({ name, value, fact }) => [name, value, fact.code])).toEqual([
      ['Path', '/a', 'repeated'],
      ['Expires', '0', 'invalid'],
      ['Max-Age', 'x', 'invalid'],
      ['Foo', '', 'unknown-attribute'],
    ]);
    expect(rows[1]).toMatchObject({ name: 'SameSite', value: '', fact: { code: 'same-site', mode: 'unknown' } });
  });

  it('can be told of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (header) => {
        expect(setCookieFacts(parseSetCookie(header), now).length).toBeGreaterThanOrEqual(6);
      }),
    );
  });
});
