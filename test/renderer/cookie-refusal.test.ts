import { expect, test } from 'vitest';
import { refusalSentence } from '../../renderer/sentences/cookie-refusal.ts';
import { en } from '../../renderer/strings/en.ts';
import { zh } from '../../renderer/strings/zh.ts';
import { cookieRefusals } from '../../server/contract/http/cookie-refusal.ts';
import { parseSetCookie } from '../../server/contract/http/parse-set-cookie.ts';

const sentences = (line: string, { details } = en) =>
  cookieRefusals(parseSetCookie(line)).map((refusal) => refusalSentence(refusal, details));

test.each([
  ['__Host-a=1; Path=/app; Secure', 'its name begins with __Host-, but Path=/ is missing.'],
  ['__Host-a=1; Path=/; Secure; Domain=app.test', 'its name begins with __Host-, but a Domain is set.'],
  ['__Host-a=1; Path=/', 'its name begins with __Host-, but Secure is missing.'],
  ['__HOST-a=1', 'its name begins with __Host-, but Secure is missing, and Path=/ is missing.'],
  ['__Secure-a=1; Path=/', 'its name begins with __Secure-, but Secure is missing.'],
  ['a=1; Partitioned; Path=/', 'Partitioned needs Secure.'],
  ['a=1; SameSite=None', 'SameSite=None needs Secure.'],
  [`a=${'x'.repeat(4096)}`, 'name and value have 4,097 bytes, the limit is 4,096.'],
  ['__Host-x', 'it has no name, and its value begins with the name prefix __Host-.'],
])('of %s the window says that browsers refuse it', (line, why) => {
  expect(sentences(line)).toEqual([`Browsers refuse this cookie: ${why}`]);
  expect(sentences(line, zh)).toEqual([expect.stringMatching(/^浏览器会拒收这个 Cookie：.+。$/)]);
});

test('of a prefix that only newer browsers know it says so', () => {
  expect(sentences('__Http-a=1; Secure')).toEqual([
    'Newer browsers refuse this cookie: its name begins with __Http-, but HttpOnly is missing.',
  ]);
});
