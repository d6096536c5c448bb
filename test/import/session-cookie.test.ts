import { expect, test } from 'vitest';
import { givenCase, harOf, onlyRequest } from './reading.ts';

const EXPRESS = 's%3Ak7Qm2Vt9Xb4Lw8Rz1Yc5Nf6Hs3Jd0GaE.l4t6UN3HdTIC05r7RhCtYJLmYuFZIZkaJje4OxKb6Cw';
const SID = 'k7Qm2Vt9Xb4Lw8Rz1Yc5Nf6Hs3Jd0GaE';
const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln';
const HEX = '0a1b2c3d4e5f60718293a4b5c6d7e8f9';

const sent = (cookies: string) => onlyRequest(harOf({ request: { headers: [{ name: 'Cookie', value: cookies }] } }));
const answered = (cookies: string, ...lines: string[]) =>
  onlyRequest(
    harOf({
      request: { headers: cookies === '' ? [] : [{ name: 'Cookie', value: cookies }] },
      response: { headers: lines.map((value) => ({ name: 'Set-Cookie', value })) },
    }),
  );

test('of the two cookies of Laravel the session is laravel_session, though XSRF-TOKEN comes first', async () => {
  expect(await onlyRequest(givenCase('h11-laravel-two-cookies.har'))).toMatchObject({
    cookieName: 'laravel_session',
    engine: null,
  });
});

test('a session id counts before a JSON Web Token', async () => {
  expect(await onlyRequest(givenCase('h13-jwt-beside-a-session.har'))).toMatchObject({
    cookieName: 'PHPSESSID',
    sidBefore: 'r2t5nbqqqvl1p4sgfp4dq5fhv1',
  });
});

test.each([
  ['id_token', 'JSESSIONID', '9D6C1A4BEFD1C7D2A0C97E1B4D8F2A33.node1'],
  ['access_token', 'ASP.NET_SessionId', 'lit3py55t21z5v55vlm25s55'],
  ['CF_Authorization', 'sessionid', HEX],
  ['jwt', 'ci_session', HEX],
  ['token', '_myapp_session', HEX],
])('beside a JSON Web Token in %s, %s is the session', async (token, name, value) => {
  expect(await sent(`${token}=${JWT}; ${name}=${value}`)).toMatchObject({ cookieName: name, sidBefore: value });
});

test('a JSON Web Token alone is the session, but not that of a gate in front of the app', async () => {
  expect(await sent(`theme=dark; token=${JWT}`)).toMatchObject({ cookieName: 'token', sessionBefore: { sub: '1' } });
  expect(await sent(`theme=dark; CF_Authorization=${JWT}`)).toMatchObject({ cookieName: '', sessionBefore: null });
});

test('a random id is a session by its name only', async () => {
  expect(await sent(`uid=${HEX}`)).toMatchObject({ cookieName: '', sidBefore: null });
  expect(await sent(`csrftoken=${HEX}; _hjSession_1=${HEX}`)).toMatchObject({ cookieName: '', sidBefore: null });
  expect(await sent(`SESSION=${HEX}`)).toMatchObject({ cookieName: 'SESSION', sidBefore: HEX });
});

test.each([
  ['JSESSIONID', '0000Abc:1dlqfo'],
  ['SESSION', 'MDQ5YzQ1ZjYtNTYzYi00N2Q1LWJkY2UtY2U4Mzk4NWI4NmQ0=='],
  ['PHPSESSID', 'abc-123.4'],
])('a token is not the session beside %s with an id of its own form', async (name, value) => {
  expect(await sent(`id_token=${JWT}; ${name}=${value}`)).toMatchObject({ cookieName: name, sidBefore: value });
});

test('a word under the name of a session cookie is not an id', async () => {
  expect(await sent('session=disabled')).toMatchObject({ cookieName: '', sidBefore: null });
  expect(await sent(`session=no; token=${JWT}`)).toMatchObject({ cookieName: 'token' });
});

test('a session that the answer begins counts before a token that came', async () => {
  expect(await answered(`token=${JWT}`, `theme=dark`, `connect.sid=${EXPRESS}; Path=/`)).toMatchObject({
    cookieName: 'connect.sid',
    cookieValue: null,
    setCookie: `connect.sid=${EXPRESS}; Path=/`,
    sidBefore: null,
    sidAfter: SID,
    sessionBefore: null,
  });
});

test('the signature that cookie-session sends beside its cookie makes it the session', async () => {
  const record = await answered('', 'shop=eyJhIjoxfQ==; path=/', 'shop.sig=Vf2INocdJIqKWVfYGhXwPhQZNFI; path=/');
  expect(record).toMatchObject({ cookieName: 'shop', engine: null, sessionAfter: { a: 1 } });
});

test('of several cookies of one name and path the last one counts', async () => {
  const came = `connect.sid=${EXPRESS}`;
  const deleted = 'connect.sid=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT';
  expect(await answered(came, deleted, `connect.sid=${EXPRESS}; Path=/`)).toMatchObject({ sidAfter: SID });
  expect(await answered(came, `connect.sid=${EXPRESS}; Path=/`, deleted)).toMatchObject({ sidAfter: null });
  // The cookie of another path is another cookie.
  expect(await answered(came, `connect.sid=${EXPRESS}; Path=/`, deleted.replace('/', '/old'))).toMatchObject({
    sidAfter: SID,
  });
});

test('a session whose cookie was emptied is over', async () => {
  expect(await answered(`connect.sid=${EXPRESS}`, 'connect.sid=; Path=/')).toMatchObject({
    sidBefore: SID,
    sidAfter: null,
  });
});
