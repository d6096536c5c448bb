import { describe, expect, test } from 'vitest';
import type { CookieFormat } from '../../../server/contract/cookie-format.ts';
import type { Json } from '../../../server/contract/json.ts';
import { decode } from './support.ts';

type Vector = {
  format: CookieFormat;
  /** Where it was published. */
  source: string;
  cookie: string;
  secret: string;
  payload?: Json;
  /** Of a payload that is not to be loaded: the text that can be seen in it. */
  strings?: string[];
};

const SECRET_KEY_BASE =
  '4698bc5d99f3103ca76ab57f28a6b8f75f5f0768aab4f2e3f3743383594ad91f43e78c1b86138602f5859a811927698180ebfae7c490333f37b87521ca5a5f8c';

const vectors: Vector[] = [
  {
    format: 'flask',
    source: 'Flask-Unsign README.md',
    cookie: 'eyJsb2dnZWRfaW4iOmZhbHNlfQ.XDuWxQ.E2Pyb6x3w-NODuflHoGnZOEpbH8',
    secret: 'CHANGEME',
    payload: { logged_in: false },
  },
  {
    format: 'flask',
    source: 'Flask-Unsign README.md, after signing',
    cookie: 'eyJsb2dnZWRfaW4iOnRydWV9.XDuW-g.cPCkFmmeB7qNIcN-ReiN72r0hvU',
    secret: 'CHANGEME',
    payload: { logged_in: true },
  },
  {
    format: 'flask',
    source: 'badsecrets tests/flask_signedcookies_test.py, compressed',
    cookie:
      '.eJwNyTEOgzAMBdC7eO6QGNskXCZKrG8hgVqJdEPcvX3ru6n5vKJ9PwfetFHCiCqwtYopo4NLiPOo4jYMuhizpJLV8oicilQF_qOeF_a104taXJg7bdHPiecHfX8ccg.ZFCriA.99lOhq3pO8yBWM7XjBshaKjqPKU',
    secret: 'secret',
    // The content of the cookie was read from the cookie; it was not published with it.
  },
  {
    format: 'flask',
    source: 'badsecrets tests/flask_signedcookies_test.py',
    cookie: 'eyJsb2dnZWRfaW4iOnRydWV9.ZCONag.j2PHXgeT2B62qlYH72PKVuqjPvE',
    secret: 'Attack at dawn!',
    payload: { logged_in: true },
  },
  {
    format: 'express-session',
    source: 'badsecrets tests/express_signedcookies_test.py',
    cookie: 's%3A2eb4SvnuYufiFoKr0DLB-5gWD_YtlQhs.mGdwi%2F4pdFZkuraF%2FCit68TmBkpALzPSbCyDGEfpJjo',
    secret: 'your-session-secret-key',
    payload: '2eb4SvnuYufiFoKr0DLB-5gWD_YtlQhs',
  },
  {
    format: 'express-session',
    source: 'badsecrets tests/express_signedcookies_test.py',
    cookie: 's%3ABh8oG0qgMyJc4qq8A47I0MTwcNiu7ue8.hXhPs8q9AN4ATeh2KrjuzvSbJA7cqbkP5cUUT34bZKA',
    secret: 'Shh, its a secret!',
    payload: 'Bh8oG0qgMyJc4qq8A47I0MTwcNiu7ue8',
  },
  {
    format: 'cookie-session',
    source: 'CookieMonster README.md',
    cookie: 'session=eyJhbmltYWxzIjoibGlvbiJ9; session.sig=Vf2INocdJIqKWVfYGhXwPhQZNFI',
    secret: 'changeme',
    payload: { animals: 'lion' },
  },
  {
    format: 'cookie-session',
    source: 'badsecrets tests/express_signedcookies_test.py',
    cookie: 'foo=eyJ1c2VybmFtZSI6IkJib3RJc0xpZmUifQ==; foo.sig=zOQU7v7aTe_3zu7tnVuHi1MJ2DU',
    secret: 'your-secret-key',
    payload: { username: 'BbotIsLife' },
  },
  {
    format: 'django',
    source: 'CookieMonster README.md (SHA-1, pickle)',
    cookie: 'gAJ9cQFYCgAAAHRlc3Rjb29raWVxAlgGAAAAd29ya2VkcQNzLg:1mgnkC:z5yDxzI06qYVAU3bkLaWYpADT4I',
    secret: 'changeme',
    strings: ['testcookieq', 'workedq'],
  },
  {
    format: 'rails-signed',
    source: 'badsecrets tests/rails_secretkeybase_test.py, SHA1',
    cookie:
      'eyJfcmFpbHMiOnsibWVzc2FnZSI6IklraGxiR3h2TENCSklHRnRJR0VnYzJsbmJtVmtJSEpoYVd4ek5pQkRiMjlyYVdVaElnPT0iLCJleHAiOm51bGwsInB1ciI6ImNvb2tpZS5zaWduZWQifX0%3D--eb1ea3ddc55deb16ffc58ac165edfbb554067edc',
    secret: SECRET_KEY_BASE,
    payload: 'Hello, I am a signed rails6 Cookie!',
  },
  {
    format: 'rails-encrypted',
    source: 'badsecrets tests/rails_secretkeybase_test.py, AES_GCM',
    cookie:
      'fuP54C4UxMudlZRR6j25zJfkevHVZ6IJR6Hp1B3rW6sAW5Aqc1j2Ri0XgcyLRvuSNVLwzq6cqeWlVhwU13xMS8scjU%2BSGGi%2Bta4jQU7oYujKdxynHSEiYOmeNFW4onXoF3KLlmr7ODmtIaHm1zIEP11TT%2FmRqZuxxecjz0VIxUDhvHYEFQ%3D%3D--ZclUs5zZFu3JPKnx--%2Fc0Q4ufTHqqmMxoin0mRtQ%3D%3D',
    secret: SECRET_KEY_BASE,
  },
  {
    format: 'rails-encrypted-cbc',
    source: 'badsecrets tests/rails_secretkeybase_test.py, AES_CBC',
    cookie:
      'dUEvRldLekFNcklGZ3ZSbU1XaHJ0ZGxsLzhYTHlNTW43T3BVN05kZXE3WUhQOVVKbVA3Rm5WaSs5eG5QQ1VIRVBzeDFNTnNpZ0xCM1FKbzFZTEJISzhaNzFmVGYzME0waDFURVpCYm5TQlJFRmRFclYzNUZhR3VuN29PMmlkVHBrRi8wb3AwZWgvWmxObkFOYnpkeHR1YWpWZ3lnN0Y4ZW9xSk9LNVlQd0U4MmFsbWtLZUI5VzkzRkM4YXBFWXBWLS15L00xME1nVFp2ZTlmUWcxZVlpelpnPT0=--7efe7919a5210cfd1ac4c6228e3ff82c0600d841',
    secret:
      '6f9c2bdad527137950bd62e9688c6cd6a3f3ccc1bbd2972c2d9dbdc4bccbfeb38c2832804cfc62fc662ed54b15f8731083cc090b352168b335569cc4375a4696',
  },
  {
    format: 'rack',
    source: 'CookieMonster pkg/monster/cookie_test.go',
    cookie: 'BAhJIgl0ZXN0BjoGRVQ=--8c5ae09ed57f1e933cc466f5b99ea636d1fc31a2',
    secret: 'super secret',
    strings: ['test'],
  },
  {
    format: 'rack',
    source: 'badsecrets tests/rack2_signedcookies_test.py',
    cookie:
      'BAh7B0kiD3Nlc3Npb25faWQGOgZFVG86HVJhY2s6OlNlc3Npb246OlNlc3Npb25JZAY6D0BwdWJsaWNfaWRJIkU5YmI3ZDUyODUyNTAwMDYzMGE2NjMxYTA5MjBlMjYzMzFmOGE0MjBhNTdhYWIxNzVkZTFmM2FjMDQ3NmI1NDQzBjsARkkiCmNvdW50BjsARmkG--3a983fbc58911c5266d7748a6a55165f74d412f4',
    secret: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
  },
  ...[
    'AbGjZyIjUxHlH1vpbU0yDc8N8MB0SV723Fj2uGYWrXxHuh99KpUiavHdw2gG1IW7e2OISpZetJzALqc_LxtVigllj9HZ7mzF1KvHPabLvfJcJ0gB_MqHGTKUMPlsSs9L9frJJuazsd1aW-7C33LB6Eg=',
    'AbxvYQw-Fz0HW2g6uo3uSVheVv1-QaWGtg2LSVsTYq1Sds8xNLjGDCKvwACHJN1tiBA_jOoiP64kmjZRGnTBl0pv9SqsKwaRBKnY1Q5Rkc621pVlRlr98ehyYhfJT_svoUJXCYfrWgoGO_n8zj4Cgi4=',
    'ATfvdnPvcdW4ohIm7MnIdBLKwvqK4j58Rt9hQZhkifZq9IW15sDUViOMM0ClaLONci1fChW0pTuLmFxK3tQ0ch7GxiTVNqfNI1GFlC2epQr-bkuWNF0AbpC4FzBhn94RVQ1MLdd1pPaFQF6E40VvUjw=',
  ].map((cookie): Vector => {
    return {
      format: 'rack-encrypted',
      source: "rack-session's tests of the encryptor, v2.0.0",
      cookie,
      secret: '.'.repeat(64),
    };
  }),
  {
    format: 'laravel',
    source: 'badsecrets tests/laravel_signedcookies_test.py (an XSRF-TOKEN)',
    cookie:
      'XSRF-TOKEN=eyJpdiI6Ii9FOVVVNXMyclpZbFNnbmM5c2JDWlE9PSIsInZhbHVlIjoidlZhQlYxSk8xYU9oY2Z1dndvbmdxSmYxUE1FQTU5Zm1vWVE3azN5R1hwM0UxTFplSVZSVzFWOGVFK0d2Y3EyMVJYRWhZd1lvSGJ4M085L1dvV1RpZXk5UkNKaUNuOVcxZ0VZaVQ1bitPeEpoUGhjZkxReHJSSU44TE9ScEVvVlgiLCJtYWMiOiI0MzkyZDZkYjVjZjJmNGFlNjNjMDcyYzY1YmQwZmYwNjc4ZDM2NGM0MTZiOWViNDAxZWQxMDBhZTY3ZjI4YmIyIiwidGFnIjoiIn0%3D',
    secret: 'base64:JRYMXfXXoPAmt3Q30rhxJUIf4ut7pMZOZIvF6WDCNiI=',
  },
  {
    format: 'laravel',
    source: 'badsecrets tests/laravel_signedcookies_test.py (from before there was a tag, slashes escaped)',
    cookie:
      'eyJpdiI6ImJ3TzlNRjV6bXFyVjJTdWZhK3JRZ1E9PSIsInZhbHVlIjoiQ3kxVDIwWkRFOE1sXC9iUUxjQ2IxSGx1V3MwS1BBXC9KUUVrTklReit0V2k3TkMxWXZJUE02cFZEeERLQU1PV1gxVForYkd1dWNhY3lpb2Nmb0J6YlNZR28rVmk1QUVJS3YwS3doTXVHSlhcL1JGY0t6YzhaaGNHR1duSktIdjF1elwvNXhrd1Q4SVlXMzBrbTV0MWk5MXFkSmQrMDJMK2F4cFRkV0xlQ0REVU1RTW5TNVMrNXRybW9rdFB4VitTcGQ0QlVlR3Vwam1IdERmaDRiMjBQS05VXC90SzhDMUVLbjdmdkUyMnQyUGtadDJHSEIyQm95SVQxQzdWXC9JNWZKXC9VZHI4Sll4Y3ErVjdLbXplTW4yK25pTGxMUEtpZVRIR090RlF0SHVkM0VaWU8yODhtaTRXcVErdUlhYzh4OXNacXJrVytqd1hjQ3FMaDhWeG5NMXFxVXB1b2V2QVFIeFwvakRsd1pUY0h6UUR6Q0UrcktDa3lFOENIeFR0bXIrbWxOM1FJaVpsTWZkSCtFcmd3aXVMZVRKYXl0RXN3cG5EMitnanJyV0xkU0E3SEUrbU0rUjlENU9YMFE0eTRhUzAyeEJwUTFsU1JvQ3d3UnIyaEJiOHA1Wmw1dz09IiwibWFjIjoiNmMzODEzZTk4MGRhZWVhMmFhMDI4MWQzMmRkNjgwNTVkMzUxMmY1NGVmZWUzOWU4ZTJhNjBiMGI5Mjg2NzVlNSJ9',
    secret: 'base64:HyfSfw6tOF92gKtVaLaLO4053ArgEf7Ze0ndz0v487k=',
  },
  {
    format: 'laravel',
    source: 'CookieMonster pkg/monster/cookie_test.go',
    cookie:
      'laravel_session=eyJpdiI6IkJPV3Q1Q09OSGt3aitXbmZqdU5Fa2c9PSIsInZhbHVlIjoiVzVtWmlienduaHBWbEg2Mzh3SWFkTHFGWXVucDl3T0Z2SjA1cERQK0N1Zit5S0RyZzU3emxQTks2Q3VUWkl5RllyU3ljSGZScEpsUHhRTFgvaDVqa3lsOVY1WUZJQTJyM3gvMWRVN3BLSzVQQk12ZjJJcDhtdFo3MUR2WTdhajMiLCJtYWMiOiI3YjVmYTQ1ZjRjMjlhYTkzOTFhNWIxNjNlNjUyMzAxNDA1NWU4NDc0NGZjZGZjZGQ5NDUzMDhiYTRiZjI0NzYyIiwidGFnIjoiIn0%3D',
    secret: 'zseMzUq8M6oPB5xkPvIWddeepxzseJtN',
  },
  {
    format: 'iron-session',
    source: 'iron-webcrypto tests, "unseals a ticket"',
    cookie:
      'Fe26.2**0cdd607945dd1dffb7da0b0bf5f1a7daa6218cbae14cac51dcbd91fb077aeb5b*aOZLCKLhCt0D5IU1qLTtYw*g0ilNDlQ3TsdFUqJCqAm9iL7Wa60H7eYcHL_5oP136TOJREkS3BzheDC1dlxz5oJ**05b8943049af490e913bbc3a2485bee2aaf7b823f4c41d0ff0b7c168371a3772*R8yscVdTBRMdsoVbdDiFmUL8zb-c3PQLGJn4Y8C-AqI',
    secret: 'some_not_random_password_that_is_also_long_enough',
    payload: { a: 1, b: 2, c: [3, 4, 5], d: { e: 'f' } },
  },
  {
    format: 'iron-session',
    source: 'iron-session src/index.test.ts, a seal from before version 8',
    cookie:
      'test=Fe26.2*1*1e2bacee1edffaeb4a9ba4a07dc36c2c60d20415a60ac1b901033af1f107ead5*LAC9Fn3BJ9ifKMhVL3pP5w*JHhcByIzk4ThLt9rUW-fDMrOwUT7htHy1uyqeOTIqrVwDJ0Bz7TOAwIz_Cos-ug3**7dfa11868bbcc4f7e118342c0280ff49ba4a7cc84c70395bbc3d821a5f460174*6a8FkHxdg322jyym6PwJf3owz7pd6nq5ZIzyLHGVC0c',
    secret: 'Gbm49ATjnqnkCCCdhV4uDBhbfnPqsCW0',
    payload: { user: { id: 77 } },
  },
  {
    format: 'jwt',
    source: 'CookieMonster pkg/monster/cookie_test.go, HS256',
    cookie:
      'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.O39wphnad2iRtKulTeEmBdPLz1s22_XihMtD7swLx_o',
    secret: 'changeme',
    payload: { sub: '1234567890', name: 'John Doe', iat: 1516239022 },
  },
  {
    format: 'jwt',
    source: 'RFC 7515 appendix A.4, ES512',
    cookie:
      'eyJhbGciOiJFUzUxMiJ9.UGF5bG9hZA.AdwMgeerwtHoh-l192l60hp9wAHZFVJbLfD_UxMi70cwnZOYaRI1bKPWROc-mZZqwqT2SI-KGDKB34XO0aw_7XdtAG8GaSwFKdCAPZgoXD2YBJZCPEX3xKpRwcdOO8KpEHwJjyqOgzDO7iKvU8vcnwNrmxYbSW9ERBXukOXolLzeO_Jn',
    secret:
      '{"kty":"EC","crv":"P-521","x":"AekpBQ8ST8a8VcfVOTNl353vSrDCLLJXmPk06wTjxrrjcBpXp5EOnYG_NjFZ6OvLFV1jSfS9tsz4qUxcWceqwQGk","y":"ADSmRA43Z1DSNx_RvcLI87cdL07l6jQyyBXMoxVg_l2Th-x3S1WDhjDly79ajL4Kkd0AZMaZmh9ubmf63e3kyMj2"}',
    payload: 'Payload',
  },
  {
    format: 'jwt',
    source: 'RFC 8037 appendix A.4, EdDSA',
    cookie:
      'eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg',
    secret: '{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}',
    payload: 'Example of Ed25519 signing',
  },
];

