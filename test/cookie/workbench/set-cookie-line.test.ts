import { expect, test } from 'vitest';
import { decodeInput } from '../../../server/contract/workbench.ts';
import { createWorkbench } from '../../../server/cookie/workbench.ts';

const workbench = createWorkbench(
  () => [],
  () => Date.UTC(2026, 10, 22),
);
const lineOf = async (text: string) => (await workbench.decode(decodeInput.parse({ text }))).setCookie;

test.each([
  ['a=1; Path=/; HttpOnly', 'a=1; Path=/; HttpOnly'],
  ['Set-Cookie: a=1; Partitioned; Path=/', 'a=1; Partitioned; Path=/'],
  ['a=1; Foo=bar; HttpOnly; Path=/', 'a=1; Foo=bar; HttpOnly; Path=/'],
  ['a=1; Foo; Expires=Thu, 01 Jan 1970 00:00:00 GMT', 'a=1; Foo; Expires=Thu, 01 Jan 1970 00:00:00 GMT'],
  ['set-cookie:  __Host-a=1; Path=/app; Secure ', '__Host-a=1; Path=/app; Secure'],
  ['Set-Cookie: a=1', 'a=1'],
  ['Set-Cookie: __Host-nameless; Secure', '__Host-nameless; Secure'],
  ['HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nSet-Cookie: a=1; Expires=0\r\n', 'a=1; Expires=0'],
])('the pasted text %j is returned with its Set-Cookie line', async (text, line) => {
  expect(await lineOf(text)).toBe(line);
});

test.each(['a=1', 'a=1; path=x; b=2', 'a=1; secure=2; b=3', 'Cookie: a=1; b=2', 'Cookie: a=1; path=/x', 'value', ''])(
  '%j has no Set-Cookie line',
  async (text) => {
    expect(await lineOf(text)).toBeNull();
  },
);

test('of several cookies, the line is that of the selected cookie', async () => {
  const sid = 's%3AKVSv2hQ9xq0mY3rP8tLwZc1nB7dFgHjE.6qf4Zs0m8X9pQ2rT5vW7yA1bC3dE4fG6hI8jK0lM2nO';
  const text = `Set-Cookie: theme=dark; Path=/\nSet-Cookie: connect.sid=${sid}; Path=/; HttpOnly`;
  expect(await lineOf(text)).toBe(`connect.sid=${sid}; Path=/; HttpOnly`);
});
