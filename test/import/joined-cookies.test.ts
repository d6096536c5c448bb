import { expect, test } from 'vitest';
import { exportedText } from '../export/exported-text.ts';
import { givenCase, harOf, onlyRequest } from './reading.ts';

const SID = 'k7Qm2Vt9Xb4Lw8Rz1Yc5Nf6Hs3Jd0GaE';
const SESSION = `connect.sid=s%3A${SID}.l4t6UN3HdTIC05r7RhCtYJLmYuFZIZkaJje4OxKb6Cw`;

test('Set-Cookie lines that were joined with a line break are lines again, and the session among them begins', async () => {
  const record = await onlyRequest(givenCase('h01-set-cookie-newline.har'));
  expect(record.responseHeaders).toEqual([
    ['set-cookie', 'theme=dark; Path=/'],
    ['set-cookie', `${SESSION}; Path=/; HttpOnly`],
  ]);
  expect(record).toMatchObject({ cookieName: 'connect.sid', sidBefore: null, sidAfter: SID });
  expect(record.setCookie).toBe(`${SESSION}; Path=/; HttpOnly`);
});

test('Set-Cookie lines that were joined with a comma are lines again, and a date keeps its comma', async () => {
  const record = await onlyRequest(givenCase('h02-set-cookie-comma.har'));
  expect(record.responseHeaders).toEqual([
    ['Set-Cookie', 'a=1; Expires=Wed, 21 Oct 2037 07:28:00 GMT; Path=/'],
    ['Set-Cookie', `${SESSION}; Path=/`],
  ]);
  expect(record).toMatchObject({ cookieName: 'connect.sid', sidAfter: SID });
});

test('no other header is split', async () => {
  const headers = [{ name: 'Link', value: '</a>; rel=a, </b>; rel=b' }];
  const record = await onlyRequest(harOf({ response: { headers } }));
  expect(record.responseHeaders).toEqual([['Link', '</a>; rel=a, </b>; rel=b']]);
});

test.each([
  ['line breaks', `a=1\n${SESSION}\r\nb=2`],
  ['commas', `a=1, ${SESSION}, b=2`],
])('Cookie lines that were joined with %s are lines again', async (_what, value) => {
  const record = await onlyRequest(harOf({ request: { headers: [{ name: 'cookie', value }] } }));
  expect(record.requestHeaders).toEqual([
    ['cookie', 'a=1'],
    ['cookie', SESSION],
    ['cookie', 'b=2'],
  ]);
  expect(record).toMatchObject({ cookieName: 'connect.sid', sidBefore: SID, sidAfter: SID });
  expect(record.receivedCookies.map(({ name }) => name)).toEqual(['a', 'connect.sid', 'b']);
});

test.each(['a=1,b=2; c=3', 'a=Doe, Jane; c=3', 'a={"x":1, "y":2}'])(
  'a comma in a cookie that came stays: %s',
  async (value) => {
    const record = await onlyRequest(harOf({ request: { headers: [{ name: 'Cookie', value }] } }));
    expect(record.requestHeaders).toEqual([['Cookie', value]]);
  },
);

test.each(['h01-set-cookie-newline.har', 'h02-set-cookie-comma.har'])(
  'an export as HAR of %s lists both cookies',
  async (name) => {
    const text = exportedText([await onlyRequest(givenCase(name))], 'har', { raw: true });
    const [entry] = JSON.parse(text).log.entries;
    expect(entry.response.headers).toHaveLength(2);
    expect(entry.response.cookies.map((cookie: { name: string }) => cookie.name)).toEqual([
      expect.stringMatching(/^(?:theme|a)$/),
      'connect.sid',
    ]);
  },
);
