import { hostname } from 'node:os';
import { expect, test } from 'vitest';
import { locationThroughProxy, originForClient } from '../../../server/targets/watched/location.ts';
import { otherHostOf } from '../../../server/targets/watched/other-host.ts';
import { resolveUpstream, type UpstreamAddress } from '../../../server/targets/watched/upstream-address.ts';

const v4First = ['127.0.0.1', '::1'];

test.each([
  ['8000', 'http://localhost:8000', v4First],
  ['localhost:8000', 'http://localhost:8000', v4First],
  ['http://localhost:8000/login?next=1#top', 'http://localhost:8000', v4First],
  ['HTTP://LOCALHOST:8000', 'http://localhost:8000', v4First],
  ['localhost.:8000', 'http://localhost.:8000', v4First],
  ['app.localhost:8000', 'http://app.localhost:8000', v4First],
  ['127.0.0.1:8000', 'http://127.0.0.1:8000', v4First],
  ['2130706433:8000', 'http://127.0.0.1:8000', v4First],
  ['0x7f.1:8000', 'http://127.0.0.1:8000', v4First],
  ['0177.0.0.1:8000', 'http://127.0.0.1:8000', v4First],
  ['127.1:8000', 'http://127.0.0.1:8000', v4First],
  ['127.0.0.2:8000', 'http://127.0.0.2:8000', ['127.0.0.2']],
  ['0.0.0.0:8000', 'http://0.0.0.0:8000', v4First],
  ['[::]:8000', 'http://[::]:8000', v4First],
  ['[::1]:8000', 'http://[::1]:8000', ['::1', '127.0.0.1']],
  ['[0:0:0:0:0:0:0:1]:8000', 'http://[::1]:8000', ['::1', '127.0.0.1']],
  ['[::ffff:127.0.0.1]:8000', 'http://[::ffff:7f00:1]:8000', v4First],
  ['http://127.0.0.1', 'http://127.0.0.1:80', v4First],
  ['https://127.0.0.1', 'https://127.0.0.1:443', v4First],
])('%s is an app on this machine', async (text, url, addresses) => {
  expect(await resolveUpstream(text)).toMatchObject({ ok: true, upstream: { url, addresses } });
});

test.each([
  ['8000', '/'],
  ['http://localhost:8000', '/'],
  ['http://127.0.0.1:8000/admin/', '/admin/'],
  ['localhost:8000/login?next=1#top', '/login?next=1#top'],
])('%s asks for the page %s', async (text, page) => {
  expect(await resolveUpstream(text)).toMatchObject({ ok: true, upstream: { page } });
});

test.each([
  ['192.168.1.10:8000', 'not-loopback'],
  ['[::ffff:10.0.0.1]:8000', 'not-loopback'],
  ['[fe80::1]:8000', 'not-loopback'],
  ['128.0.0.1:8000', 'not-loopback'],
  ['3232235777:8000', 'not-loopback'],
  ['name.that.nobody.has.invalid:8000', 'unknown-name'],
  ['localhost.example.invalid:8000', 'unknown-name'],
  ['ftp://localhost:8000', 'other-scheme'],
  ['file:///etc/passwd', 'other-scheme'],
  ['http://name:word@localhost:8000', 'has-credentials'],
  ['http://evil.example@127.0.0.1:8000', 'has-credentials'],
  ['http://', 'not-an-address'],
  ['localhost:99999', 'not-an-address'],
  ['a b', 'not-an-address'],
])('%s is refused: %s', async (text, why) => {
  expect(await resolveUpstream(text)).toMatchObject({ ok: false, refusal: { why } });
});

test('a name of this machine is resolved once, and only to loopback', async () => {
  const found = await resolveUpstream(`${hostname()}:8000`);
  if (found.ok) for (const address of found.upstream.addresses) expect(address).toMatch(/^127\.|^::1$/);
  else expect(['not-loopback', 'unknown-name']).toContain(found.refusal.why);
});

const upstream: UpstreamAddress = {
  url: 'http://127.0.0.1:8000',
  page: '/',
  isTls: false,
  port: 8000,
  addresses: ['127.0.0.1', '::1'],
};

test.each([
  ['http://127.0.0.1:8000/next?a=1#b', 'http://localhost:5001/next?a=1#b'],
  ['http://localhost:8000', 'http://localhost:5001'],
  ['HTTP://LocalHost:8000/%2f%zz\\', 'http://localhost:5001/%2f%zz\\'],
  ['http://[::1]:8000/', 'http://localhost:5001/'],
  ['http://0.0.0.0:8000/', 'http://localhost:5001/'],
])('a redirect to %s leads to the proxy', (location, to) => {
  expect(locationThroughProxy(location, upstream, 'http://localhost:5001')).toBe(to);
});

test.each([
  '/next',
  'next',
  '//127.0.0.1:8000/next',
  'https://127.0.0.1:8000/next',
  'http://127.0.0.1:8001/next',
  'http://127.0.0.1:80001/next',
  'http://127.0.0.1/next',
  'http://127.0.0.1:8000.evil.example/',
  'http://127.0.0.1:8000@evil.example/',
  'http://evil.example/?u=http://127.0.0.1:8000/',
  'http://127.0.0.1:8000\\@evil.example/',
  '',
])('a redirect to %s is passed on as it is', (location) => {
  expect(locationThroughProxy(location, upstream, 'http://localhost:5001')).toBeNull();
});

test('the proxy is named as the client named it, if it did', () => {
  expect(originForClient('app.test:5001', 5001)).toBe('http://app.test:5001');
  expect(originForClient('[::1]:5001', 5001)).toBe('http://[::1]:5001');
  expect(originForClient('127.0.0.1:8000', 5001)).toBe('http://localhost:5001');
  expect(originForClient('evil.example/:5001', 5001)).toBe('http://localhost:5001');
  expect(originForClient(undefined, 5001)).toBe('http://localhost:5001');
});

test.each([
  ['/path', null],
  ['//evil.example/path', null],
  ['*', null],
  ['http://localhost:5001/', null],
  ['http://127.0.0.1:8000/', null],
  ['http://[::1]:5001/', null],
  ['http://evil.example/', 'evil.example'],
  ['http://localhost:9999/', 'localhost:9999'],
  ['http://127.0.0.1.evil.example:8000/', '127.0.0.1.evil.example:8000'],
  ['evil.example:443', 'evil.example:443'],
])('the request line %s names another host: %s', (target, host) => {
  expect(otherHostOf(target, 5001, upstream)).toBe(host);
});