describe.each(vectors)('$format, from $source', ({ format, cookie, secret, payload, strings }) => {
  test('is recognised, decoded and valid', () => {
    const decoded = decode(cookie, ['another secret', secret]);
    expect(decoded).toMatchObject({ format, valid: true, reason: null, secretNumber: 2, signatureMatches: true });
    if (payload !== undefined) expect(decoded.payload).toEqual(payload);
    if (strings !== undefined) expect(decoded.payload).toMatchObject({ strings: expect.arrayContaining(strings) });
  });

  test('is not valid with another secret, nor with one character changed', () => {
    expect(decode(cookie, ['another secret']).valid).toBe(false);
    expect(decode(changed(cookie), [secret]).valid).not.toBe(true);
  });
});

/** The RFC's claims expired in 2011. */
const RFC_7515_CLAIMS =
  'eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ';

test.each([
  [
    'A.1, HS256',
    `eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.${RFC_7515_CLAIMS}.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk`,
    '{"kty":"oct","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"}',
  ],
  [
    'A.2, RS256',
    `eyJhbGciOiJSUzI1NiJ9.${RFC_7515_CLAIMS}.cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw`,
    '{"kty":"RSA","e":"AQAB","n":"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ"}',
  ],
  [
    'A.3, ES256',
    `eyJhbGciOiJFUzI1NiJ9.${RFC_7515_CLAIMS}.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q`,
    '{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}',
  ],
])('RFC 7515 appendix %s: the signature matches, and the token is expired', (_, token, key) => {
  const payload = { iss: 'joe', exp: 1300819380, 'http://example.com/is_root': true };
  expect(decode(token, [key])).toMatchObject({ signatureMatches: true, valid: false, reason: 'expired', payload });
  expect(decode(token, [key], { nowMs: 1300819379_999 })).toMatchObject({ valid: true, reason: null });
});

test('RFC 7515 appendix A.5: an unsecured token is named and never valid', () => {
  const decoded = decode(`eyJhbGciOiJub25lIn0.${RFC_7515_CLAIMS}.`, ['', 'secret'], { nowMs: 0 });
  expect(decoded).toMatchObject({ format: 'jwt', valid: false, reason: 'algorithm-none', payload: { iss: 'joe' } });
});

/** The character in the middle, which belongs to the signed text. */
function changed(cookie: string): string {
  const at = Math.floor(cookie.length * 0.4);
  return `${cookie.slice(0, at)}${cookie[at] === 'B' ? 'C' : 'B'}${cookie.slice(at + 1)}`;
}
