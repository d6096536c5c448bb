import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSetCookie } from '../../renderer/model/set-cookie.ts';
import { type CookieFact, setCookieFacts } from '../../renderer/model/set-cookie-facts.ts';

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
    ['a=1; Partitioned', 'Partitioned', { code: 'partitioned' }],
    ['a=1; Foo=bar', 'Foo', { code: 'unknown-attribute' }],
  ])('of %s say of %s', (header, name, fact) => {
    expect(factOf(header, name)).toEqual(fact);
  });

  it('keep an equals sign in the value and a no-break space at its edge', () => {
    expect(parseSetCookie('a=b=c\u00a0 ; x')).toMatchObject({ name: 'a', value: 'b=c\u00a0' });
    expect(parseSetCookie('nameless')).toMatchObject({ name: '', value: 'nameless' });
  });

  it('can be told of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (header) => {
        expect(setCookieFacts(parseSetCookie(header), now).length).toBeGreaterThanOrEqual(6);
      }),
    );
  });
});
